"""Store the results of messages, many at once and only where they are still this claim's."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from . import actions
from .models import Message, MessageQuerySet, Pause
from .outcomes import Outcome, Verdict
from .reasons import ABANDONED

logger = logging.getLogger(__name__)
State = Message.State

_WAITS = (60, 300, 900, 1800, 3600)  # seconds before each further try of a message
What = tuple[Message, str, Outcome | None]  # the message, its destination, what became of it


def mark(what: Iterable[What], claim: UUID) -> None:
    """Store the results of messages; leave those that were removed or taken away unchanged."""
    alike: dict[tuple[Outcome | None, str, int, bool], list[int]] = defaultdict(list)
    for message, destination, outcome in what:
        if outcome is None or outcome.verdict in (Verdict.SENT, Verdict.FAILED):
            alike[outcome, "", 0, False].append(message.pk)
        else:
            tried = message.attempts, _tried_for_days(message)
            alike[outcome, destination, *tried].append(message.pk)
    for (outcome, destination, attempts, old), numbers in alike.items():
        mine = Message.objects.held(numbers, claim)
        _mark_alike(mine, outcome, destination, attempts, given_up=old)


def _mark_alike(
    mine: MessageQuerySet,
    outcome: Outcome | None,
    destination: str,
    attempts: int,
    *,
    given_up: bool,
) -> None:
    match outcome:
        case None:
            mine.update(state=State.DROPPED, claim=None)
        case Outcome(Verdict.SENT):
            mine.update(state=State.SENT, sent_at=Now(), reason="", answer="", claim=None)
        case Outcome(Verdict.FAILED, reason, answer):
            mine.update(state=State.FAILED, reason=reason, answer=answer, claim=None)
        case Outcome(Verdict.LATER):
            later(mine, outcome, attempts, given_up=given_up)
        case Outcome(Verdict.OURS):
            _ours(mine, outcome, destination)


def later(mine: MessageQuerySet, outcome: Outcome, attempts: int, *, given_up: bool) -> None:
    """Requeue these with a pause that grows with the attempts, unless they are given up."""
    if given_up:
        mine.update(state=State.FAILED, reason=outcome.reason, answer=outcome.answer, claim=None)
        return
    wait = timedelta(seconds=_WAITS[min(attempts, len(_WAITS) - 1)])
    mine.update(
        state=State.QUEUED,
        claim=None,
        due_at=Now() + wait,
        reason=outcome.reason,
        answer=outcome.answer,
        attempts=attempts + 1,
    )


def _tried_for_days(message: Message) -> bool:
    """Return whether a message was put off for so long that it has failed."""
    return timezone.now() > message.tried_until


@transaction.atomic
def _ours(mine: MessageQuerySet, outcome: Outcome, destination: str) -> None:
    """Pause the destination; its messages are not at fault and wait with it."""
    paused = outcome.paused(destination)
    pause = actions.pause(destination=paused, reason=outcome.reason, answer=outcome.answer)
    hold_back(mine, {destination: pause} if paused == destination else {}, destination)


@transaction.atomic
def hold_back(mine: MessageQuerySet, pauses: dict[str, Pause], destination: str) -> None:
    """Queue these again, and have them wait with their destination's pause if it has one."""
    pause = pauses.get(destination)
    if pause:  # one that somebody resumed meanwhile holds nothing back
        pause = Pause.objects.active().select_for_update().filter(pk=pause.pk).first()
    mine.update(state=State.QUEUED, claim=None, due_at=Now(), destination=destination, pause=pause)


@transaction.atomic
def give_back_abandoned(count: int = 1000) -> None:
    """Queue again what a mailer held when it died: at once the first time, later each further one.

    A message may be what ends its mailer, so this counts as an attempt.
    """
    found = Message.objects.abandoned().order_by("lease_until").select_for_update(skip_locked=True)
    by_attempts: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for message in found[:count]:
        by_attempts[message.attempts, _tried_for_days(message)].append(message.pk)
    for (attempts, old), numbers in by_attempts.items():
        theirs = Message.objects.filter(pk__in=numbers)
        if attempts:
            later(theirs, Outcome(Verdict.LATER, ABANDONED), attempts, given_up=old)
        else:
            theirs.update(state=State.QUEUED, claim=None, due_at=Now(), attempts=1)
