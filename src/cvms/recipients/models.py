"""The people to vaccinate: loaded by an organization, or registered at a provider's desk.

One address, one record, whoever uploads it and however often.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from cvms.organizations.models import Organization


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def search(self, words: str) -> Self:
        """Those in whose first or last name each of the words is found, in any order."""
        found = self
        for word in words.split():
            found = found.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word))
        return found

    def locked(self) -> Self:
        """Lock these people's records, before anything else of theirs (docs/adr/0011-locks.md)."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def invitable(self) -> Self:
        """Those to whom an invitation still says something, and who have not asked for none."""
        return self.filter(
            user__is_active=True, user__password_changed_at__isnull=True, unsubscribed_at=None
        )


class Recipient(models.Model):
    """A person whom an organization loaded, with an email address and an account; or one without,
    registered at the desk of a location."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="recipients"
    )
    location = models.ForeignKey(
        "providers.Location", on_delete=models.PROTECT, null=True, related_name="recipients"
    )
    upload = models.ForeignKey(
        "uploads.Upload", on_delete=models.SET_NULL, null=True, related_name="recipients"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="recipient"
    )
    first_name = models.CharField(max_length=40)
    last_name = models.CharField(max_length=80)
    email = models.CharField(max_length=254, blank=True)  # as it was given
    email_key = models.CharField(  # as mail systems compare it
        max_length=254, unique=True, null=True, blank=True
    )
    loaded_at = models.DateTimeField(default=timezone.now)
    unsubscribed_at = models.DateTimeField(null=True)  # asked for no more invitations

    objects = RecipientQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("organization", Lower("first_name"), "id", name="recipients_by_first"),
            models.Index("organization", Lower("last_name"), "id", name="recipients_by_last"),
            models.Index("organization", "email_key", name="recipients_by_email"),
        ]
        constraints = [
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
