"""How long a point of contact waits: `python -m bench.upload`.

100 rows from Create Records to the answer, and 5,000 rows from the upload to the finished email
at the mail server, beside the time of a page that does next to nothing.
"""

import statistics
import time
from uuid import uuid4

import requests

from bench.product import CONTACT, Browser, running
from cvms import intake

TRIES = 7


def main() -> None:
    with running() as product:
        browser = Browser(product.site)
        page = statistics.median(
            _seconds(lambda: browser.get(f"{product.site}/help/")) for _ in range(20)
        )
        _create_records(browser), _to_the_email(browser, product.inbox)  # the workers have woken up
        low = [_create_records(browser) for _ in range(TRIES)]
        high = [_to_the_email(browser, product.inbox) for _ in range(5)]
    print(f"{'what':<44}{'median':>10}{'worst':>10}{'to a page':>12}")
    for what, times in (
        ("a help page", [page]),
        ("100 rows, Create Records to the answer", low),
        ("5,000 rows, upload to the finished email", high),
    ):
        middle = statistics.median(times)
        print(f"{what:<44}{middle:>9.3f}s{max(times):>9.3f}s{middle / page:>11.1f}x")


def _seconds(act: object) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


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
    return _seconds(
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


if __name__ == "__main__":
    main()
