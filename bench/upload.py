"""How long a point of contact waits.

It measures the time from Create Records to the answer for 100 rows, and from the upload to the
finished email at the mail server for 5,000 rows, compared with a page that does next to nothing.
"""

import statistics
import time
from collections.abc import Iterator
from uuid import uuid4

import requests

from bench.figures import Figure, at_most, measures
from bench.product import CONTACT, Browser, running
from bench.timing import seconds
from cvms import intake

TRIES = 7
TARGET_LOW = 20
TARGET_HIGH = 200


@measures("create_records_vs_page", "upload_to_email_vs_page")
def measure() -> Iterator[Figure]:
    """Run the product with its defaults; yield the median of each wait."""
    with running() as product:
        browser = Browser(product.site)
        page = statistics.median(
            seconds(lambda: browser.get(f"{product.site}/help/")) for _ in range(20)
        )
        _create_records(browser), _to_the_email(browser, product.inbox)  # the workers have woken up
        low = [_create_records(browser) for _ in range(TRIES)]
        high = [_to_the_email(browser, product.inbox) for _ in range(5)]
    beside = f"a help page: {page * 1000:.1f} ms"
    for goal, name, times in (
        (TARGET_LOW, "create_records_vs_page", low),
        (TARGET_HIGH, "upload_to_email_vs_page", high),
    ):
        middle = statistics.median(times)
        print(f"{name:<26}{middle:>9.3f} s, at worst {max(times):.3f} s")
        yield at_most(goal, name, middle / page, "times", beside=beside)


def _people(count: int) -> bytes:
    mark = uuid4().hex
    return intake.people_file(
        (n, f"First{n}", f"Last{n}", f"p{n}@{mark}.example") for n in range(1, count + 1)
    )


def _upload(browser: Browser, volume: str, count: int, name: str) -> str:
    answer = browser.send_form(
        f"/organization/bulk-registration/?volume={volume}",
        {"last_modified": ""},
        action=f"/organization/bulk-registration/{volume}/",
        files={"file": (name, _people(count), "text/csv")},
    )
    return answer.url.removeprefix(browser.site).partition("?")[0]


def _create_records(browser: Browser) -> float:
    detail = _upload(browser, "low", 100, "hundred.csv")
    html = browser.get(browser.site + detail).text
    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {"csrfmiddlewaretoken": token}
    return seconds(
        lambda: browser.post(f"{browser.site}{detail}create/", data, allow_redirects=False)
    )


def _to_the_email(browser: Browser, inbox: str) -> float:
    name = f"{uuid4().hex}.csv"
    before = requests.get(inbox, params={"q": CONTACT}, timeout=10).text.count("<tr>")
    started = time.perf_counter()
    _upload(browser, "high", 5000, name)
    while requests.get(inbox, params={"q": CONTACT}, timeout=10).text.count("<tr>") == before:
        if time.perf_counter() - started > 60:
            raise SystemExit("no email after a minute")
    return time.perf_counter() - started
