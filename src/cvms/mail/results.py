"""Store the results of messages, and stop the run if the server is down or all mail is paused."""

import logging
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from . import actions
from .admission import Admission
from .claims import Claim
from .destinations import EVERYTHING
from .in_hand import Done, InHand
from .lines import Lines
from .outcomes import Outcome, Verdict
from .reasons import HUNG_UP, NO_ANSWER, NO_CONNECTION
from .smtp import Unavailable
from .writing import Ready

if TYPE_CHECKING:
    from .marking import Ended

logger = logging.getLogger(__name__)

_DOWN_SECONDS = 60.0  # wait of messages in hand when the server is down
_MISSES = 10  # consecutive hang-ups or timeouts after which the server counts as down


class Results:
    """Store results; `stopped` is True once the server is down or all mail is paused."""

    def __init__(self, claim: Claim, in_hand: InHand, lines: Lines, admission: Admission) -> None:
        self._claim, self._in_hand = claim, in_hand
        self._lines, self._admission = lines, admission
        self._misses = 0
        self.stopped = False
        self.wait, self.reason = 0.0, ""  # for messages still in hand when this run ends

    def record(self, done: Sequence[Done]) -> None:
        """Store the results of messages, and act on what they say about server and destinations."""
        ended: list[Ended] = []
        for one in done:
            if one.unavailable:
                self._not_connected(one.ready, one.unavailable)
            elif one.outcome or one.ready.gone:
                ended.append((one.ready.message, one.ready.destination, one.outcome))
                self._count_misses(one.outcome)
            else:  # this run ended just before it would have been sent
                self._claim.put_back([one.ready])
        self._claim.mark_patiently(ended)
        self._pause(
            {
                outcome.paused(destination)
                for _message, destination, outcome in ended
                if outcome and outcome.verdict is Verdict.OURS
            }
        )

    def _pause(self, ours: Collection[str]) -> None:
        """Requeue what is in hand for destinations that were just paused."""
        if not ours:
            return
        self._admission.read_pauses()
        self.stopped = self.stopped or self._admission.all_paused
        if not self.stopped:
            for destination in ours:
                self._admission.hold_back(self._in_hand.take_back(destination))

    def _not_connected(self, ready: Ready, unavailable: Unavailable) -> None:
        """Continue with the open connections; if there are none, the server is down."""
        if ours := unavailable.outcome:
            actions.pause(destination=EVERYTHING, reason=ours.reason, answer=ours.answer)
            self._claim.put_back([ready], reason=ours.reason)
            self.stopped = True
        elif self._lines.enough():
            self._claim.put_back([ready])
        else:
            logger.warning("mail server unavailable: %s", unavailable.reason)
            self.stopped, self.wait, self.reason = True, _DOWN_SECONDS, NO_CONNECTION
            self._claim.put_back([ready], _DOWN_SECONDS, reason=NO_CONNECTION)

    def _count_misses(self, outcome: Outcome | None) -> None:
        missed = outcome is not None and outcome.reason in (HUNG_UP, NO_ANSWER)
        self._misses = self._misses + 1 if missed else 0
        if self._misses >= _MISSES:
            logger.warning("mail server unavailable: it hung up %s times in a row", self._misses)
            self.stopped = True
