"""Queue, requeue and withdraw messages; pause and resume destinations; store what came back."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from cvms.audit.actions import record
from cvms.jobs.deferring import defer

from .hold import identity, why_held
from .kinds import KINDS
from .models import Home, Message, MessageQuerySet, Pause, UnreadReturn
from .reasons import COMPLAINED

logger = logging.getLogger(__name__)
State = Message.State

_pause_listeners: list[Callable[[Pause], None]] = []


def send(kind: str, abouts: Iterable[int], *, batch: int | None = None) -> None:
    """Queue one message of this kind about each record; workers send them after the commit."""
    priority = KINDS[kind].priority
    Message.objects.bulk_create(
        [Message(kind=kind, about=about, batch=batch, priority=priority) for about in abouts],
        batch_size=1000,
    )
    defer("mail.deliver")


@transaction.atomic
def retry(*, messages: MessageQuerySet, by: Any, **details: Any) -> int:
    """Requeue the failed ones among these messages; return how many."""
    count = messages.failed().update(
        state=State.QUEUED,
        attempts=0,
        reason="",
        answer="",
        due_at=Now(),
        retried_at=timezone.now(),
    )
    if count:
        record("mail.retried", by=by, messages=count, **details)
        defer("mail.deliver")
    return count


def forget(kind: str, abouts: Iterable[int]) -> None:
    """Erase every message of this kind about these records, in any state."""
    Message.objects.filter(kind=kind, about__in=list(abouts)).delete()


def withdraw(kind: str, about: int) -> None:
    """Drop unsent messages of this kind about this record, even those that a mailer has claimed."""
    Message.objects.filter(kind=kind, about=about).waiting().update(state=State.DROPPED, pause=None)


_MAY_HAVE_LEFT = [state for state, to in Message.MOVES.items() if State.BOUNCED in to]


@transaction.atomic
def returned(*, token: UUID, state: Message.State, reason: str, answer: str) -> bool:
    """Mark a message as returned. Return False if there is none or it was already marked."""
    left = Message.objects.filter(token=token, state__in=_MAY_HAVE_LEFT)
    marked = left.update(state=state, reason=reason, answer=answer, claim=None, pause=None)
    return marked > 0


@transaction.atomic
def complained(*, token: UUID) -> bool:
    """Stop this kind of message for the person who reported spam; False if none has this token."""
    message = Message.objects.filter(token=token).first()
    if message is None:
        return False
    Message.objects.filter(pk=message.pk).update(reason=COMPLAINED)
    if message.kind in KINDS and (stop := KINDS[message.kind].stop):
        stop(message.about)
    record("mail.complained", on=message)
    return True


KEPT_UNREAD = 1000  # only the newest, since a stranger can write to the sender's address
_KEPT_BYTES = 2**16


@transaction.atomic
def keep_unread(*, raw: bytes) -> None:
    """Store unreadable returned mail for state IT; delete the oldest beyond KEPT_UNREAD."""
    kept = UnreadReturn.objects.create(content=raw[:_KEPT_BYTES])
    UnreadReturn.objects.filter(pk__lte=kept.pk - KEPT_UNREAD).delete()


def purge_unread() -> int:
    """Delete unreadable returned mail after KEEP_UPLOADS_DAYS; return how many."""
    oldest = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS)
    deleted, _by_model = UnreadReturn.objects.filter(received_at__lt=oldest).delete()
    return deleted


def on_pause(listener: Callable[[Pause], None]) -> None:
    """Register a callback for each new pause; it runs in the transaction that begins the pause."""
    _pause_listeners.append(listener)


@transaction.atomic
def pause(*, destination: str, reason: str, answer: str = "") -> Pause:
    """Stop mail to a destination until it is resumed; a pause keeps its first reason."""
    paused, new = Pause.objects.get_or_create(
        destination=destination, resumed_at=None, defaults={"reason": reason, "answer": answer}
    )
    Message.objects.filter(state=State.QUEUED, destination=destination).update(pause=paused)
    if new:
        logger.error("mail to %s is paused: %s %s", destination, reason, answer)
        record("mail.paused", on=paused, destination=destination, reason=reason)
        for listener in _pause_listeners:
            listener(paused)
    return paused


@transaction.atomic
def resume(*, pause: Pause, by: Any) -> int | None:
    """Resume mail to a destination; return how many messages waited, None if already resumed."""
    if not Pause.objects.active().filter(pk=pause.pk).update(resumed_at=Now()):
        return None
    count = Message.objects.filter(pause=pause).update(pause=None, due_at=Now())
    record("mail.resumed", by=by, on=pause, destination=pause.destination, messages=count)
    defer("mail.deliver")
    return count


def remember_home() -> None:
    """Store that mail is sent from this database, and that it was alive just now."""
    here = identity()
    Home.objects.bulk_create(
        [Home(pk=1, cluster=here.cluster, database=here.database, timeline=here.timeline)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["cluster", "database", "timeline", "seen_at"],
    )


@transaction.atomic
def release(*, by: Any) -> bool:
    """Allow mail from this database, which seemed to be a copy; return False if it did not.

    Mail that `CVMS_MAIL_HOLD` holds can be released only by changing that setting.
    """
    why = why_held()
    if why is None or settings.MAIL_HOLD:
        return False
    remember_home()
    record("mail.released", by=by, held_for=why)
    defer("mail.deliver")
    return True
