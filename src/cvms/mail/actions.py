"""Asking for messages to be sent, in the caller's transaction."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms.audit.actions import record
from cvms.jobs.deferring import defer

from .kinds import KINDS
from .models import Message, MessageQuerySet


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
    """Send those of these again that failed for good by somebody's mistake; how many."""
    now = timezone.now()
    count = messages.failed().update(
        state=Message.State.QUEUED, attempts=0, reason="", due_at=now, retried_at=now
    )
    if count:
        record("mail.retried", by=by, messages=count, **details)
        defer("mail.deliver")
    return count


def forget(kind: str, abouts: Iterable[int]) -> None:
    """Erase every message of this kind about these records, whatever became of it."""
    Message.objects.filter(kind=kind, about__in=list(abouts)).delete()


def withdraw(kind: str, about: int) -> None:
    """Drop what is still queued of this kind about this record."""
    Message.objects.filter(kind=kind, about=about, state=Message.State.QUEUED).update(
        state=Message.State.DROPPED
    )
