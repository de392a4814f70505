"""The table of loaded recipients: searched, filtered, sorted, one page at a time."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.organizations.models import Organization

from .chosen import MOST
from .errands import Errands, errands_of
from .invitations import add_states, counts, with_registered
from .models import Recipient
from .reminders import reminder_days
from .wanted import FILTERS, HERE, SEARCHED, Wanted, query_with, wanted
from .writable import WRITTEN_TO

PER_PAGE = 25
FEW = 1000  # results of a search that are fetched at once; more are counted by another query
COLUMNS = {
    "first_name": _("First Name"),
    "last_name": _("Last Name"),
    "email": _("Email"),
    "stage": _("Stage"),
}


@dataclass(frozen=True, slots=True)
class Total:
    """How many people a filter finds; `query` is the query string that applies it."""

    key: str
    label: str | Promise
    people: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What the table shows; `total` counts all people here, regardless of search and filter.

    `again` is the query string for the same people in the same order; `search_again` is the one for
    another search with the same filter and order.
    """

    wanted: Wanted
    page: Page[Recipient]
    total: int
    totals: list[Total]
    again: str
    search_again: str
    may_send_again: bool
    errands: Errands

    columns = COLUMNS
    most_chosen = MOST

    @property
    def reminders(self) -> str:
        return reminder_days()

    @property
    def search(self) -> str:
        return self.wanted.search


def listing(request: HttpRequest, organization: Organization) -> Listing:
    """Return the page of people for a request's query string, with the totals."""
    ask = wanted(request, organization)
    by_stage = counts(ask.everybody())
    total = sum(by_stage.get(stage, 0) for stage in HERE)
    return Listing(
        ask,
        _page(ask, by_stage, request.GET.get("page")),
        total,
        _totals(ask, by_stage, request.GET),
        query_with(request.GET),
        query_with(request.GET, **{SEARCHED: "1"}),
        may_send_again=any(by_stage.get(stage) for stage in ask.stages if stage in WRITTEN_TO),
        errands=errands_of(organization),
    )


def totals_of(ask: Wanted, by_stage: dict[int, int]) -> list[Total]:
    """Return the filters with how many people each finds and its link, from `counts`."""
    query = QueryDict(mutable=True)
    if ask.upload:
        query["upload"] = str(ask.upload)
    return _totals(ask, by_stage, query)


def _page(ask: Wanted, by_stage: dict[int, int], number: str | None) -> Page[Recipient]:
    """Return one page of people; only that page's rows are read from the table."""
    numbers = ask.in_order().values_list("pk", flat=True)
    found: Any = _Found(numbers) if ask.search else numbers
    paginator: Paginator[Any] = Paginator(found, PER_PAGE)
    if not ask.search:
        paginator.count = sum(by_stage.get(stage, 0) for stage in ask.stages)
    page = paginator.get_page(number)
    page.object_list = people = _whole(list(page.object_list))
    add_states(people)
    return page


class _Found:
    """The primary keys that a search finds; if they are few, one query is enough."""

    def __init__(self, numbers: Any) -> None:
        self._numbers, self._first = numbers, list(numbers[: FEW + 1])

    def count(self) -> int:
        found = len(self._first)
        return found if found <= FEW else int(self._numbers.count())

    def __getitem__(self, place: slice) -> list[int]:
        near = place.stop <= FEW
        return self._first[place] if near else list(self._numbers[place])


def _whole(numbers: list[int]) -> list[Recipient]:
    people = with_registered(Recipient.objects.select_related("user", "upload"))
    found = people.in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def _totals(ask: Wanted, by_stage: dict[int, int], query: QueryDict) -> list[Total]:
    return [
        Total(
            key,
            label,
            sum(by_stage.get(stage, 0) for stage in stages),
            query_with(query, stage=key),
            key == ask.stage,
        )
        for key, (label, stages) in FILTERS.items()
    ]
