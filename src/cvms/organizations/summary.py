"""What a point of contact sees first. Rooms above this one register what they have to tell."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from .models import Organization


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the point of contact, and where it is done."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: a template with what it shows."""

    template: str
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What one room tells: what waits, and its section, if it has one."""

    waiting: list[Waiting] = field(default_factory=list)
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What all rooms tell, in the order of the page."""

    waiting: list[Waiting]
    parts: list[Part]


Tell = Callable[[HttpRequest, Organization], Told]
_told: dict[str, tuple[Tell, int, int]] = {}


def register(name: str, tell: Tell, *, waits: int, stands: int) -> None:
    """Register what a room tells; what waits, and the sections, come from the lowest number on."""
    _told[name] = tell, waits, stands


def summary_of(request: HttpRequest, organization: Organization) -> Summary:
    """Ask each room once."""
    told = [(tell(request, organization), waits, stands) for tell, waits, stands in _told.values()]
    waiting = sorted(told, key=lambda one: one[1])
    parts = sorted(told, key=lambda one: one[2])
    return Summary(
        [one for room, _waits, _stands in waiting for one in room.waiting],
        [room.part for room, _waits, _stands in parts if room.part],
    )
