"""Claim, write, send, mark: the whole life of a message in one worker."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from .kinds import KINDS, Letter
from .models import Message
from .outcomes import SENT, Outcome, Verdict, of_error
from .writing import compose

logger = logging.getLogger(__name__)

_WAITS = (60, 300, 900, 1800, 3600)  # seconds before each further try of a message


def deliver_due(stopping: Callable[[], bool] = lambda: False) -> None:
    """Send batch after batch until nothing is due, the mail server is down or the worker ends."""
    while not stopping() and (messages := _claim()):
        if not _deliver(messages, stopping):
            return


def _claim() -> list[Message]:
    lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    with transaction.atomic():
        return Message.objects.claim(settings.MAIL_BATCH, lease)


def _deliver(messages: list[Message], stopping: Callable[[], bool]) -> bool:
    """Send a batch over one connection. False: the server is down, and all the rest wait."""
    deadline = time.monotonic() + settings.MAIL_LEASE_SECONDS / 2  # what is left then is let go
    letters = _write(messages)
    connection = get_connection()
    try:
        for position, message in enumerate(messages):
            outcome = _send(message, letters.get(message.pk), connection)
            _mark(message, outcome)
            down = outcome is not None and outcome.verdict is Verdict.DOWN
            if down or stopping() or time.monotonic() > deadline:
                _let_go(messages[position + 1 :], outcome if down else None)
                return not down
    finally:
        _close(connection)
    return True


def _write(messages: list[Message]) -> dict[int, Letter]:
    letters: dict[int, Letter] = {}
    by_kind = sorted(messages, key=lambda message: message.kind)
    for kind, some in groupby(by_kind, key=lambda message: message.kind):
        letters |= KINDS[kind].write(list(some))
    return letters


def _send(message: Message, letter: Letter | None, connection: BaseEmailBackend) -> Outcome | None:
    """None: nobody wants this message any more."""
    if letter is None:
        return None
    try:
        mail = compose(message, letter, connection)
    except Exception as error:
        logger.exception("message %s of kind %s cannot be written", message.pk, message.kind)
        return Outcome(Verdict.LATER, type(error).__name__)
    try:
        connection.open()
        mail.send()
    except Exception as error:  # noqa: BLE001 -- every mail backend raises its own
        return of_error(error, letter.to)
    return SENT


def _mark(message: Message, outcome: Outcome | None) -> None:
    """Record what became of it at once, so that a crash repeats one message at the most."""
    mine = Message.objects.filter(pk=message.pk, state=Message.State.SENDING)
    match outcome:
        case None:
            mine.update(state=Message.State.DROPPED)
        case Outcome(Verdict.SENT):
            mine.update(state=Message.State.SENT, sent_at=timezone.now(), reason="")
        case Outcome(Verdict.REFUSED, reason):
            mine.update(state=Message.State.FAILED, reason=reason)
        case Outcome(Verdict.LATER, reason):
            mine.update(**_later(message, reason))
        case Outcome(Verdict.DOWN, reason):
            logger.warning("mail server unavailable: %s", reason)
            mine.update(**_wait(message, reason))


def _later(message: Message, reason: str) -> dict[str, object]:
    """Refused for now: try again, until it has been refused for days."""
    too_long = timedelta(days=settings.MAIL_GIVE_UP_DAYS)
    if timezone.now() - (message.retried_at or message.created_at) > too_long:
        return {"state": Message.State.FAILED, "reason": reason}
    return _wait(message, reason) | {"attempts": message.attempts + 1}


def _wait(message: Message, reason: str) -> dict[str, object]:
    seconds = _WAITS[min(message.attempts, len(_WAITS) - 1)]
    due = timezone.now() + timedelta(seconds=seconds)
    return {"state": Message.State.QUEUED, "due_at": due, "reason": reason}


def _let_go(messages: list[Message], down: Outcome | None) -> None:
    """Give back what was claimed and not tried."""
    due = timezone.now() + timedelta(seconds=_WAITS[0] if down else 0)
    Message.objects.filter(
        pk__in=[message.pk for message in messages], state=Message.State.SENDING
    ).update(state=Message.State.QUEUED, due_at=due)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except OSError:
        logger.info("mail server hung up before we did")
