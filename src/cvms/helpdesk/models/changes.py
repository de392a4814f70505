"""Changes that an organization requests for several of its people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cvms.accounts.models import User
from cvms.recipients.models import Recipient

from .requests import HelpRequest


class RequestedChange(models.Model):
    """A change to one recipient that an organization requests.

    Names and address are the new ones, or "" for what stays.
    """

    class Kind(models.TextChoices):
        SEND_AGAIN = "send_again", _("Send the invitation again")
        CORRECT = "correct", _("Correct the name or email")
        UNSUBSCRIBE = "unsubscribe", _("Send no more invitations")
        REMOVE = "remove", _("Remove from the system")

    class Outcome(models.TextChoices):
        APPLIED = "applied", _("Applied")
        NOT_NEEDED = "not_needed", _("Nothing to change")
        ADDRESS_TAKEN = "address_taken", _("Another recipient has this email")
        HAS_ACCOUNT = "has_account", _("Not changed: this person has an account and has to ask")
        PROPOSED = "proposed", _("Proposed: a colleague has to confirm")
        WITHDRAWN = "withdrawn", _("Not removed")
        GONE = "gone", _("The person was removed")

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="changes")
    recipient = models.ForeignKey(
        Recipient, on_delete=models.SET_NULL, null=True, related_name="requested_changes"
    )
    kind = models.CharField(max_length=11, choices=Kind)
    first_name = models.CharField(max_length=40, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)  # "" until applied
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "recipient"], name="helpdesk_one_change_of_a_person"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", applied_at=None)
                | (~Q(outcome="") & Q(applied_at__isnull=False)),
                name="helpdesk_applied_has_time",
            ),
        ]
