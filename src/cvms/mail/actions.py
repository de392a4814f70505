"""Every write that means something about mail, in the caller's transaction."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from cvms.audit.actions import record
from cvms.jobs.deferring import defer

from .kinds import KINDS
from .models import Message, MessageQuerySet, Pause

logger = logging.getLogger(__name__)
State = Message.State

_told_of_pauses: list[Callable[[Pause], None]] = []


def send(kind: str, abouts: Iterable[int], *, batch: int | None = None) -> None:
    """Queue one message of this kind about each record; workers send them once this commits."""
    priority = KINDS[kind].priority
    Message.objects.bulk_create(
        [Message(kind=kind, about=about, batch=batch, priority=priority) for about in abouts],
        batch_size=1000,
    )
    defer("mail.deliver")


@transaction.atomic
def retry(*, messages: MessageQuerySet, by: Any, **details: Any) -> int:
    """Send those of these again that failed by somebody's mistake; return how many."""
    count = messages.failed().update(
        state=State.QUEUED, attempts=0, reason="", due_at=Now(), retried_at=timezone.now()
    )
    if count:
        record("mail.retried", by=by, messages=count, **details)
        defer("mail.deliver")
    return count


def forget(kind: str, abouts: Iterable[int]) -> None:
    """Erase every message of this kind about these records, whatever became of it."""
    Message.objects.filter(kind=kind, about__in=list(abouts)).delete()


def withdraw(kind: str, about: int) -> None:
    """Drop what still waits of this kind about this record, also what a mailer has in hand."""
    Message.objects.filter(kind=kind, about=about).waiting().update(state=State.DROPPED, pause=None)


def tell_of_pauses(listener: Callable[[Pause], None]) -> None:
    """Have a room told of each pause, in the transaction that begins it."""
    _told_of_pauses.append(listener)


@transaction.atomic
def pause(*, destination: str, reason: str) -> Pause:
    """Stop mail to a destination until it is resumed; the first reason stands."""
    paused, new = Pause.objects.get_or_create(
        destination=destination, resumed_at=None, defaults={"reason": reason}
    )
    Message.objects.filter(state=State.QUEUED, destination=destination).update(pause=paused)
    if new:
        logger.error("mail to %s is paused: %s", destination, reason)
        record("mail.paused", on=paused, destination=destination, reason=reason)
        for listener in _told_of_pauses:
            listener(paused)
    return paused


@transaction.atomic
def resume(*, pause: Pause, by: Any) -> int | None:
    """Send to a destination again; return how many messages waited, None if somebody was first."""
    if not Pause.objects.active().filter(pk=pause.pk).update(resumed_at=Now()):
        return None
    count = Message.objects.filter(pause=pause).update(pause=None, due_at=Now())
    record("mail.resumed", by=by, on=pause, destination=pause.destination, messages=count)
    defer("mail.deliver")
    return count
