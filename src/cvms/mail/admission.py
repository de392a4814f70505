"""Decide which written messages a mailer sends now, and which wait for a pause, pace or room."""

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

_SOON_SECONDS = 1.0  # a message whose turn comes sooner than this is taken in hand already
_STAY_SECONDS = 60  # this run waits for messages that are due again sooner than this


class Admission:
    """Pass messages to the lines as their destinations accept them; requeue the others."""

    def __init__(self, claim: Claim, in_hand: InHand) -> None:
        self._claim, self._in_hand = claim, in_hand
        self._pauses: dict[str, Pause] = {}
        self.stay_until = 0.0  # by then, all requeued messages to wait for are due

    def read_pauses(self) -> None:
        """Read from the database which destinations are paused now."""
        self._pauses = {pause.destination: pause for pause in Pause.objects.active()}

    @property
    def all_paused(self) -> bool:
        """Return whether no mail may leave at all."""
        return EVERYTHING in self._pauses or is_held()

    def admit(self, ready: Collection[Ready]) -> None:
        """Take in hand the messages that their destinations accept now; requeue the others."""
        self.hold_back([one for one in ready if one.destination in self._pauses])
        going = [one for one in ready if one.destination not in self._pauses]
        if pace.is_set():
            going = self._paced(self._paced(going, Turn.DESTINATION), Turn.ALL)
        self._in_hand.add(self._within_room(going))

    def hold_back(self, some: Collection[Ready]) -> None:
        """Requeue these messages, to wait for the end of their destinations' pauses."""
        self._claim.hold_back(some, self._pauses)

    def _paced(self, ready: Sequence[Ready], turn: Turn) -> list[Ready]:
        """Return the messages whose turn it is; requeue the others until their turns."""
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
        """Return the messages that their destinations accept soon; requeue the others for later."""
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
