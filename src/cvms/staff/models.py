"""Counts that are made ahead of time for the console, and lists of organizations to invite."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cvms import intake
from cvms.mail.reasons import reason_words
from cvms.organizations.models import Organization
from cvms.uploads.wording import READERS


class Count(models.Model):
    """When the models below were last counted, and how long it took; one row."""

    finished_at = models.DateTimeField()
    seconds = models.FloatField()


class StageCount(models.Model):
    """How many of an organization's people have reached a stage of `recipients.funnel`."""

    stage = models.CharField(max_length=30)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="stage_counts"
    )  # null: people whom no organization loaded
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "stage"],
                name="staff_a_stage_counted_once",
                nulls_distinct=False,
            )
        ]


class StageDay(models.Model):
    """How many people reached a stage on a day, in the site's time zone."""

    stage = models.CharField(max_length=30)
    day = models.DateField()
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "day"], name="staff_a_day_counted_once")
        ]


class Breakdown(models.Model):
    """How many registered people have one value of one dimension, such as a race."""

    class Dimension(models.TextChoices):
        GROUP = "group", _("Vaccine group")
        RACE = "race", _("Race")
        ETHNICITY = "ethnicity", _("Ethnicity")
        LANGUAGE = "language", _("Language")
        ORGANIZATION = "organization", _("Organization")
        COUNTY = "county", _("County of residence")

    dimension = models.CharField(max_length=12, choices=Dimension)
    value = models.CharField(max_length=40)  # its code; "" for none
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "value"], name="staff_a_value_counted_once"
            )
        ]


class MailCount(models.Model):
    """How many messages of a kind are in a state; failed ones by reason, rare ones combined."""

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
    messages = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "state", "reason"], name="staff_mail_counted_once"
            )
        ]

    @property
    def reason_words(self) -> str:
        """Return why these were not delivered, in the reader's language."""
        return reason_words(self.reason)


class InvitationList(models.Model):
    """A file of organizations to invite; its bytes and failed rows are erased later."""

    class State(models.TextChoices):
        """PREVIEW -> SUBMITTED -> INVITED, or PREVIEW -> CANCELLED; an unreadable file is REFUSED.

        SUBMITTED -> FAILED if its job was given up, and back to SUBMITTED to try again.
        """

        PREVIEW = "preview", _("Waiting for review")
        SUBMITTED = "submitted", _("Being invited")
        INVITED = "invited", pgettext_lazy("list", "Invited")
        FAILED = "failed", _("Inviting failed")
        REFUSED = "refused", _("Not read")
        CANCELLED = "cancelled", _("Canceled")

    key = models.UUIDField(
        default=uuid.uuid4, unique=True
    )  # of the form: a double click is one list
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State)
    filename = models.CharField(max_length=255)
    data = models.BinaryField(null=True)
    problem_code = models.CharField(max_length=20, blank=True)  # of intake's catalogue
    problem_params = models.JSONField(default=dict)
    ignored_columns = models.JSONField(default=list)  # their names
    failed_rows = models.JSONField(default=list)  # each [line, [cells], [[code, parameters]]]
    organizations = models.PositiveIntegerField(default=0)
    contacts = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["preview", "submitted", "failed"]) | Q(data__isnull=False),
                name="staff_list_under_way_has_bytes",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(problem_code=""),
                name="staff_refused_list_says_why",
            ),
        ]

    @property
    def problem(self) -> str:
        """Return why the list could not be read, in the reader's language."""
        return intake.problem_sentence(self.problem_code, self.problem_params, READERS)
