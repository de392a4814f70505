"""How long the console's pages take, and how many queries, in a small state and in a large one.

Run as `python -m bench.pages`. It builds 20 organizations with 1,000 people, then 2,000 with
1,000,000, each in a database of its own on the embedded server, asks for every list page through
Django's test client, and prints a table. Exits with 1 where a target is missed.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench import state

SIZES = ((20, 1_000), (2_000, 1_000_000))  # organizations, people
ROUNDS = 7
TARGET_MS = 100
TARGET_QUERIES = 10
PAGES = {  # whose page (after a space the words that were searched for), and where
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
    "recipients of one": ("contact", "/organization/bulk-registration/"),
    "... of the largest": ("largest", "/organization/bulk-registration/"),
}


def main() -> int:
    """Measure both sizes, print the table, and say whether the targets are met."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 -- once the settings are named

    django.setup()
    small, large = (_measured(*size) for size in SIZES)
    print(f"\n{'page':26}{'small':>10}{'large':>10}{'ratio':>8}{'queries':>10}")
    missed = 0
    for name, (milliseconds, queries) in large.items():
        wrong = milliseconds > TARGET_MS or queries > TARGET_QUERIES
        missed += wrong
        ratio = milliseconds / small[name][0]
        print(
            f"{name:26}{small[name][0]:7.1f} ms{milliseconds:7.1f} ms{ratio:8.1f}{queries:10}"
            f"{'  <- missed' if wrong else ''}"
        )
    print(f"\ntargets: {TARGET_MS} ms and {TARGET_QUERIES} queries a page; {missed} missed")
    return int(missed > 0)


def _measured(organizations: int, people: int) -> dict[str, tuple[float, int]]:
    with _database(f"bench_{people}"):
        started = time.monotonic()
        places = state.build(organizations, people)
        print(
            f"{organizations:,} organizations, {people:,} people: "
            f"built in {time.monotonic() - started:.0f} s",
            end="",
        )
        seconds = state.recount()
        print(f", counted in {seconds:.2f} s")
        return {name: _page(who, path.format(**places)) for name, (who, path) in PAGES.items()}


@contextmanager
def _database(name: str) -> Iterator[None]:
    """An empty database with the product's tables, dropped at the end."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: PLC0415

    connection.settings_dict["TEST"]["NAME"] = name
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db("postgres", verbosity=0)
        teardown_test_environment()


def _page(who: str, path: str) -> tuple[float, int]:
    """Milliseconds of the fastest round, the others were disturbed; and the number of queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    browser = state.browser_of(who)
    browser.get(path)
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        answer = browser.get(path)
        times.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        browser.get(path)
    return min(times), len(queries)


if __name__ == "__main__":
    sys.exit(main())
