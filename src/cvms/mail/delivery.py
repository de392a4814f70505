"""Claim, write, send, mark: what a mailer does until nothing is due.

One thread does all database work; the lines send. A message is sent only if a check within the last
second showed that it is wanted and this mailer's own, and it is marked only while it is its own.
"""

import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)

from . import actions, pace
from .clock import boottime
from .destinations import EVERYTHING
from .hold import is_held
from .in_hand import Done, InHand
from .kinds import KINDS, PRIORITIES, URGENT
from .lines import Lines
from .marking import give_back_abandoned, hold_back, mark
from .models import Message, Pause
from .outcomes import Outcome, Verdict
from .pace import Turn
from .reasons import HUNG_UP, NO_ANSWER, NO_CONNECTION
from .services import speaks_smtp
from .smtp import Unavailable
from .writing import Ready, Writer

logger = logging.getLogger(__name__)

_TICK_SECONDS = 0.05  # how often the number of lines is considered anew
_AGAIN_SECONDS = 1.0  # between looking for urgent mail, or for any when there was none
_ABANDONED_SECONDS = 15.0  # between looking for what a dead mailer held
_STAY_SECONDS = 60  # what comes back sooner is waited for
_DOWN = timedelta(seconds=60)  # what was in hand waits so long when the server is down
_AIM = 400  # messages a second: lines are added until it is reached or there is nothing to gain
_MISSES = 10  # as many hang-ups without an answer between them: the server is down


def deliver_due(stopping: Callable[[], bool] = lambda: False) -> None:
    """Send until nothing is due, the server is down, mail is held or paused, or the worker ends."""
    if is_held():
        return
    give_back_abandoned()
    if not Pause.objects.active().filter(destination=EVERYTHING).exists():
        Mailer(stopping).run()


class Mailer:
    """One run of one worker; its claim identifies its messages."""

    def __init__(self, stopping: Callable[[], bool]) -> None:
        self._stopping = stopping
        self._claim_id = uuid.uuid4()
        self._lease = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
        self._in_hand = InHand(pace.connections_of)
        self._lines = Lines(self._in_hand, settings.MAIL_CONNECTIONS)
        self._writer = Writer(as_bytes=speaks_smtp())
        self._pauses: dict[str, Pause] = {}
        self._stopped = False  # by the server's state, or by a pause of all mail
        self._misses = 0
        self._wait, self._reason = timedelta(0), ""  # of what is in hand when this run ends
        self._next_claim = self._next_urgent = self._stay_until = 0.0
        self._next_abandoned = boottime() + _ABANDONED_SECONDS
        self._exhausted = False

    def run(self) -> None:
        """Send all that is due."""
        try:
            while not (self._stopped or self._stopping()) and self._round():
                self._in_hand.wait(_TICK_SECONDS)
        finally:
            self._end()

    def _round(self) -> bool:
        """Record, look, claim. Return False once there is nothing more to do."""
        self._record(self._in_hand.take_done())
        self._look()
        self._claim()
        if self._exhausted and self._in_hand.empty and boottime() > self._stay_until:
            return False
        self._lines.grow(self._in_hand.lines_wanted(_AIM))
        return True

    def _claim(self) -> None:
        """Take more messages when a part of a batch is left; urgent ones each second."""
        now = boottime()
        priorities: Sequence[int] = ()
        if self._in_hand.startable <= settings.MAIL_BATCH // 2 and now >= self._next_claim:
            priorities = PRIORITIES
        elif now >= self._next_urgent:
            priorities = (URGENT,)
        if not priorities or self._stopped:
            return
        self._next_urgent = now + _AGAIN_SECONDS
        if now >= self._next_abandoned:
            give_back_abandoned()
            self._next_abandoned = now + _ABANDONED_SECONDS
        self._pauses = {pause.destination: pause for pause in Pause.objects.active()}
        messages = [] if self._all_paused() else self._claimed(priorities)
        if priorities is PRIORITIES:
            self._exhausted = not messages
            self._next_claim = now + (_AGAIN_SECONDS if self._exhausted else 0)
        self._prepare(messages, now)

    def _all_paused(self) -> bool:
        self._stopped = self._stopped or EVERYTHING in self._pauses or is_held()
        return self._stopped

    def _claimed(self, priorities: Sequence[int]) -> list[Message]:
        claimed: list[Message] = []
        with transaction.atomic():
            for priority in priorities:
                if wanted := settings.MAIL_BATCH - len(claimed):
                    claimed += Message.objects.claim(wanted, priority, self._claim_id, self._lease)
        return claimed

    def _prepare(self, messages: Sequence[Message], seen: float) -> None:
        """Write the claimed messages; take in hand those that their destinations accept now."""
        ready: list[Ready] = []
        ended: list[tuple[Message, str, Outcome | None]] = []
        for message, written in self._writer.write(messages, seen):
            if isinstance(written, Ready):
                ready.append(written)
            else:
                ended.append((message, "", written))
        mark(ended, self._claim_id)
        self._hold_back([one for one in ready if one.destination in self._pauses])
        going = [one for one in ready if one.destination not in self._pauses]
        if pace.is_set():
            going = self._paced(self._paced(going, Turn.DESTINATION), Turn.ALL)
        self._in_hand.add(self._within_room(going))

    def _paced(self, ready: Sequence[Ready], turn: Turn) -> list[Ready]:
        """Return those whose turn it is; give the others back until theirs."""
        alike: dict[str, list[Ready]] = defaultdict(list)
        for one in ready:
            if one.message.turn < turn:
                alike[one.destination if turn is Turn.DESTINATION else EVERYTHING].append(one)
        later: dict[int, list[Ready]] = defaultdict(list)
        for destination, some in alike.items():
            for one, wait in zip(some, pace.waits(destination, len(some)), strict=True):
                if wait > _AGAIN_SECONDS and one.message.priority != URGENT:
                    later[int(wait)].append(one)
        for wait, some in later.items():
            self._come_back(some, wait, turn=turn)
        put_off = {one.message.pk for some in later.values() for one in some}
        return [one for one in ready if one.message.pk not in put_off]

    def _within_room(self, ready: Sequence[Ready]) -> list[Ready]:
        """Return those that their destinations accept soon; give the others back for later."""
        by_destination: dict[str, list[Ready]] = defaultdict(list)
        for one in ready:
            by_destination[one.destination].append(one)
        taken: list[Ready] = []
        for destination, some in by_destination.items():
            route = self._in_hand.route(destination)
            room = route.room()
            taken += some[:room]
            if rest := some[room:]:
                self._come_back(rest, route.come_back(len(rest)))
        return taken

    def _come_back(self, some: Sequence[Ready], wait: float, **what: object) -> None:
        if wait < _STAY_SECONDS:
            self._stay_until = max(self._stay_until, boottime() + wait + 2 * _AGAIN_SECONDS)
        mine = Message.objects.held([one.message.pk for one in some], self._claim_id)
        mine.put_back(wait=timedelta(seconds=wait), **what)

    def _hold_back(self, some: Sequence[Ready]) -> None:
        for destination in {one.destination for one in some}:
            numbers = [one.message.pk for one in some if one.destination == destination]
            mine = Message.objects.held(numbers, self._claim_id)
            hold_back(mine, self._pauses, destination)

    def _record(self, done: Sequence[Done]) -> None:
        """Store the results of messages; learn from them about the server and the routes."""
        ended: list[tuple[Message, str, Outcome | None]] = []
        for one in done:
            if one.unavailable:
                self._not_connected(one.ready, one.unavailable)
            elif one.outcome or one.ready.gone:
                ended.append((one.ready.message, one.ready.destination, one.outcome))
                self._count_misses(one.outcome)
            else:  # it was about to leave when this run ended
                Message.objects.held([one.ready.message.pk], self._claim_id).put_back()
        if ended:
            self._patiently(lambda: mark(ended, self._claim_id))
        ours = {
            outcome.paused(destination)
            for _message, destination, outcome in ended
            if outcome and outcome.verdict is Verdict.OURS
        }
        if ours:
            self._pauses = {pause.destination: pause for pause in Pause.objects.active()}
            if not self._all_paused():
                for destination in ours:
                    self._hold_back(self._in_hand.take_back(destination))

    def _not_connected(self, ready: Ready, unavailable: Unavailable) -> None:
        """Continue with the connections there are; if there are none, the server is down."""
        mine = Message.objects.held([ready.message.pk], self._claim_id)
        if unavailable.outcome:
            ours = unavailable.outcome
            actions.pause(destination=EVERYTHING, reason=ours.reason, answer=ours.answer)
            mine.put_back(reason=ours.reason)
            self._stopped = True
        elif self._lines.enough():
            mine.put_back()
        else:
            logger.warning("mail server unavailable: %s", unavailable.reason)
            self._stopped, self._wait, self._reason = True, _DOWN, NO_CONNECTION
            mine.put_back(wait=_DOWN, reason=NO_CONNECTION)

    def _count_misses(self, outcome: Outcome | None) -> None:
        missed = outcome is not None and outcome.reason in (HUNG_UP, NO_ANSWER)
        self._misses = self._misses + 1 if missed else 0
        if self._misses >= _MISSES:
            logger.warning("mail server unavailable: it hung up %s times in a row", self._misses)
            self._stopped = True

    def _look(self) -> None:
        """If a line asks, check that what is in hand is still wanted and this mailer's own."""
        asked = self._in_hand.to_look_at()
        if not asked:
            return
        seen = boottime()
        mine = Message.objects.renew(
            [ready.message.pk for ready in asked], self._claim_id, self._lease
        )
        wanted = {ready.message.pk for ready in asked} & mine & self._wanted(asked)
        gone = {ready.message.pk for ready in asked} - wanted
        still = [ready for ready in asked if ready.message.pk in wanted]
        dropped = self._in_hand.looked_at(gone, still, seen)
        mark([(ready.message, "", None) for ready in dropped], self._claim_id)

    def _wanted(self, asked: Sequence[Ready]) -> set[int]:
        by_kind: dict[str, list[Message]] = defaultdict(list)
        for ready in asked:
            by_kind[ready.message.kind].append(ready.message)
        found: set[int] = set()
        for kind, messages in by_kind.items():
            wanted = set(KINDS[kind].wanted([message.about for message in messages]))
            found |= {message.pk for message in messages if message.about in wanted}
        return found

    def _end(self) -> None:
        """Let the lines finish what they are sending; give back what they have not begun."""
        self._in_hand.close()
        self._lines.join()
        self._record(self._in_hand.take_done())
        rest = [ready.message.pk for ready in self._in_hand.take_back()]
        mine = Message.objects.held(rest, self._claim_id)
        why = {"reason": self._reason} if self._reason else {}
        mine.put_back(wait=self._wait, **why)

    def _patiently(self, act: Callable[[], None]) -> None:
        """Retry while the database is down: what was sent has to be recorded."""
        until = boottime() + self._lease.total_seconds()
        while True:
            try:
                return act()
            except (OperationalError, InterfaceError):
                if connection.in_atomic_block or boottime() > until:
                    raise
                logger.warning("what was sent will be recorded", exc_info=True)
                close_old_connections()
                time.sleep(_AGAIN_SECONDS)
