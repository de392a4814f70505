"""The summary on a point of contact's home page. Rooms above this one register their parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from .models import Organization


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that the point of contact has to do, with a link to the page for it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page: a template with its context."""

    template: str
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoomSummary:
    """One room's summary: what there is to do, and its section, if it has one."""

    waiting: list[ToDo] = field(default_factory=list)
    part: Section | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The summaries of all rooms, in the order of the page."""

    waiting: list[ToDo]
    parts: list[Section]


Summarize = Callable[[HttpRequest, Organization], RoomSummary]


@dataclass(frozen=True, slots=True)
class _Room:
    """A room's function, and where its to-dos and its section come among those of all rooms."""

    summarize: Summarize
    todo_order: int
    section_order: int


_rooms: dict[str, _Room] = {}


def register(name: str, summarize: Summarize, *, todo_order: int, section_order: int) -> None:
    """Register a room's summary; to-dos and sections are shown from the lowest number up."""
    _rooms[name] = _Room(summarize, todo_order, section_order)


def summary_of(request: HttpRequest, organization: Organization) -> Summary:
    """Return the summary for one organization; each room is called once."""
    found = [(room, room.summarize(request, organization)) for room in _rooms.values()]
    by_todo = sorted(found, key=lambda pair: pair[0].todo_order)
    by_section = sorted(found, key=lambda pair: pair[0].section_order)
    return Summary(
        [todo for _room, summary in by_todo for todo in summary.waiting],
        [summary.part for _room, summary in by_section if summary.part],
    )
