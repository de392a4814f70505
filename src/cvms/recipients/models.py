"""The people to vaccinate: loaded by an organization, or registered at a provider's desk.

An address has one record, no matter who uploads it and how often.
"""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms.organizations.models import Organization

from .folding import Folded, folded


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Queries of recipients."""

    def of(self, organization: Organization) -> Self:
        """Return people that the organization loaded, including those no longer with it."""
        return self.filter(organization=organization)

    def search(self, words: str, *, within: str = "by_first") -> Self:
        """Return people whose name or email contains every word, in any order, without accents.

        "garcia", "Doe, Jane" and "jane@" all find Jane García Doe, jane@plant.example.
        """
        found = self
        for word in folded(words).replace(",", " ").split():
            found = found.filter(**{f"{within}__contains": word})
        return found

    def locked(self) -> Self:
        """Lock these people before anything that belongs to them (docs/adr/0011-locks.md)."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def invitable(self) -> Self:
        """Return reachable people who still need an invitation."""
        return self.reachable().filter(user__password_changed_at__isnull=True)

    def reachable(self) -> Self:
        """Return people who may be written to: active account, still here, not unsubscribed."""
        return self.filter(user__is_active=True, unsubscribed_at=None, left_at=None)


class Recipient(models.Model):
    """A person to vaccinate.

    Either an organization loaded them, with an email address and an account, or they registered at
    a location's desk and have neither.
    """

    class Stage(models.IntegerChoices):
        """How far a person is, as their organization may know it. Lists are sorted in this order.

        It is derived from letters, account and registration: see `actions.following`.
        """

        WAITING = 1, _("Invitation waiting")
        SENT = 2, _("Invitation sent")
        UNDELIVERED = 3, _("Undelivered")
        ACCOUNT = 4, _("Account created")
        REGISTERED = 5, _("Registered")
        GONE = 6, _("No longer here")

    REMINDED = (Stage.SENT, Stage.ACCOUNT)
    UNREGISTERED = (Stage.WAITING, Stage.SENT, Stage.UNDELIVERED, Stage.ACCOUNT)

    organization = models.ForeignKey(  # no index of its own: others begin with it
        Organization,
        on_delete=models.PROTECT,
        null=True,
        related_name="recipients",
        db_index=False,
    )
    location = models.ForeignKey(
        "providers.Location",
        on_delete=models.PROTECT,
        null=True,
        related_name="recipients",
        db_index=False,
    )
    upload = models.ForeignKey(
        "uploads.Upload",
        on_delete=models.SET_NULL,
        null=True,
        related_name="recipients",
        db_index=False,
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="recipient"
    )
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=80)
    email = models.CharField(max_length=254, blank=True)  # as it was given
    email_key = models.CharField(  # noqa: DJ001 -- unique, and many have none
        max_length=254, null=True, blank=True
    )  # canonical, see `intake.email_key`
    loaded_at = models.DateTimeField(default=timezone.now)
    unsubscribed_at = models.DateTimeField(null=True)  # asked for no more invitations
    left_at = models.DateTimeField(null=True)  # no longer with the organization: out of its counts
    stage = models.PositiveSmallIntegerField(choices=Stage, db_default=Stage.WAITING)
    why = models.CharField(max_length=200, db_default="")  # mail's reason why none arrived
    written_at = models.DateTimeField(null=True)  # when a letter was last asked for again
    reminders = models.PositiveSmallIntegerField(db_default=0)  # letters sent automatically
    by_first = models.GeneratedField(  # for searching and sorting
        expression=Folded("first_name", "last_name", "email"),
        output_field=models.TextField(),
        db_persist=True,
    )
    by_last = models.GeneratedField(
        expression=Folded("last_name", "first_name", "email"),
        output_field=models.TextField(),
        db_persist=True,
    )

    now: Stage  # these four are for pages: see `invitations.add_states` and `rows.add_shown`
    reason: str
    can_invite_again: bool
    origin: str

    objects = RecipientQuerySet.as_manager()

    class Meta:
        indexes = [  # each contains all columns by which a list is searched, filtered and sorted
            models.Index(
                fields=["organization", "by_first"],
                include=["id", "stage"],
                name="recipients_by_first",
            ),
            models.Index(
                fields=["organization", "by_last"],
                include=["id", "stage"],
                name="recipients_by_last",
            ),
            models.Index(
                fields=["organization", "email_key"],
                include=["id", "stage", "by_first"],
                name="recipients_by_email",
            ),
            models.Index(
                fields=["organization", "stage", "by_first"],
                include=["id"],
                name="recipients_by_stage",
            ),
            models.Index(
                fields=["organization"],
                name="recipients_still_tried",
                condition=Q(stage=1) & ~Q(why=""),  # Stage.WAITING
            ),
            models.Index(fields=["upload", "stage"], name="recipients_of_upload"),
            models.Index(
                fields=["location"],
                name="recipients_at_desk",
                condition=Q(location__isnull=False),
            ),
        ]
        constraints = [
            # Not `unique=True`, for which Django creates a second index for LIKE.
            models.UniqueConstraint(fields=["email_key"], name="recipients_one_address"),
            models.CheckConstraint(
                condition=~Q(first_name="") & ~Q(last_name="") & ~Q(email_key=""),
                name="recipients_complete",
            ),
            models.CheckConstraint(
                condition=Q(
                    organization__isnull=False,
                    user__isnull=False,
                    email_key__isnull=False,
                    location=None,
                )
                | Q(
                    location__isnull=False,
                    organization=None,
                    upload=None,
                    user=None,
                    email_key=None,
                    email="",
                ),
                name="recipients_loaded_or_at_desk",
            ),
        ]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class Former(models.Model):
    """A recipient's name and address before a correction, as old lists may still have them."""

    recipient = models.ForeignKey(
        Recipient, on_delete=models.CASCADE, related_name="formerly", db_index=False
    )
    email_key = models.CharField(max_length=254)
    name = models.TextField()  # folded

    class Meta:
        indexes = [models.Index(fields=["email_key"], name="recipients_formerly_by_email")]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "email_key", "name"], name="recipients_formerly_once"
            )
        ]


class Errand(models.Model):
    """A bulk action on many people of one organization; see `actions.errands`."""

    class Kind(models.TextChoices):
        SEND_AGAIN = "send_again", _("Send again to all")
        LEAVE = "leave", _("No longer here")
        COME_BACK = "come_back", _("Here again")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    people = ArrayField(models.BigIntegerField())  # their primary keys; empty once finished
    asked = models.PositiveIntegerField()  # how many people
    reached = models.PositiveIntegerField(default=0)  # how many were processed
    done = models.PositiveIntegerField(default=0)  # how many got a letter, or were marked
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "-id"], name="recipients_errands")]


class Tally(models.Model):
    """A change in the number of an organization's people at a stage; its rows add up to it.

    Triggers write a row for each statement that changes people, whoever runs it, and
    `actions.merging` adds them up.
    """

    organization = models.BigIntegerField()  # a foreign key would lock the organization's row
    stage = models.PositiveSmallIntegerField(choices=Recipient.Stage)
    why = models.CharField(max_length=200)
    people = models.BigIntegerField()  # negative if fewer
    merged = models.BooleanField(db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["organization"], name="recipients_tally_of"),
            models.Index(
                fields=["organization"],
                name="recipients_tally_to_merge",
                condition=Q(merged=False),
            ),
        ]


class Touched(models.Model):
    """A recipient whose stage may have changed; triggers write it, `actions.following` reads it."""

    id = models.BigAutoField(primary_key=True)
    recipient = models.BigIntegerField()
