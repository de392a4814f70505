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
from .invitations import with_registered
from .models import Recipient
from .paged import Found, Ordered
from .reminders import reminder_days
from .rows import add_shown
from .wanted import FILTERS, HERE, SEARCHED, Wanted, query_with, wanted
from .writable import WRITTEN_TO

PER_PAGE = 25
SHOWN = (  # fields that a row shows; the three tables have nearly sixty columns
    *("first_name", "last_name", "email", "loaded_at", "unsubscribed_at", "left_at"),
    *("user__password_changed_at", "upload__filename"),
)
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
    by_stage = ask.by_stage()
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
    """Return the filters with how many people each finds and its link."""
    query = QueryDict(mutable=True)
    if ask.upload:
        query["upload"] = str(ask.upload)
    return _totals(ask, by_stage, query)


def _page(ask: Wanted, by_stage: dict[int, int], number: str | None) -> Page[Recipient]:
    """Return one page of people; only that page's rows are read from the table."""
    numbers = ask.in_order().values_list("pk", flat=True)
    here = sum(by_stage.get(stage, 0) for stage in ask.stages)
    found: Any = Found(numbers) if ask.search else Ordered(numbers, here)
    page = Paginator(found, PER_PAGE).get_page(number)
    page.object_list = people = _whole(list(page.object_list))
    add_shown(people)
    return page


def _whole(numbers: list[int]) -> list[Recipient]:
    people = Recipient.objects.select_related("user", "upload").only(*SHOWN)
    found = with_registered(people).in_bulk(numbers)
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
