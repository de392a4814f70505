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


WaitingFor = Callable[[Organization], list[Waiting]]
PartOf = Callable[[HttpRequest, Organization], Part | None]
_waiting: dict[str, tuple[int, WaitingFor]] = {}
_parts: dict[str, tuple[int, PartOf]] = {}


def register_waiting(name: str, waiting: WaitingFor, *, order: int) -> None:
    """Register what may wait for a point of contact; the lowest order comes first."""
    _waiting[name] = order, waiting


def register_part(name: str, part: PartOf, *, order: int) -> None:
    """Register a section; the lowest order comes first."""
    _parts[name] = order, part


def waiting_for(organization: Organization) -> list[Waiting]:
    asked = sorted(_waiting.values(), key=lambda known: known[0])
    return [one for _order, ask in asked for one in ask(organization)]


def parts_for(request: HttpRequest, organization: Organization) -> list[Part]:
    asked = sorted(_parts.values(), key=lambda known: known[0])
    return [part for _order, ask in asked if (part := ask(request, organization))]
