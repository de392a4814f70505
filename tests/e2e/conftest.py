"""A real browser on the real pages, with a worker and a mail server."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cvms.accounts.models import User
from tests.browsers import chromium
from tests.e2e import looking, walk

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
LOST = ("htmx:sendError", "htmx:sendAbort", "htmx:afterRequest")  # how htmx logs a lost request
expect.set_options(timeout=walk.PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a browser; an error on any page's console fails the test."""
    contexts, complaints = [], []

    def open_page(viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, **{"base_url": site} | options)
        contexts.append(context)
        context.set_default_timeout(walk.PATIENCE)
        context.on("weberror", lambda raised: complaints.append(str(raised.error)))
        context.on("console", lambda said: _listen(said, complaints))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(said: Any, complaints: list[str]) -> None:
    """Collect errors of scripts and policies, but not refusals and losses that a test provokes."""
    provoked = "Failed to load resource" in said.text or said.text.startswith(LOST)
    if said.type == "error" and not provoked:
        complaints.append(said.text)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def enter(site: str) -> Callable[[Page, User], Page]:
    """Return a function that signs somebody in without the sign-in page."""

    def sign_in(page: Page, user: User) -> Page:
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        return page

    return sign_in


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Return a function that fails on anything that axe finds against WCAG 2.2 A and AA."""

    def check(page: Page) -> None:
        looking.wait_until_whole(page)
        assert looking.axe(page) == [], page.url

    return check
