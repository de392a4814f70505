"""A morning of corrections by keyboard, with two ends of the session."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.accounts.models.sessions import Session
from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient
from cvms.uploads.actions import loading
from cvms.uploads.models import TypedRow, Upload
from tests import make
from tests.e2e import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WRONG = 172


@pytest.fixture
def file(organization: Organization) -> Upload:
    """A file in which no record has a first name."""
    rows = [("", f"Last{line}", f"person{line}@plant.example") for line in range(1, WRONG + 1)]
    upload = make.upload(organization, make.csv(*rows), volume=Upload.Volume.HIGH, name="big.csv")
    return loading.load(pk=upload.pk)


def _type(page: Page, lines: range) -> None:
    """Type the missing names, each followed by the key that goes to the row below."""
    expect(page.get_by_label(f"First Name, line {lines[0]}", exact=True)).to_be_focused()
    for line in lines:
        page.keyboard.type(f"Ann{line}")
        page.keyboard.press("Enter")


def _sign_out_behind_their_back() -> None:
    Session.objects.all().delete()


def _kept(page: Page, rows: int) -> None:
    expect(page.locator("[data-changed]")).to_have_text(str(rows))


def test_172_corrections_by_keyboard_outlive_two_ends_of_the_session(
    new_page: Callable[..., Page], contact: User, file: Upload, accessible: Callable[[Page], None]
) -> None:
    # Given 172 records to correct, and sixty of them typed
    page = new_page()
    walk.sign_in(page, "organization", contact.email)
    address = f"{walk.BULK}uploads/{file.pk}/"
    page.goto(address)
    page.keyboard.press("F8")
    _type(page, range(1, 61))
    _kept(page, 60)
    accessible(page)

    # When the session ends while the next five are typed
    _sign_out_behind_their_back()
    _type(page, range(61, 66))
    expect(page.get_by_text("Not saved yet").first).to_be_visible()
    walk.see_rows(page, TypedRow.objects.all(), 60)

    # Then the same portal takes them back to the page, and the five are there and are kept
    page.reload()
    page.get_by_label("Username or email").fill(contact.email)
    walk.labelled(page, "Password").fill(make.PASSWORD)
    walk.follow(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    expect(page).to_have_url(re.compile(f"{address}$"))
    expect(page.get_by_label("First Name, line 65", exact=True)).to_have_value("Ann65")
    _kept(page, 65)

    # When they go on at the next problem, and the session ends once more
    page.keyboard.press("F8")
    _type(page, range(66, 131))
    _kept(page, 130)
    _sign_out_behind_their_back()
    _type(page, range(131, 136))
    expect(page.get_by_text("Not saved yet").first).to_be_visible()

    # Then signing in beside it, in another tab, is enough
    other = page.context.new_page()
    walk.sign_in(other, "organization", contact.email)
    _kept(page, 135)
    _type(page, range(136, WRONG + 1))
    _kept(page, WRONG)

    # And all are sent from the keyboard, none is lost, and each is on its own line
    page.keyboard.press("Control+Enter")
    sent = page.get_by_role("dialog")
    expect(sent).to_contain_text("172 recipient records were created successfully.")
    people = Recipient.objects.values_list("first_name", "last_name")
    assert set(people) == {(f"Ann{line}", f"Last{line}") for line in range(1, WRONG + 1)}
