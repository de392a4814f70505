"""The table of loaded recipients: searched, filtered, sorted, a page at a time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms.organizations.models import Organization

from .invitations import add_states
from .models import Recipient, RecipientQuerySet

PER_PAGE = 25
SEARCHED = "searched"
_SEARCH = "loaded_search"
Stage = Recipient.Stage
SORTS = {  # what the column of each heading is ordered by, and where words are then searched
    "first_name": (("by_first",), "by_first"),
    "last_name": (("by_last",), "by_last"),
    "email": (("email_key",), "by_first"),
    "stage": (("stage", "by_first"), "by_first"),
}
HERE = tuple(stage for stage in Stage if stage != Stage.GONE)
FILTERS: dict[str, tuple[str | Promise, tuple[Stage, ...]]] = {
    "": (_("All"), HERE),
    "unregistered": (_("Not registered yet"), Recipient.UNREGISTERED),
    **{stage.name.lower(): (stage.label, (stage,)) for stage in Stage},
}


@dataclass(frozen=True, slots=True)
class Total:
    """How many people a filter finds; `query` chooses it."""

    key: str
    label: str | Promise
    people: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """The people that a list asks for; invalid choices are left out."""

    organization: Organization
    search: str = ""
    stage: str = ""
    upload: int | None = None
    sort: str = "first_name"

    def everybody(self) -> RecipientQuerySet:
        """Return the organization's people, or those of one upload and its corrections."""
        people = Recipient.objects.of(self.organization)
        if self.upload is None:
            return people
        return people.filter(Q(upload=self.upload) | Q(upload__corrects=self.upload))

    def people(self) -> RecipientQuerySet:
        """Return the people that filter and words find, in no order."""
        return self._of_stage().search(self.search)

    def in_order(self) -> RecipientQuerySet:
        """The same, sorted, and searched where the sorted index has the words."""
        columns, within = SORTS[self.sort.removeprefix("-")]
        down = "-" if self.sort.startswith("-") else ""
        found = self._of_stage().search(self.search, within=within)
        return found.order_by(*(f"{down}{column}" for column in columns))

    def _of_stage(self) -> RecipientQuerySet:
        return self.everybody().filter(stage__in=FILTERS[self.stage][1])


@dataclass(frozen=True, slots=True)
class Listing:
    """What the table shows; `total` is of all people here, whatever is searched for.

    `again` is the query string with which a search keeps filter and order.
    """

    wanted: Wanted
    page: Page[Recipient]
    total: int
    totals: list[Total]
    again: str
    may_send_again: bool
    next_reminder: date | None

    @property
    def reminders(self) -> list[int]:
        """On which days after being loaded people are reminded."""
        return settings.REMINDER_DAYS

    @property
    def search(self) -> str:
        return self.wanted.search


def wanted(request: HttpRequest, organization: Organization) -> Wanted:
    """Read the query string. A first visit, or one from an upload, shows everybody."""
    query = request.GET
    stage, sort, upload = (query.get(name, "") for name in ("stage", "sort", "upload"))
    return Wanted(
        organization,
        request.session.get(_SEARCH, "") if SEARCHED in query else "",
        stage if stage in FILTERS else "",
        int(upload) if upload.isascii() and upload.isdigit() and len(upload) < 19 else None,
        sort if sort.removeprefix("-") in SORTS else "first_name",
    )


def listing(request: HttpRequest, organization: Organization) -> Listing:
    """Return the page that the query string asks for, with its totals."""
    ask = wanted(request, organization)
    by_stage = _by_stage(ask)
    numbers = ask.in_order().values_list("pk", flat=True)
    paginator: Paginator[Any] = Paginator(numbers, PER_PAGE)
    if not ask.search:
        paginator.count = sum(by_stage.get(stage, 0) for stage in FILTERS[ask.stage][1])
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = people = _whole(list(page.object_list))
    add_states(people)
    total = sum(by_stage.get(stage, 0) for stage in HERE)
    return Listing(
        ask,
        page,
        total,
        _totals(ask, by_stage, request.GET),
        _again(request.GET),
        may_send_again=any(
            by_stage.get(stage) and stage in FILTERS[ask.stage][1] for stage in Recipient.REMINDED
        ),
        next_reminder=_next_reminder(ask.organization) if total else None,
    )


def totals_of(ask: Wanted) -> list[Total]:
    """Return how many people are at each stage, each with its link."""
    query = QueryDict(mutable=True)
    if ask.upload:
        query["upload"] = str(ask.upload)
    return _totals(ask, _by_stage(ask), query)


def _next_reminder(organization: Organization) -> date | None:
    """Return the next day on which people from one of the organization's files are reminded."""
    now = timezone.now()
    since = now - timedelta(days=max(settings.REMINDER_DAYS, default=0))
    files = organization.uploads.filter(loaded__gt=0, finished_at__gt=since)
    days = [
        loaded + timedelta(days=after)
        for loaded in files.values_list("finished_at", flat=True)
        if loaded
        for after in settings.REMINDER_DAYS
    ]
    return min((day.date() for day in days if day > now), default=None)


def _by_stage(ask: Wanted) -> dict[int, int]:
    people = ask.everybody().order_by().values_list("stage")
    return dict(people.annotate(Count("pk")))


def _whole(numbers: list[int]) -> list[Recipient]:
    found = Recipient.objects.select_related("user", "upload").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def _totals(ask: Wanted, by_stage: dict[int, int], query: QueryDict) -> list[Total]:
    return [
        Total(
            key,
            label,
            sum(by_stage.get(stage, 0) for stage in stages),
            _with(query, stage=key),
            key == ask.stage,
        )
        for key, (label, stages) in FILTERS.items()
    ]


def remember_search(request: HttpRequest, words: str) -> None:
    """Keep the search in the session: a person's name must not be in a URL."""
    request.session[_SEARCH] = " ".join(words.replace("\x00", "").split())[:100]


def _again(query: QueryDict) -> str:
    return _with(query, **{SEARCHED: "1"})


def _with(query: QueryDict, **changed: str) -> str:
    changed_query = query.copy()
    for name, value in changed.items():
        changed_query[name] = value
    for name in [*(name for name, value in changed.items() if not value), "page", "volume"]:
        changed_query.pop(name, None)
    return f"?{changed_query.urlencode()}"
