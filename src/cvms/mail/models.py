"""Messages to send; the database never stores their text or their reader's address.

A message has a kind and the primary key of the record it is about; its letter is written (`kinds`)
when it is sent. So a person's address is stored in one place, and a link's secret in none.
"""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .destinations import EVERYTHING
from .reasons import reason_words


class PauseQuerySet(models.QuerySet["Pause"]):
    """Queries of pauses."""

    def active(self) -> Self:
        return self.filter(resumed_at=None)


class Pause(models.Model):
    """A destination that gets no mail until a person resumes it, because we must fix something.

    `destination` is a domain or `destinations.EVERYTHING`. Its messages wait; none fails.
    """

    destination = models.CharField(max_length=253)
    since = models.DateTimeField(db_default=Now())
    reason = models.CharField(max_length=200)  # a code, `reasons`
    answer = models.CharField(max_length=200, blank=True, db_default="")  # without the address
    resumed_at = models.DateTimeField(null=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["destination"], condition=Q(resumed_at=None), name="mail_paused_once"
            )
        ]

    @property
    def is_of_everything(self) -> bool:
        """Return whether this pauses all mail."""
        return self.destination == EVERYTHING

    @property
    def reason_words(self) -> str:
        """Return why mail is paused, in the reader's language."""
        return reason_words(self.reason)


class MessageQuerySet(models.QuerySet["Message"]):
    """Queries of messages."""

    def about(self, kind: str, number: int) -> Self:
        """Return the messages of one kind about one record."""
        return self.filter(kind=kind, about=number)

    def waiting(self) -> Self:
        return self.filter(state__in=[Message.State.QUEUED, Message.State.SENDING])

    def failed(self) -> Self:
        return self.filter(state=Message.State.FAILED)

    def due(self) -> Self:
        """Return the messages to send now: queued, due, and not paused."""
        return self.filter(state=Message.State.QUEUED, due_at__lte=Now(), pause=None)

    def abandoned(self) -> Self:
        """Return messages that are claimed although their lease has expired."""
        return self.filter(state=Message.State.SENDING, lease_until__lt=Now())

    def claim(
        self, count: int, priority: int, claim: uuid.UUID, lease: timedelta
    ) -> list["Message"]:
        """Claim up to `count` due messages of one priority; call inside a transaction."""
        due = self.due().filter(priority=priority).order_by("due_at", "id")
        claimed = list(due.select_for_update(skip_locked=True)[:count])
        self.filter(pk__any_of=[message.pk for message in claimed]).update(
            state=Message.State.SENDING, claim=claim, lease_until=Now() + lease
        )
        return claimed

    def held(self, numbers: Collection[int], claim: uuid.UUID) -> Self:
        """Return the messages among these that still have this claim; only they may be marked."""
        return self.filter(pk__any_of=numbers, state=Message.State.SENDING, claim=claim)

    def renew(self, numbers: Collection[int], claim: uuid.UUID, lease: timedelta) -> set[int]:
        """Extend the lease of messages that still have this claim; return their primary keys."""
        with_lease = self.held(numbers, claim).filter(lease_until__gt=Now())
        with_lease.update(lease_until=Now() + lease)
        return set(self.held(numbers, claim).values_list("pk", flat=True))

    def put_back(self, *, wait: timedelta = timedelta(0), **what: object) -> int:
        """Requeue these, due after `wait`, with the fields in `what` changed; return how many."""
        return self.update(state=Message.State.QUEUED, claim=None, due_at=Now() + wait, **what)


class Message(models.Model):
    """A message in the queue: the kind of letter, what it is about, and its state."""

    class State(models.TextChoices):
        """The states of a message; `MOVES` has the allowed moves between them."""

        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("bounced")
        DROPPED = "dropped", _("no longer needed")

    MOVES = {  # a bounce can arrive before its message is marked as sent
        State.QUEUED: {State.SENDING, State.DROPPED, State.FAILED, State.BOUNCED},
        State.SENDING: {State.QUEUED, State.SENT, State.DROPPED, State.FAILED, State.BOUNCED},
        State.SENT: {State.FAILED, State.BOUNCED},  # failed: returned through our fault
        State.FAILED: {State.QUEUED},  # when a person requeues it
        State.BOUNCED: set[State](),
        State.DROPPED: set[State](),
    }

    kind = models.CharField(max_length=40)
    about = models.BigIntegerField()  # primary key of the record; the kind decides the table
    batch = models.BigIntegerField(null=True)  # messages that belong together, such as an upload's
    priority = models.SmallIntegerField(default=0)  # lower goes first
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(db_default=Now())
    destination = models.CharField(max_length=253, db_default="")  # set once it had to wait
    turn = models.PositiveSmallIntegerField(db_default=0)  # a `pace.Turn`: what it waited for
    pause = models.ForeignKey(
        Pause, on_delete=models.PROTECT, null=True, db_index=False, related_name="messages"
    )
    claim = models.UUIDField(null=True)  # of the mailer that is sending it
    lease_until = models.DateTimeField(null=True)  # by the database's clock
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    retried_at = models.DateTimeField(null=True)  # when a person requeued it
    reason = models.CharField(max_length=200, blank=True)  # why it failed: a code, `reasons`
    answer = models.CharField(max_length=200, blank=True, db_default="")  # the server's
    token = models.UUIDField(default=uuid.uuid4, unique=True)  # identifies it in its Message-ID

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "due_at", "id"],
                name="mail_due",
                condition=Q(state="queued", pause=None),
            ),
            models.Index(fields=["lease_until"], name="mail_leased", condition=Q(state="sending")),
            models.Index(
                fields=["destination"],
                name="mail_held_up",
                condition=Q(state="queued") & ~Q(destination=""),
            ),
            models.Index(fields=["pause"], name="mail_paused", condition=Q(pause__isnull=False)),
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
            models.CheckConstraint(
                condition=Q(pause=None) | Q(state="queued"), name="mail_paused_is_queued"
            ),
        ]

    @property
    def reason_words(self) -> str:
        """Return why it was not delivered, in the reader's language."""
        return reason_words(self.reason)

    @property
    def tried_until(self) -> datetime:
        """Return when we give it up if its destination keeps delaying it."""
        return (self.retried_at or self.created_at) + timedelta(days=settings.MAIL_GIVE_UP_DAYS)


class Pace(models.Model):
    """How many turns of a destination are assigned; one row for each that has a pace."""

    destination = models.CharField(max_length=253, unique=True)
    next_turn = models.DateTimeField(db_default=Now())
    day = models.DateField(null=True)  # of the last turn that was assigned
    count = models.PositiveIntegerField(default=0)  # turns assigned on that day


class Home(models.Model):
    """The database that mail is sent from, as the last mailer or a person stored it; one row."""

    cluster = models.CharField(max_length=20, blank=True)  # PostgreSQL's system identifier
    database = models.BigIntegerField()  # its oid: a database restored from a dump has another
    timeline = models.BigIntegerField()  # the cluster's: a new one begins with each recovery
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="mail_one_home")]


class UnreadReturn(models.Model):
    """Returned mail that was not understood, kept for state IT and deleted after a while."""

    received_at = models.DateTimeField(db_default=Now())
    content = models.BinaryField()  # at most 64 KiB of it
