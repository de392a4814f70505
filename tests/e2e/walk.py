"""The actions of people in a browser, named so that tests read like sentences."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from typing import TypeVar

from django.db.models import QuerySet
from playwright.sync_api import Locator, Page, expect

from cvms.local.inbox import Mailbox
from tests import make

T = TypeVar("T")
PATIENCE = 60_000  # milliseconds: a busy machine must not fail a test
BULK = "/organization/bulk-registration/"


def sign_in(page: Page, door: str, login: str, password: str = make.PASSWORD) -> None:
    page.goto(f"/{door}/sign-in/")
    page.get_by_label("Username or email").fill(login)
    labelled(page, "Password").fill(password)
    follow(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    expect(page).to_have_url(re.compile(f"/{door}/$"))


def labelled(page: Page, label: str) -> Locator:
    """The field of exactly this label, required (with an asterisk before it) or not."""
    return page.get_by_label(re.compile(rf"^\W*{re.escape(label)}\s*$"))


def letter_to(page: Page, mailbox: Mailbox, address: str, subject: str) -> EmailMessage:
    """Return the letter once the worker has sent it."""

    def found() -> EmailMessage | None:
        for _number, message in list(mailbox.messages):
            if message["to"] == address and message["subject"] == subject:
                return message
        return None

    return eventually(page, found)


def eventually(page: Page, found: Callable[[], T | None], *, seconds: int = 60) -> T:
    """What `found` gives, once it gives something; by the page's clock, so nothing else waits."""
    for _ in range(seconds * 20):
        if it := found():
            return it
        page.wait_for_timeout(50)
    raise AssertionError(f"nothing within {seconds} seconds from {found}")


def see_rows(page: Page, rows: QuerySet, number: int) -> None:
    """Wait until the database has this many of these rows."""
    eventually(page, lambda: rows.count() == number)


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def link_in(letter: EmailMessage) -> str:
    return re.search(r"https?://\S+/set-password/\S+", text_of(letter)).group()


def follow(page: Page, control: Locator) -> None:
    """Press what leads to another page, and wait until that page is there, whole.

    The page before has to be whole too: its own arrival would be taken for the next page's.
    """
    expect(control).to_be_visible()
    page.wait_for_load_state()
    with page.expect_navigation():
        control.click()


def text_in(place: Locator) -> str:
    """Return the text of an element once it has some."""
    expect(place).to_have_text(re.compile(r"\S"))
    return place.inner_text()


def see_drawn(image: Locator) -> None:
    """Wait until the picture has loaded."""
    expect(image).to_have_js_property("complete", value=True)
    expect(image).not_to_have_js_property("naturalWidth", value=0)


def see_no_sideways_scrolling(page: Page) -> None:
    """Wait until the page is no wider than its window."""
    until(page, "document.documentElement.scrollWidth <= innerWidth")


def until(page: Page, condition: str) -> None:
    """Wait until an expression is true in the page.

    Playwright's `wait_for_function` would compile its words in the page each time it looks, which
    our policy forbids from the second time on.
    """
    page.evaluate(
        f"""patience => new Promise((done, fail) => {{
            const end = Date.now() + patience;
            const look = () => {{
                if ({condition}) done();
                else if (Date.now() > end) fail(new Error({condition!r}));
                else setTimeout(look, 50);
            }};
            look();
        }})""",
        PATIENCE,
    )


def see_names_in_one_line(page: Page) -> None:
    """Both names of the first person of a list stand side by side, and nothing lies over them."""
    names = page.locator(".cvms-loaded__name")
    for place in range(2):
        names.nth(place).click(trial=True)
    tops = (
        f"document.querySelectorAll('.cvms-loaded__name')[{place}].getBoundingClientRect().top"
        for place in range(2)
    )
    until(page, f"Math.abs({' - '.join(tops)}) < 2")


def sheets(page: Page) -> int:
    """How many sheets of Letter paper the page takes, printed as a browser does by itself."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter", print_background=False)))


def set_password(page: Page, link: str, password: str = make.PASSWORD) -> None:
    page.goto(link)
    labelled(page, "New Password").fill(password)
    page.get_by_label("Confirm New Password").fill(password)
    follow(page, page.get_by_role("button", name="Change Password"))


def give(page: Page, name: str, values: list[str]) -> None:
    """Answer a question, whatever kind of field it has."""
    field = page.locator(f"main [name={name}]").first
    if field.get_attribute("type") in ("radio", "checkbox"):
        for value in values:
            page.locator(f'[name={name}][value="{value}"] + label').click()
    elif field.evaluate("field => field.tagName === 'SELECT'"):
        field.select_option(values)
    else:
        field.fill(values[0])


def choose(page: Page, name: str, data: bytes) -> None:
    """Choose a file; the page sends it by itself, once its scripts are there."""
    field = page.locator("input[type=file]")
    expect(field).to_be_attached()
    page.wait_for_load_state()
    with page.expect_navigation():
        field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
