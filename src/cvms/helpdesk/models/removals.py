"""Removals that two agents agree on, and the addresses to which one more letter goes."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cvms.accounts.models import User
from cvms.recipients.models import Recipient

from .requests import HelpRequest


class Removal(models.Model):
    """Two agents' way to remove a recipient: one proposes, another confirms.

    A request may ask for several people; each has a removal of their own.
    """

    class State(models.TextChoices):
        """PROPOSED -> CONFIRMED -> DONE; PROPOSED -> WITHDRAWN. A worker does what is confirmed."""

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
    told = models.BooleanField(null=True)  # once it is done: whether the person had an address
    answered = models.BooleanField(db_default=False)  # whether who asked was told that it is done

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
    """An address to which one more letter goes, sealed until it is sent.

    It is a removed person's, or one that somebody had, or has, whose details were corrected.
    """

    sealed = models.BinaryField()  # see `sealing`
    language = models.CharField(max_length=5)  # BCP 47
    created_at = models.DateTimeField(default=timezone.now)
