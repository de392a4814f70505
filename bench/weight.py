"""What a phone downloads: bytes at a first and a second visit, and how long it waits.

Chromium counts every byte from the running product, headers included. The first visit is to the
recipients' sign-in page with nothing cached, the second to the same page. Then a recipient who is
signed in opens the first page of the registration with nothing cached, over 400 kbit/s with a delay
of 400 ms: it is usable when its button is there and its scripts have run.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from bench.figures import Figure, at_most, measures
from bench.product import PASSWORD, running
from tests.browsers import chromium

RECIPIENT = "rosa.delgado@people.example"
PHONE = {"width": 390, "height": 844}
SIGN_IN = "/portal/sign-in/"
REGISTRATION = "/portal/registration/"
FIRST_KB, SECOND_KB, USABLE_SECONDS, SHIFT = 170, 15, 3, 0.01
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SHIFTS = """new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(moved), 500);
})"""


@measures("first_visit_kb", "second_visit_kb", "registration_usable_s", "layout_shift")
def measure() -> Iterator[Figure]:
    """Run the product with its defaults and open it in a window of a phone's size."""
    with running() as product, _phone(product.site) as context:
        page = context.new_page()
        first, files = _fetched(page, SIGN_IN)
        second, again = _fetched(page, SIGN_IN)
        print(f"{files} answers at the first visit, {again} at the second")
        yield at_most(FIRST_KB, "first_visit_kb", first, "KB", beside=f"second: {second:.1f} KB")
        yield at_most(SECOND_KB, "second_visit_kb", second, "KB", beside=f"first: {first:.1f} KB")
        _sign_in(page)
        page.goto(REGISTRATION)
        near = _usable(page)
        far, shift = _over_a_slow_line(context)
    beside = f"on this machine, all cached: {near:.2f} s"
    yield at_most(USABLE_SECONDS, "registration_usable_s", far, "s", beside=beside)
    beside = "0.1 is what browsers call good"
    yield at_most(SHIFT, "layout_shift", shift, "score", beside=beside)


@contextmanager
def _phone(site: str) -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser.new_context(viewport=PHONE, base_url=site)
        browser.close()


def _fetched(page: Page, path: str) -> tuple[float, int]:
    """Return the kilobytes (of 1,000 bytes) and answers until nothing more is requested."""
    devtools, sizes = _devtools(page), list[float]()
    devtools.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    devtools.detach()
    return sum(sizes) / 1000, len([size for size in sizes if size])


def _sign_in(page: Page) -> None:
    page.fill("#id_login", RECIPIENT)
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()


def _over_a_slow_line(context: BrowserContext) -> tuple[float, float]:
    """Return the seconds until the registration can be used, and how much its layout shifted."""
    page = context.new_page()
    devtools = _devtools(page)
    devtools.send("Network.clearBrowserCache")
    devtools.send("Network.emulateNetworkConditions", LINE)
    page.goto(REGISTRATION)
    usable = _usable(page)
    page.wait_for_load_state("networkidle")
    return usable, page.evaluate(SHIFTS)


def _usable(page: Page) -> float:
    """Wait for the page and its deferred scripts; return the seconds since navigation."""
    page.wait_for_load_state("domcontentloaded")
    page.locator("main form button[type=submit]").first.wait_for()
    timing = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    return float(page.evaluate(timing)) / 1000


def _devtools(page: Page) -> CDPSession:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    return devtools
