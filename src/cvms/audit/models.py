"""What happened, who did it, when and from where. Rows are added and never changed."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing that somebody did.

    Holds no foreign keys: an event outlives the account and the record that it speaks of. `who` and
    `about` are account and object numbers, never a name or an address, so that erasing a person
    leaves nothing of them here. The database refuses to change or delete a row (migration 0002).
    """

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=60)  # "room.verb", such as "uploads.loaded"
    who = models.BigIntegerField(null=True)  # account number; null where the system acted by itself
    role = models.TextField(blank=True)  # all roles of the account, by a space
    organization = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40, blank=True)  # what `about` is a number of
    about = models.CharField(max_length=40, blank=True)
    address = models.GenericIPAddressField(null=True)
    details = models.JSONField(default=dict)

    words: str  # these seven for pages alone: what the numbers mean
    actor: str
    called: str
    place: str
    subject: str
    named: str
    told: list[str]

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="audit_at"),
            models.Index(fields=["who", "-at"], name="audit_who"),
            models.Index(fields=["kind", "about", "-at"], name="audit_about"),
            models.Index(fields=["action", "-at"], name="audit_action"),
            models.Index(fields=["organization", "-at"], name="audit_organization"),
            GinIndex(
                fields=["details"],
                opclasses=["jsonb_path_ops"],
                condition=Q(details__has_key="numbers"),
                name="audit_numbers",
            ),  # who looked at a list with this person on it
        ]
