"""Organizations, and their points of contact."""

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
    """Return accounts of points of contact whose name or address contains a word.

    The limit is never reached; it makes the database search these accounts separately, instead of
    starting with every recipient's.
    """
    found = Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
    return User.objects.filter(found, portal=Portal.ORGANIZATION).values("pk")[:_MOST_ACCOUNTS]


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Queries of organizations."""

    def seen_by(self, user: User) -> Self:
        """Return the organizations a user may see: all, or those that the user invited."""
        if user.may(Permission.SEE_ALL_ORGANIZATIONS):
            return self
        return self.filter(invited_by=user)

    def named(self, names: Collection[str]) -> Self:
        """Return organizations with one of these names, ignoring case."""
        asked = {name.lower() for name in names}
        return self.annotate(plain_name=Lower("name")).filter(plain_name__in=asked)

    def locked(self) -> Self:
        """Lock these organizations, but allow people to be loaded for them meanwhile."""
        return self.select_for_update(of=("self",), no_key=True).order_by("pk")

    def unanswered_since(self, moment: datetime) -> Self:
        """Return active organizations invited before then, for which nobody has signed in."""
        waiting = self.filter(step=Organization.Step.INVITED, deactivated_at=None)
        return waiting.filter(invited_at__lt=moment)

    def search(self, words: str) -> Self:
        """Return organizations whose name, or contact's name or address, contains each word."""
        found = self
        for word in words.split():
            theirs = PointOfContact.objects.filter(user__in=_accounts(word))
            found = found.filter(Q(name__icontains=word) | Q(pk__in=theirs.values("organization")))
        return found


class Organization(models.Model):
    """A workplace; `step` is how far it has come."""

    class Step(models.TextChoices):
        """INVITED -> SIGNED_IN -> SUBMITTED -> UPLOADED; an organization never goes back."""

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
    deactivated_at = models.DateTimeField(null=True)  # since then nobody can sign in for it

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
        """Return whether Bulk Registration is open to it."""
        return self.submitted_at is not None

    def advance(self, step: str) -> None:
        """Move to a later step; do nothing if the step is not later than the present one."""
        before = self.Step.values[: self.Step.values.index(step)]
        if Organization.objects.filter(pk=self.pk, step__in=before).update(step=step):
            self.step = step


class PointOfContactQuerySet(models.QuerySet["PointOfContact"]):
    """Queries of points of contact."""

    def at_work(self) -> Self:
        """Return the points of contact who have set a password and may sign in."""
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
    deactivated_at = models.DateTimeField(null=True)  # individually, not with its organization

    letter: Message | None  # for pages: the latest invitation

    objects = PointOfContactQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]

    class Standing(models.TextChoices):
        """The standing of a contact: INVITED <-> REVOKED; INVITED -> AT_WORK <-> DEACTIVATED."""

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
        """Return whether this person is invited or has an account, and whether it is active."""
        if self.user.password_changed_at:
            return self.Standing.AT_WORK if self.user.is_active else self.Standing.DEACTIVATED
        return self.Standing.INVITED if self.user.is_active else self.Standing.REVOKED
