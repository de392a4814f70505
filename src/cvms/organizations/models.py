"""Organizations that register their people, and their points of contact."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cvms.accounts.models import Portal, User
from cvms.accounts.permissions import Permission
from cvms.mail.models import Message

_MOST_ACCOUNTS = 100_000


def _accounts(word: str) -> models.QuerySet[User, Any]:
    """Points of contact's accounts in whose name or address a word is found.

    The limit is never reached; it has the database look through these accounts by themselves,
    where it might otherwise begin with every recipient's.
    """
    found = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
    return User.objects.filter(found, portal=Portal.ORGANIZATION).values("pk")[:_MOST_ACCOUNTS]


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def seen_by(self, user: User) -> Self:
        """All for state staff; for a location manager, those that they invited."""
        if user.may(Permission.SEE_ALL_ORGANIZATIONS):
            return self
        return self.filter(invited_by=user)

    def named(self, names: Collection[str]) -> Self:
        """Return those with one of these names; upper and lower case are the same."""
        asked = {name.lower() for name in names}
        return self.annotate(plain_name=Lower("name")).filter(plain_name__in=asked)

    def locked(self) -> Self:
        """Lock these organizations; people can be loaded for them meanwhile."""
        return self.select_for_update(of=("self",), no_key=True).order_by("pk")

    def unanswered_since(self, moment: datetime) -> Self:
        """Invited before then, and nobody has signed in yet."""
        waiting = self.filter(step=Organization.Step.INVITED, deactivated_at=None)
        return waiting.filter(invited_at__lt=moment)

    def search(self, words: str) -> Self:
        """Those in whose name, or a point of contact's name or address, each word is found."""
        found = self
        for word in words.split():
            theirs = PointOfContact.objects.filter(user__in=_accounts(word))
            found = found.filter(Q(name__icontains=word) | Q(pk__in=theirs.values("organization")))
        return found


class Organization(models.Model):
    """A workplace. Its next step follows from what it has done (`step`)."""

    class Step(models.TextChoices):
        """INVITED -> SIGNED_IN -> SUBMITTED -> UPLOADED; none is skipped, none is undone."""

        INVITED = "invited", _("Invited")
        SIGNED_IN = "signed_in", pgettext_lazy("organization", "Signed in")
        SUBMITTED = "submitted", _("Information submitted")
        UPLOADED = "uploaded", _("First upload done")

    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2, blank=True)  # USPS
    zip_code = models.CharField(max_length=10, blank=True)  # NNNNN or NNNNN-NNNN
    county = models.CharField(max_length=5, blank=True)  # FIPS
    phone = models.CharField(max_length=12, blank=True)  # E.164
    step = models.CharField(max_length=10, choices=Step, default=Step.INVITED)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="organizations_invited"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    deactivated_at = models.DateTimeField(null=True)  # since then nobody acts for it

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-invited_at", "-id"], name="organizations_recent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=["invited", "signed_in"])
                | (
                    ~Q(street="") & ~Q(city="") & ~Q(state="") & ~Q(zip_code="") & ~Q(county="")
                    & Q(submitted_at__isnull=False)
                ),
                name="organizations_submitted_is_complete",
            )
        ]  # fmt: skip

    @property
    def submitted(self) -> bool:
        """Whether Bulk Registration is open to it."""
        return self.submitted_at is not None

    def advance(self, step: str) -> None:
        """Move on to a later step; an earlier one than the present changes nothing."""
        before = self.Step.values[: self.Step.values.index(step)]
        if Organization.objects.filter(pk=self.pk, step__in=before).update(step=step):
            self.step = step


class PointOfContactQuerySet(models.QuerySet["PointOfContact"]):
    def at_work(self) -> Self:
        """Return those who have an account and may sign in."""
        return self.filter(user__is_active=True, user__password_changed_at__isnull=False)


class PointOfContact(models.Model):
    """A person who acts for an organization in the Organization Portal."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="point_of_contact"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="points_of_contact"
    )
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    deactivated_at = models.DateTimeField(null=True)  # by itself, whatever its organization is

    letter: Message | None  # for pages: the latest invitation

    objects = PointOfContactQuerySet.as_manager()

    class Standing(models.TextChoices):
        """INVITED <-> REVOKED; INVITED -> AT_WORK <-> DEACTIVATED."""

        INVITED = "invited", _("Invited")
        REVOKED = "revoked", _("Invitation revoked")
        AT_WORK = "at_work", _("Has an account")
        DEACTIVATED = "deactivated", _("Deactivated")

    @property
    def added_by_colleague(self) -> bool:
        """Return whether another point of contact invited this one."""
        return self.added_by is not None and self.added_by.portal == Portal.ORGANIZATION

    @property
    def standing(self) -> Standing:
        """How far this person is, and whether the way in is open."""
        if self.user.password_changed_at:
            return self.Standing.AT_WORK if self.user.is_active else self.Standing.DEACTIVATED
        return self.Standing.INVITED if self.user.is_active else self.Standing.REVOKED
