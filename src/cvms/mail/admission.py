"""Which written messages a mailer takes in hand now, and which wait: paused, paced, or no room."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from . import pace
from .claims import Claim
from .clock import boottime
from .destinations import EVERYTHING
from .hold import is_held
from .in_hand import InHand
from .kinds import URGENT
from .models import Pause
from .pace import Turn
from .writing import Ready

_SOON_SECONDS = 1.0  # a turn that comes so soon is waited for in hand
_STAY_SECONDS = 60  # what comes back sooner is waited for by this run


class Admission:
    """Takes messages in hand as their destinations accept them; gives the others back."""

    def __init__(self, claim: Claim, in_hand: InHand) -> None:
        self._claim, self._in_hand = claim, in_hand
        self._pauses: dict[str, Pause] = {}
        self.stay_until = 0.0  # something comes back by then

    def look_at_pauses(self) -> None:
        """Read which destinations are paused now."""
        self._pauses = {pause.destination: pause for pause in Pause.objects.active()}

    @property
    def all_paused(self) -> bool:
        """Whether no mail is to leave at all."""
        return EVERYTHING in self._pauses or is_held()

    def admit(self, ready: Collection[Ready]) -> None:
        """Take in hand those that their destinations accept now."""
        self.hold_back([one for one in ready if one.destination in self._pauses])
        going = [one for one in ready if one.destination not in self._pauses]
        if pace.is_set():
            going = self._paced(self._paced(going, Turn.DESTINATION), Turn.ALL)
        self._in_hand.add(self._within_room(going))

    def hold_back(self, some: Collection[Ready]) -> None:
        """Give these back, to wait with the pauses of their destinations."""
        self._claim.hold_back(some, self._pauses)

    def _paced(self, ready: Sequence[Ready], turn: Turn) -> list[Ready]:
        """Return those whose turn it is; give the others back until theirs."""
        alike: dict[str, list[Ready]] = defaultdict(list)
        for one in ready:
            if one.message.turn < turn:
                alike[one.destination if turn is Turn.DESTINATION else EVERYTHING].append(one)
        later: dict[int, list[Ready]] = defaultdict(list)
        for destination, some in alike.items():
            for one, wait in zip(some, pace.waits(destination, len(some)), strict=True):
                if wait > _SOON_SECONDS and one.message.priority != URGENT:
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
            self.stay_until = max(self.stay_until, boottime() + wait + 2 * _SOON_SECONDS)
        self._claim.put_back(some, wait, **what)
