"""Store the results of messages, many at once, only for those still claimed."""

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

_WAITS = (60, 300, 900, 1800, 3600)  # seconds before each further attempt
Ended = tuple[Message, str, Outcome | None]  # message, destination, outcome (None: not wanted)


def mark(ended: Iterable[Ended], claim: UUID) -> None:
    """Store the results of messages; skip those that were removed or are claimed by another."""
    alike: dict[tuple[Outcome | None, str, int, bool], list[int]] = defaultdict(list)
    for message, destination, outcome in ended:
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
    """Requeue these, due after a wait that grows with the attempts, or mark them as failed."""
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
    """Return whether a message has been delayed for so long that we give it up."""
    return timezone.now() > message.tried_until


@transaction.atomic
def _ours(mine: MessageQuerySet, outcome: Outcome, destination: str) -> None:
    """Pause the destination; these messages wait until it is resumed."""
    paused = outcome.paused(destination)
    pause = actions.pause(destination=paused, reason=outcome.reason, answer=outcome.answer)
    hold_back(mine, {destination: pause} if paused == destination else {}, destination)


@transaction.atomic
def hold_back(mine: MessageQuerySet, pauses: dict[str, Pause], destination: str) -> None:
    """Requeue these; if their destination is paused, they wait until it is resumed."""
    pause = pauses.get(destination)
    if pause:  # it may have been resumed meanwhile
        pause = Pause.objects.active().select_for_update().filter(pk=pause.pk).first()
    mine.update(state=State.QUEUED, claim=None, due_at=Now(), destination=destination, pause=pause)


@transaction.atomic
def give_back_abandoned(count: int = 1000) -> None:
    """Requeue what a mailer had claimed when it died: at once the first time, later after that.

    The message itself may have killed the mailer, so this counts as an attempt.
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
