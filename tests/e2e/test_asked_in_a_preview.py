"""A preview asks which sheet of a workbook to read, and whether an address is right."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.recipients.models import Recipient
from tests import make
from tests.e2e import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
HEADINGS = ("First Name", "Last Name", "Email")


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def script(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def page(script: bool, new_page: Callable[..., Page], contact: User) -> Page:
    page = new_page(java_script_enabled=script)
    walk.sign_in(page, "organization", contact.email)
    page.goto(walk.BULK)
    return page


@pytest.fixture
def upload(script: bool, page: Page) -> Callable[[str, bytes], None]:
    """Choose a file, which the page's script sends by itself."""

    def send(name: str, data: bytes) -> None:
        if script:
            walk.choose(page, name, data)
            return
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        page.locator("input[type=file]").set_input_files(file)
        walk.follow(page, page.get_by_role("button", name="Upload Files"))

    return send


def _workbook(**sheets: list[tuple[str, str, str]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, people in sheets.items():
        sheet = book.create_sheet(title)
        for row in (HEADINGS, *people):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _emails() -> set[str]:
    return set(Recipient.objects.values_list("email", flat=True))


def test_another_sheet_of_a_workbook_is_chosen(
    page: Page, upload: Callable[[str, bytes], None]
) -> None:
    data = _workbook(June=make.people(3, "june.example"), July=make.people(2, "july.example"))
    upload("crew.xlsx", data)
    expect(page.get_by_label("Email, line 1")).to_have_value("person1@june.example")
    expect(page.get_by_text("crew.xlsx (Excel workbook)")).to_be_visible()

    page.get_by_label("Read the people on this sheet").select_option("July")
    walk.follow(page, page.get_by_role("button", name="Read the file this way"))

    expect(page.get_by_label("Email, line 2")).to_have_value("person2@july.example")
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    expect(page.get_by_text("2 recipient records were created").first).to_be_visible()
    assert _emails() == {"person1@july.example", "person2@july.example"}


def test_a_person_confirms_an_address_that_seems_misspelled(
    page: Page, upload: Callable[[str, bytes], None]
) -> None:
    rows = [("Al", "Ash", "al@gmial.com"), ("Bo", "Birch", "bo@gmial.com")]
    upload("crew.csv", make.csv(*rows))

    page.get_by_text("This is right, line 1").click()
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    expect(page.get_by_text("1 recipient record was created").first).to_be_visible()
    assert _emails() == {"al@gmial.com"}

    # And so it is in the worklist, for the other
    walk.follow(page, page.get_by_role("button", name="OK"))
    page.get_by_text("This is right, line 2").click()
    walk.follow(page, page.get_by_role("button", name="Send the corrected records"))
    expect(page.get_by_text("1 loaded, 0 left to correct")).to_be_visible()
    assert _emails() == {"al@gmial.com", "bo@gmial.com"}
