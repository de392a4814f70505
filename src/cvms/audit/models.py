"""The audit trail: what happened, who did it, when and from where. Rows never change."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One action of an account or of the system.

    There are no foreign keys, because an event outlives its account and record. `who` and `about`
    are primary keys, never names or addresses, so that nothing of an erased person is left here.
    The database refuses to change or delete a row (migration 0002).
    """

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=60)  # "room.verb", such as "uploads.loaded"
    who = models.BigIntegerField(null=True)  # the account's primary key; null for the system
    role = models.TextField(blank=True)  # all roles of the account, separated by spaces
    organization = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40, blank=True)  # the model of which `about` is a key
    about = models.CharField(max_length=40, blank=True)
    address = models.GenericIPAddressField(null=True)
    details = models.JSONField(default=dict)

    words: str  # these seven are for pages: see `staff.audit_names.name`
    actor: str
    called: str
    place: str
    subject: str
    named: str
    details_words: list[str]

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
            ),  # for finding who read a list with a person on it
        ]
