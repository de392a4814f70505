"""How long pages take, and how many queries, in a small state and in a large one.

It builds 20 organizations with 1,000 people, then 2,000 with 2,000,000, of which one organization
has 100,000, each in a database of its own on the embedded server, asks for every list page through
Django's test client, and prints a table.
"""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import quantiles

from bench import list_of_people, state
from bench.database import database, server
from bench.figures import Figure, at_most, measures
from bench.sizes import scaled
from bench.timing import seconds

LARGE = scaled(2_000, least=40), scaled(2_000_000, least=2_000)
SIZES = ((20, 1_000), LARGE)  # organizations, people
ROUNDS = 40
TARGET_MS = 100
TARGET_LIST_MS = 50
TARGET_QUERIES = 10
PAGES = {  # whose page (and, after a space, the words searched for), and its URL
    "first page": ("staff", "/staff/"),
    "organizations": ("staff", "/staff/organizations/"),
    "... last page": ("staff", "/staff/organizations/?page=999"),
    "... by name": ("staff", "/staff/organizations/?sort=name"),
    "... by people": ("staff", "/staff/organizations/?sort=-people"),
    "... searched by name": ("staff plant 17", "/staff/organizations/"),
    "... searched by contact": ("staff contact19@", "/staff/organizations/"),
    "... not answered": ("staff", "/staff/organizations/?where=unanswered"),
    "one organization": ("staff", "/staff/organizations/{organization}/"),
    "the largest one": ("staff", "/staff/organizations/{largest}/"),
    "uploads": ("staff", "/staff/uploads/"),
    "... deep": ("staff", "/staff/uploads/?before=100"),
    "... refused": ("staff", "/staff/uploads/?state=refused"),
    "... of some": ("staff", "/staff/uploads/?organization=plant+1"),
    "mail": ("staff", "/staff/delivery/"),
    "statistics": ("staff", "/staff/statistics/"),
    "county file": ("staff", "/staff/statistics/by-county.csv"),
    "audit trail": ("auditor", "/staff/audit/"),
    "... by actor": ("auditor", "/staff/audit/?who={contact}"),
    "... by record": ("auditor", "/staff/audit/?about=recipients.recipient:500"),
    "... by act": ("auditor", "/staff/audit/?action=recipients.invited_again"),
    "... long ago": ("auditor", "/staff/audit/?last=2026-01-02"),
    "... by act, long ago": ("auditor", "/staff/audit/?action=uploads.loaded&last=2026-01-02"),
    "recipients of one": ("contact", list_of_people.LIST),
    "... of the largest": ("largest", list_of_people.LIST),
    "... with a common name": ("largest last", f"{list_of_people.LIST}?searched=1"),
    "... with a rarer one": ("largest jose 123", f"{list_of_people.LIST}?searched=1"),
    **list_of_people.PAGES,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One page: the milliseconds within which 19 of 20 answers come, and its queries."""

    p95: float
    queries: int


@measures("pages_p95_ms", "list_p95_ms", "list_queries")
def measure() -> Iterator[Figure]:
    """Print both sizes page by page, then yield the slowest page and list of the large state."""
    with server():
        small, large = (_measured(*size) for size in SIZES)
    print(f"{'page':44}{'small':>10}{'large':>10}{'ratio':>8}{'queries':>10}")
    for name, page in large.items():
        ratio = page.p95 / small[name].p95
        print(f"{name:44}{small[name].p95:7.1f} ms{page.p95:7.1f} ms{ratio:8.1f}{page.queries:10}")
    yield _slowest("pages_p95_ms", TARGET_MS, large, small)
    lists = {name: large[name] for name in list_of_people.PAGES}
    yield _slowest("list_p95_ms", TARGET_LIST_MS, lists, small)
    busiest = max(lists, key=lambda name: lists[name].queries)
    beside = f"{busiest} with 1,000 people: {small[busiest].queries}"
    yield at_most(TARGET_QUERIES, "list_queries", lists[busiest].queries, "queries", beside=beside)


def _slowest(
    figure: str, target: int, large: dict[str, Measured], small: dict[str, Measured]
) -> Figure:
    name = max(large, key=lambda name: large[name].p95)
    beside = f"{name} with 1,000 people: {small[name].p95:.1f} ms"
    return at_most(target, figure, large[name].p95, "ms", beside=beside)


def _measured(organizations: int, people: int) -> dict[str, Measured]:
    with database(f"bench_{people}"):
        started = time.monotonic()
        places = state.build(organizations, people)
        print(
            f"{organizations:,} organizations, {people:,} people: "
            f"built in {time.monotonic() - started:.0f} s",
            end="",
        )
        seconds = state.recount()
        print(f", counted in {seconds:.2f} s")
        gc.collect()
        gc.freeze()  # as config/asgi.py does
        return {name: _page(name, places) for name in PAGES}


def _page(name: str, places: dict[str, int]) -> Measured:
    """Open the page once to warm up, ROUNDS times to measure, and once more to count queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    ask = _asking(name, places)
    ask()
    times = [seconds(ask) * 1000 for _round in range(ROUNDS)]
    with CaptureQueriesContext(connection) as queries:
        ask()
    return Measured(quantiles(times, n=20)[-1], len(queries))


def _asking(name: str, places: dict[str, int]) -> Callable[[], None]:
    """Return a function that asks for the page in a browser of its own."""
    who, path = PAGES[name]
    url = path.format(**places)
    headers = list_of_people.PART if name in list_of_people.PAGES else {}
    browser = state.browser_of(who)

    def ask() -> None:
        answer = browser.get(url, headers=headers)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answered {answer.status_code}")

    return ask
