"""Removals, and addresses that are stored only for one more letter."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms.accounts.models import User
from cvms.recipients.models import Recipient

from .requests import HelpRequest


class Removal(models.Model):
    """The removal of a recipient, which one agent proposes and another confirms.

    A request may be about several people; each has a separate removal.
    """

    class State(models.TextChoices):
        """PROPOSED -> CONFIRMED -> DONE, or PROPOSED -> WITHDRAWN; a worker carries it out."""

        PROPOSED = "proposed", _("Proposed")
        CONFIRMED = "confirmed", _("Being removed")
        DONE = "done", _("Done")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="removals")
    recipient = models.ForeignKey(
        Recipient, on_delete=models.SET_NULL, null=True, related_name="removals"
    )  # null once it is done
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    told = models.BooleanField(null=True)  # once done: whether the person had an address
    answered = models.BooleanField(db_default=False)  # whether the requester was told

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "recipient"],
                condition=~Q(state="withdrawn"),
                name="helpdesk_one_removal_of_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "done"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="helpdesk_two_agents_remove",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_at=None)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
                name="helpdesk_decided_has_time",
            ),
        ]


class SealedAddress(models.Model):
    """An address to which one more letter goes, encrypted until it is sent.

    It is the address of a removed person, or the former or new address of a corrected one.
    """

    sealed = models.BinaryField()  # see `sealing`
    language = models.CharField(max_length=5)  # BCP 47
    created_at = models.DateTimeField(default=timezone.now)
