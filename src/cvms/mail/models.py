"""Messages to send, as the database knows them: never a word of what they say, nor to whom.

A message holds its kind and the number of what it is about; it is written (`kinds`) at the moment
it is sent. A person's address so stays in one place, and a link's secret is never stored.
"""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reasons import reason_words


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state__in=[Message.State.QUEUED, Message.State.SENDING])

    def failed(self) -> Self:
        return self.filter(state=Message.State.FAILED)

    def due(self) -> Self:
        """To be sent now: queued and their time has come, or claimed by a worker that died."""
        now = timezone.now()
        waiting = Q(state=Message.State.QUEUED, due_at__lte=now)
        abandoned = Q(state=Message.State.SENDING, lease_until__lt=now)
        return self.filter(waiting | abandoned)

    def claim(self, count: int, lease: timedelta) -> list["Message"]:
        """Take up to `count` due messages for this worker alone; call inside a transaction."""
        due = self.due().order_by("priority", "id").select_for_update(skip_locked=True)
        claimed = list(due[:count])
        self.filter(pk__in=[message.pk for message in claimed]).update(
            state=Message.State.SENDING, lease_until=timezone.now() + lease
        )
        return claimed


class Message(models.Model):
    class State(models.TextChoices):
        """QUEUED -> SENDING -> SENT -> BOUNCED; SENDING -> QUEUED again, FAILED or DROPPED.

        FAILED -> QUEUED when a person has it tried again.
        """

        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("bounced")
        DROPPED = "dropped", _("no longer wanted")

    kind = models.CharField(max_length=40)
    about = models.BigIntegerField()  # the number of what it is about; which table: see the kind
    batch = models.BigIntegerField(null=True)  # messages that belong together, such as an upload's
    priority = models.SmallIntegerField(default=0)  # lower goes first
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    retried_at = models.DateTimeField(null=True)  # when a person had it tried again
    reason = models.CharField(max_length=200, blank=True)  # why it failed, the address left out
    token = models.UUIDField(default=uuid.uuid4, unique=True)  # names it in its Message-ID

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "id"],
                name="mail_waiting",
                condition=Q(state__in=["queued", "sending"]),
            ),
            models.Index(
                fields=["created_at"],
                name="mail_oldest",
                condition=Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["-id"], name="mail_failed", condition=Q(state="failed")),
            models.Index(fields=["kind", "about", "-id"], name="mail_about"),
            models.Index(fields=["kind", "batch", "state"], name="mail_batch"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["queued", "sending", "sent", "failed", "bounced", "dropped"]
                ),
                name="mail_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="mail_sent_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(lease_until__isnull=False),
                name="mail_sending_has_lease",
            ),
        ]

    @property
    def reason_words(self) -> str:
        """Why it was not delivered, in the reader's language."""
        return reason_words(self.reason)
