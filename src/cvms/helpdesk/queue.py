"""The agents' list of requests: filtered, searched, a page at a time."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from .models import HelpRequest
from .topics import Kind

PER_PAGE = 25
State = HelpRequest.State
TO_DO = "todo"  # what waits for an agent
ALL = "all"
_STATES = {TO_DO: (State.NEW, State.OPEN), ALL: tuple(State)} | {state: (state,) for state in State}


@dataclass(frozen=True, slots=True)
class Queue:
    """What the list shows; `counts` are of all requests by filter, whatever else is chosen."""

    page: Page
    counts: dict[str, int]
    state: str
    kind: str
    mine: bool
    search: str


def queue(request: HttpRequest) -> Queue:
    """The page that the query string asks for; what it asks for wrongly is left out."""
    asked = request.GET
    state = asked.get("state") if asked.get("state") in _STATES else TO_DO
    kind = asked.get("kind") if asked.get("kind") in Kind.values else ""
    search = " ".join(asked.get("q", "").replace("\x00", "").split())[:100]
    found = _found(state, kind, search)
    mine = asked.get("mine") == "1"
    if mine:
        found = found.filter(assigned_to=request.user)
    page = Paginator(found.order_by(*_order(state)), PER_PAGE).get_page(asked.get("page"))
    return Queue(page, _counts(), state, kind, mine, search)


def _found(state: str, kind: str, search: str) -> QuerySet[HelpRequest]:
    found = HelpRequest.objects.filter(state__in=_STATES[state])
    if kind:
        found = found.filter(kind=kind)
    if search:
        found = found.search(search)
    return found.select_related("assigned_to", "organization")


def _order(state: str) -> tuple[str, str]:
    """Who has waited longest comes first; where nobody waits, the newest."""
    return ("-updated_at", "-id") if state in (State.CLOSED, ALL) else ("updated_at", "id")


def _counts() -> dict[str, int]:
    return HelpRequest.objects.aggregate(
        **{name: Count("pk", filter=Q(state__in=states)) for name, states in _STATES.items()}
    )
