"""The agents' list of requests: filtered, searched, one page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from cvms.accounts.requests import SignedIn

from .models import HelpRequest
from .topics import Kind

PER_PAGE = 25
_SEARCH = "queue_search"
State = HelpRequest.State
TO_DO = "todo"  # what waits for an agent
ALL = "all"
_STATES = {TO_DO: (State.NEW, State.OPEN), ALL: tuple(State)} | {state: (state,) for state in State}


@dataclass(frozen=True, slots=True)
class Queue:
    """What the list shows; `counts` are the numbers of all requests by state filter."""

    page: Page[HelpRequest]
    counts: dict[str, int]
    state: str
    kind: str
    mine: bool
    search: str


def remember(request: HttpRequest) -> str:
    """Store the search in the session; return the rest of the filter as a query string.

    The search may be a person's name or address, which must not be in a URL.
    """
    words = "" if "clear" in request.POST else request.POST.get("q", "")
    request.session[_SEARCH] = " ".join(words.replace("\x00", "").split())[:100]
    return urlencode({name: value for name, value in _filter(request.POST).items() if value})


def forget_search(request: HttpRequest) -> None:
    """Clear the search before a removal, which ends all sessions that contain the person's name."""
    request.session.pop(_SEARCH, None)
    request.session.save()


def queue(request: SignedIn) -> Queue:
    """Return the page of requests for the query string and the stored search."""
    asked = _filter(request.GET)
    state, kind, mine = asked["state"] or TO_DO, asked["kind"], bool(asked["mine"])
    search: str = request.session.get(_SEARCH, "")
    found = _found(state, kind, search)
    if mine:
        found = found.filter(assigned_to=request.user)
    page = Paginator(found.order_by(*_order(state)), PER_PAGE).get_page(request.GET.get("page"))
    return Queue(page, _counts(), state, kind, mine, search)


def _filter(asked: Mapping[str, str]) -> dict[str, str]:
    """Return the valid choices in the query; invalid ones become ""."""
    known = {"state": _STATES, "kind": Kind.values, "mine": ("1",)}
    return {
        name: value if (value := asked.get(name, "")) in values else ""
        for name, values in known.items()
    }


def _found(state: str, kind: str, search: str) -> QuerySet[HelpRequest]:
    found = HelpRequest.objects.filter(state__in=_STATES[state])
    if kind:
        found = found.filter(kind=kind)
    if search:
        found = found.search(search)
    return found.select_related("assigned_to", "organization")


def _order(state: str) -> tuple[str, str]:
    """Return the order: longest wait first, or newest first for closed and all requests."""
    return ("-updated_at", "-id") if state in (State.CLOSED, ALL) else ("updated_at", "id")


def _counts() -> dict[str, int]:
    return HelpRequest.objects.aggregate(
        **{name: Count("pk", filter=Q(state__in=states)) for name, states in _STATES.items()}
    )
