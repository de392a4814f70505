"""The messages that a mailer has in hand, shared by its own thread and its lines' threads.

The lines take messages and report results. The mailer's thread adds messages, stores the results,
and checks again whether messages that had to wait are still wanted.
"""

import heapq
import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from itertools import count

from .clock import boottime
from .outcomes import Outcome
from .smtp import Unavailable
from .writing import Ready

FRESH_SECONDS = 1.0  # no message is sent whose last check is longer ago than this
_BEGIN_SECONDS = 0.6  # no message is begun whose last check is longer ago: answers take time too
_A_MOMENT = 2.0  # seconds; messages that a destination cannot accept within them are requeued
_NEWEST = 0.2  # weight of the newest message in a destination's mean duration
_QUICKER = 2  # requeue as if the destination were this much faster: better early than idle lines

_Entry = tuple[int, int, Ready]


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a message; without outcome, it is no longer wanted or was not tried."""

    ready: Ready
    outcome: Outcome | None
    unavailable: Unavailable | None = None  # there was no connection to try it


@dataclass(slots=True)
class Route:
    """What this mailer knows about a destination."""

    most: int  # messages under way at once
    under_way: dict[int, float] = field(default_factory=dict)  # start times by message number
    held_up: list[_Entry] = field(default_factory=list)
    mean_seconds: float = 0.0  # how long a message takes
    turns_until: float = 0.0  # requeued messages have turns until then

    def seconds(self) -> float:
        """Return the estimated seconds that a message takes here."""
        oldest = min(self.under_way.values(), default=None)
        return max(self.mean_seconds, 0.0 if oldest is None else boottime() - oldest)

    def room(self) -> int:
        """Return how many more messages may be in hand: what the destination accepts soon."""
        takes = _A_MOMENT * self.most / max(self.seconds(), 1e-4)
        return max(0, max(self.most, int(takes)) - len(self.under_way) - len(self.held_up))

    def come_back(self, count: int) -> float:
        """Return in how many seconds `count` more messages should be due again."""
        now = boottime()
        begins = max(self.turns_until, now + _A_MOMENT / _QUICKER)
        self.turns_until = begins + count * self.seconds() / self.most / _QUICKER
        return begins - now


class InHand:
    """Messages waiting, under way and done; `most_of` returns a destination's connections."""

    def __init__(self, most_of: Callable[[str], int]) -> None:
        self._lock = threading.Lock()
        self._work, self._news = threading.Condition(self._lock), threading.Condition(self._lock)
        self._waiting: list[_Entry] = []  # a heap, by priority and then by arrival
        self._numbers = count()
        self._routes: dict[str, Route] = {}
        self._most_of = most_of
        self._under_way: dict[int, Ready] = {}
        self._done: list[Done] = []
        self._check_wanted = False
        self._closing = False

    def route(self, destination: str) -> Route:
        """Return the destination's route."""
        route = self._routes.get(destination)
        if route is None:
            route = self._routes[destination] = Route(self._most_of(destination))
        return route

    # Called by the lines.

    def next(self, done: Done | None) -> Ready | None:
        """Report a message's result and wait for the next message; None means to end."""
        with self._lock:
            if done:
                self._finish(done)
            while not self._closing:
                if ready := self._startable():
                    return ready
                self._work.wait()
        return None

    def _startable(self) -> Ready | None:
        while self._waiting:
            entry = self._waiting[0]
            ready = entry[2]
            if boottime() - ready.seen > _BEGIN_SECONDS:
                self._request_check()
                return None
            heapq.heappop(self._waiting)
            route = self.route(ready.destination)
            if len(route.under_way) >= route.most:
                route.held_up.append(entry)
                continue
            route.under_way[ready.message.pk] = boottime()
            self._under_way[ready.message.pk] = ready
            return ready
        return None

    def finish(self, done: Done) -> None:
        """Report a message's result without waiting for another message."""
        with self._lock:
            self._finish(done)

    def _finish(self, done: Done) -> None:
        number = done.ready.message.pk
        route = self.route(done.ready.destination)
        seconds = boottime() - route.under_way.pop(number)
        if done.outcome:
            mean = route.mean_seconds or seconds
            route.mean_seconds = mean + _NEWEST * (seconds - mean)
        if route.held_up:
            heapq.heappush(self._waiting, route.held_up.pop(0))
            self._work.notify()
        del self._under_way[number]
        self._done.append(done)
        self._news.notify()

    def still_wanted(self, ready: Ready) -> bool:
        """Return whether a message may be sent now; wait for a check within the last second."""
        while boottime() - ready.seen > FRESH_SECONDS and not ready.gone:
            with self._lock:
                if self._closing:
                    return False
                self._request_check()
                self._work.wait(FRESH_SECONDS)
        return not ready.gone

    def _request_check(self) -> None:
        self._check_wanted = True
        self._news.notify()

    # Called by the mailer's thread.

    def add(self, some: Collection[Ready]) -> None:
        """Add messages to send."""
        with self._lock:
            for ready in some:
                entry = (ready.message.priority, next(self._numbers), ready)
                heapq.heappush(self._waiting, entry)
            self._work.notify(len(some))

    def wait(self, seconds: float) -> None:
        """Wait until there is a result to store or something to check, at most this long."""
        with self._lock:
            if not self._done and not self._check_wanted:
                self._news.wait(seconds)

    def take_done(self) -> list[Done]:
        """Return the results since the last call."""
        with self._lock:
            done, self._done = self._done, []
            return done

    def to_check(self) -> list[Ready]:
        """Return everything in hand if a line waits for a check; else nothing."""
        with self._lock:
            if not self._check_wanted:
                return []
            self._check_wanted = False
            return [*self._under_way.values(), *(entry[2] for entry in self._entries())]

    def checked(self, gone: Collection[int], others: Iterable[Ready], seen: float) -> list[Ready]:
        """Drop the messages in `gone` and return those of them that had not begun."""
        with self._lock:
            for ready in others:
                ready.seen = seen
            for number in gone & self._under_way.keys():
                self._under_way[number].gone = True
            dropped = self._without(lambda ready: ready.message.pk in gone)
            self._work.notify_all()
            return dropped

    def take_back(self, destination: str | None = None) -> list[Ready]:
        """Remove and return what has not begun, for one destination or for all."""
        with self._lock:
            return self._without(lambda ready: destination in (None, ready.destination))

    def _without(self, which: Callable[[Ready], bool]) -> list[Ready]:
        taken = [entry[2] for entry in self._entries() if which(entry[2])]
        if taken:
            self._waiting = [entry for entry in self._waiting if not which(entry[2])]
            heapq.heapify(self._waiting)
            for route in self._routes.values():
                route.held_up = [entry for entry in route.held_up if not which(entry[2])]
        return taken

    def _entries(self) -> list[_Entry]:
        held_up = [entry for route in self._routes.values() for entry in route.held_up]
        return [*self._waiting, *held_up]

    def close(self) -> None:
        """Let the lines end; a message whose content was not sent yet is not sent."""
        with self._lock:
            self._closing = True
            self._work.notify_all()

    @property
    def startable(self) -> int:
        """Return how many messages wait only for a line."""
        return len(self._waiting)

    @property
    def empty(self) -> bool:
        """Return whether nothing is waiting, under way, or still to be recorded."""
        with self._lock:
            return not (self._entries() or self._under_way or self._done)

    def lines_wanted(self, aim: float) -> int:
        """Return how many lines it takes to send `aim` messages a second at the present speed."""
        with self._lock:
            waiting = len(self._waiting)
            routes = [route for route in self._routes.values() if route.under_way or route.held_up]
            busy = 1 + int(sum(min(route.most, aim * route.seconds()) for route in routes))
            return min(busy, sum(len(route.under_way) for route in routes) + waiting)
