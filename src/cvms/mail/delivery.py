"""The mailer: claim, write, send and mark messages until nothing is due.

One thread does all database work; the lines (threads with a connection each) send. A message is
sent only if a check within the last second showed that it is still wanted and still claimed by this
mailer, and its result is stored only while it is claimed.
"""

from collections.abc import Callable, Sequence

from django.conf import settings

from . import pace
from .admission import Admission
from .claims import Claim
from .clock import boottime
from .destinations import EVERYTHING
from .freshness import check
from .hold import is_held
from .in_hand import InHand
from .kinds import PRIORITIES, URGENT
from .lines import Lines
from .marking import Ended, give_back_abandoned
from .models import Message, Pause
from .results import Results
from .services import speaks_smtp
from .writing import Ready, Writer

_TICK_SECONDS = 0.05  # between decisions about the number of lines
_AGAIN_SECONDS = 1.0  # between queries for urgent mail, or for any mail after there was none
_SOON_SECONDS = 0.2  # between queries for mail while requeued messages are about to be due
_ABANDONED_SECONDS = 15.0  # between queries for messages that a dead mailer had claimed
_AIM = 400  # messages a second; lines are added until it is reached or more would not help


def deliver_due(stopping: Callable[[], bool] = lambda: False) -> int:
    """Send until nothing is due, the server is down, all mail is held or paused, or we must stop.

    `stopping` tells whether the worker is to end. Return how many messages were claimed.
    """
    if is_held():
        return 0
    give_back_abandoned()
    if Pause.objects.active().filter(destination=EVERYTHING).exists():
        return 0
    return Mailer(stopping).run()


class Mailer:
    """One run of one worker's mailer."""

    def __init__(self, stopping: Callable[[], bool]) -> None:
        self._stopping = stopping
        self._claim = Claim()
        self._in_hand = InHand(pace.connections_of)
        self._lines = Lines(self._in_hand, settings.MAIL_CONNECTIONS)
        self._admission = Admission(self._claim, self._in_hand)
        self._results = Results(self._claim, self._in_hand, self._lines, self._admission)
        self._writer = Writer(as_bytes=speaks_smtp())
        self._next_claim = self._next_urgent = 0.0
        self._next_abandoned = boottime() + _ABANDONED_SECONDS
        self._exhausted = False
        self._taken = 0

    def run(self) -> int:
        """Send all that is due; return how many messages were claimed."""
        try:
            while not (self._results.stopped or self._stopping()) and self._round():
                self._in_hand.wait(_TICK_SECONDS)
        finally:
            self._end()
        return self._taken

    def _round(self) -> bool:
        """Store results, check what is in hand, claim more; return False once nothing is left."""
        self._results.record(self._in_hand.take_done())
        check(self._in_hand, self._claim)
        if not self._results.stopped:
            self._take_more()
        if self._exhausted and self._in_hand.empty and boottime() > self._admission.stay_until:
            return False
        self._lines.grow(self._in_hand.lines_wanted(_AIM))
        return True

    def _take_more(self) -> None:
        """Claim more messages when half a batch is left, and urgent ones every second."""
        now = boottime()
        if self._in_hand.startable <= settings.MAIL_BATCH // 2 and now >= self._next_claim:
            messages = self._claimed(PRIORITIES, now)
            self._exhausted = not messages
            self._next_claim = now + (self._pause(now) if self._exhausted else 0)
        elif now >= self._next_urgent:
            messages = self._claimed((URGENT,), now)
        else:
            return
        self._prepare(messages, now)

    def _pause(self, now: float) -> float:
        """Return how many seconds to wait before claiming again."""
        return _SOON_SECONDS if now < self._admission.stay_until else _AGAIN_SECONDS

    def _claimed(self, priorities: Sequence[int], now: float) -> list[Message]:
        """Claim a batch unless all mail is paused; now and then requeue what dead mailers held."""
        self._next_urgent = now + _AGAIN_SECONDS
        if now >= self._next_abandoned:
            give_back_abandoned()
            self._next_abandoned = now + _ABANDONED_SECONDS
        self._admission.read_pauses()
        if self._admission.all_paused:
            self._results.stopped = True
            return []
        return self._claim.take(priorities)

    def _prepare(self, messages: Sequence[Message], seen: float) -> None:
        """Write the claimed messages; pass on those that their destinations accept now."""
        self._taken += len(messages)
        ready: list[Ready] = []
        ended: list[Ended] = []
        for message, written in self._writer.write(messages, seen):
            if isinstance(written, Ready):
                ready.append(written)
            else:
                ended.append((message, "", written))
        self._claim.mark(ended)
        self._admission.admit(ready)

    def _end(self) -> None:
        """Let the lines finish what they are sending; requeue what they have not begun."""
        self._in_hand.close()
        self._lines.join()
        self._results.record(self._in_hand.take_done())
        why = {"reason": self._results.reason} if self._results.reason else {}
        self._claim.put_back(self._in_hand.take_back(), self._results.wait, **why)
