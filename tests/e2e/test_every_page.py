"""Every page and every form sent empty, as each role sees them, looked at as many people would.

`tests/pages.py` finds the pages; `looking.py` says what is looked at. One world serves them all.
"""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as conf
from playwright.sync_api import BrowserContext, Page, Route

from tests import pseudo
from tests.everybody import at_work
from tests.pages import Seen, Walk, send

from . import looking

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(1500),
]
SHARES = 4  # of the pages, so that two processes end at about the same time
LOOKS: dict[str, Callable[[Page], Iterator[str]]] = {
    "en": looking.everything,
    "es": looking.briefly,
    **dict.fromkeys(pseudo.WRITTEN, looking.fits),
}


@pytest.fixture
def walk(site: str, settings: object) -> Iterator[Walk]:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600  # a slow machine is no reason to ask again
    with pseudo.spoken(settings):
        yield Walk(*at_work())


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_usable_in_every_way(
    share: int, walk: Walk, new_page: Callable[..., Page], site: str
) -> None:
    pages = walk.pages()[share::SHARES]
    context = new_page().context
    faults = [
        f"{language} {seen}: {fault}"
        for language, look in LOOKS.items()
        for seen in pages
        if seen.fields is None or language not in pseudo.WRITTEN
        for fault in _look(context, walk, seen, language, look)
    ]
    assert faults == []


def _look(
    context: BrowserContext,
    walk: Walk,
    seen: Seen,
    language: str,
    look: Callable[[Page], Iterator[str]],
) -> Iterator[str]:
    """Look at one page, and close it: an upload under way would ask again with the next cookies.

    Without a session it would go to the sign-in page, and interrupt what is being opened.
    """
    _become(context, walk, seen.role, language)
    page = context.new_page()
    if seen.fields is None:
        page.goto(seen.address)
    else:
        _show_answer(page, walk, seen, language)
    yield from look(page)
    page.close()


def _become(context: BrowserContext, walk: Walk, role: str, language: str) -> None:
    context.clear_cookies()
    cookies = {conf.LANGUAGE_COOKIE_NAME: language}
    if session := walk.clients[role].cookies.get(conf.SESSION_COOKIE_NAME):
        cookies[conf.SESSION_COOKIE_NAME] = session.value
    for name, value in cookies.items():
        context.add_cookies([{"name": name, "value": value, "domain": "localhost", "path": "/"}])


def _show_answer(page: Page, walk: Walk, seen: Seen, language: str) -> None:
    """The browser is given what the server answered and took back."""
    client = walk.clients[seen.role]
    client.cookies[conf.LANGUAGE_COOKIE_NAME] = language
    answer = send(client, seen.address, seen.fields or {})
    del client.cookies[conf.LANGUAGE_COOKIE_NAME]
    headers = dict(answer.headers)

    def give(route: Route) -> None:
        route.fulfill(status=200, headers=headers, body=answer.content.decode())

    path = seen.address.partition("#")[0]
    page.route(f"**{path}", give, times=1)
    page.goto(path)
