"""What people do, in words that the tests read as."""

import re
from email.message import EmailMessage

from playwright.sync_api import Locator, Page

from cvms.local.inbox import Mailbox
from tests import make

BULK = "/organization/bulk-registration/"


def sign_in(page: Page, door: str, login: str, password: str = make.PASSWORD) -> None:
    page.goto(f"/{door}/sign-in/")
    page.get_by_label("Username or email").fill(login)
    labelled(page, "Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**/{door}/")


def labelled(page: Page, label: str) -> Locator:
    """The field of exactly this label, required (with an asterisk before it) or not."""
    return page.get_by_label(re.compile(rf"^\W*{re.escape(label)}\s*$"))


def letter_to(
    page: Page, mailbox: Mailbox, address: str, subject: str, *, seconds: int = 60
) -> EmailMessage:
    """The letter, once the worker has sent it; asks the page's clock, so nothing else waits."""
    for _ in range(seconds * 20):
        for _number, message in list(mailbox.messages):
            if message["to"] == address and message["subject"] == subject:
                return message
        page.wait_for_timeout(50)

    raise AssertionError(f"no {subject!r} for {address}")


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def link_in(letter: EmailMessage) -> str:
    return re.search(r"https?://\S+/set-password/\S+", text_of(letter)).group()


def follow(page: Page, control: Locator) -> None:
    """Press what leads to another page, and wait until that page is there, whole."""
    with page.expect_navigation():
        control.click()


def sheets(page: Page) -> int:
    """How many sheets of Letter paper the page takes, printed as a browser does by itself."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter", print_background=False)))


def set_password(page: Page, link: str, password: str = make.PASSWORD) -> None:
    page.goto(link)
    labelled(page, "New Password").fill(password)
    page.get_by_label("Confirm New Password").fill(password)
    follow(page, page.get_by_role("button", name="Change Password"))


def choose(page: Page, name: str, data: bytes) -> None:
    """Choose a file; the page sends it by itself."""
    with page.expect_navigation():
        page.set_input_files(
            "input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": data}
        )
