"""A person's answers: the draft while they are given, and the submitted registration."""

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms.recipients.models import Recipient

from . import codes


class Draft(models.Model):
    """The wizard's answers so far, as they were typed; deleted when they are submitted.

    `typed` has the values by page and input name. `revision` goes up with every change, so that
    nobody submits other answers than the page showed. `changed` has the revision at which each page
    changed last, so that one device does not overwrite what another has saved since.
    """

    recipient = models.OneToOneField(Recipient, on_delete=models.CASCADE, related_name="draft")
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # in each of its forms
    typed = models.JSONField(default=dict)
    page = models.CharField(max_length=20)  # where the person was last
    revision = models.PositiveIntegerField(default=0)
    changed = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)


class Registration(models.Model):
    """A submitted registration: who the person is and how to reach them, in standard codes.

    The answers that decide the vaccine group are only in `cvms.eligibility.models.Case`, written in
    the same transaction. The date of birth is in both, since it also identifies the person. The
    name here is the legal one that the person gave; `Recipient` has the one that the organization
    gave (docs/adr/0007-one-place-for-a-persons-data.md).
    """

    recipient = models.OneToOneField(
        Recipient, on_delete=models.CASCADE, related_name="registration"
    )
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=80)
    date_of_birth = models.DateField()
    phone = models.CharField(max_length=15, blank=True)  # E.164
    channel = models.CharField(max_length=5)
    language = models.CharField(max_length=5)  # BCP 47
    street = models.CharField(max_length=200)
    city = models.CharField(max_length=100)
    state = models.CharField(max_length=2)  # USPS Publication 28, appendix B
    zip_code = models.CharField(max_length=10)  # NNNNN or NNNNN-NNNN
    county = models.CharField(max_length=5)  # FIPS, ANSI INCITS 31
    sex = models.CharField(max_length=1)  # HL7 table 0001
    races = ArrayField(models.CharField(max_length=6))  # CDCREC
    ethnicity = models.CharField(max_length=6)  # CDCREC
    submitted_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(Lower("last_name"), "date_of_birth", name="registration_by_person"),
            models.Index("county", "submitted_at", name="registration_by_county"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sex__in=codes.codes(codes.SEXES))
                & Q(ethnicity__in=codes.codes(codes.ETHNICITIES))
                & Q(races__contained_by=codes.codes(codes.RACES))
                & Q(channel__in=codes.codes(codes.CHANNELS)),
                name="registration_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(races__len__gt=0), name="registration_race_answered"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[codes.EMAIL, codes.PAPER]) | ~Q(phone=""),
                name="registration_reachable",
            ),
        ]


class TextQuerySet(models.QuerySet["TextMessage"]):
    """Queries of text messages."""

    def due(self) -> Self:
        """Return the messages to send now."""
        return self.filter(state=TextMessage.State.QUEUED, due_at__lte=timezone.now())


class TextMessage(models.Model):
    """A text message to a person who prefers texts; the registration has the number."""

    class State(models.TextChoices):
        """The states of a text message: QUEUED, then SENT or FAILED."""

        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="texts")
    state = models.CharField(max_length=6, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    objects = TextQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("due_at", name="registration_texts_due", condition=Q(state="queued"))
        ]


DEMOGRAPHICS = (
    "first_name", "last_name", "date_of_birth", "phone", "channel", "language", "street", "city",
    "state", "zip_code", "county", "sex", "races", "ethnicity",
)  # fmt: skip
CONTACT_DETAILS = ("phone", "channel", "language", "street", "city", "state", "zip_code", "county")
