"""A list uploaded and corrected where scripts are off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.recipients.models import Recipient
from cvms.uploads.models import TypedRow, Upload
from tests import make
from tests.e2e import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ROWS = [("Al", "Ash", "al@ash"), ("Bo", "Birch", "bo@birch.example"), ("", "Cedar", "cy@c.example")]


def _press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_list_is_uploaded_and_corrected_without_scripts(
    new_page: Callable[..., Page], contact: User
) -> None:
    page = new_page(java_script_enabled=False)
    walk.sign_in(page, "organization", contact.email)
    page.goto(walk.BULK)
    page.locator("input[type=file]").set_input_files(
        {"name": "crew.csv", "mimeType": "text/csv", "buffer": make.csv(*ROWS)}
    )
    walk.follow(page, page.get_by_role("button", name="Upload Files"))
    expect(page.get_by_text("2 records have a problem")).to_be_visible()

    # Enter in a preview's cell checks again, and creates nothing
    page.get_by_label("Email, line 1").fill("al@ash.example")
    _press_enter(page)
    expect(page.get_by_text("1 record has a problem")).to_be_visible()
    expect(page.get_by_label("Email, line 1")).to_have_value("al@ash.example")
    assert Upload.objects.get().state == Upload.State.PREVIEW
    assert not Recipient.objects.exists()

    # Create Records loads what is good
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    expect(page.get_by_text("2 recipient records were created successfully.").first).to_be_visible()
    walk.follow(page, page.get_by_role("button", name="OK"))

    # Enter in the worklist keeps what was typed, and sends nothing
    page.get_by_label("First Name, line 3").fill("Cy")
    _press_enter(page)
    expect(page.get_by_text("What you typed is saved.")).to_be_visible()
    expect(page.get_by_label("First Name, line 3")).to_have_value("Cy")
    assert TypedRow.objects.get().first_name == "Cy"
    walk.see_rows(page, Recipient.objects.all(), 2)

    # And its button sends it
    walk.follow(page, page.get_by_role("button", name="Send the corrected records"))
    expect(page.get_by_text("1 loaded, 0 left to correct")).to_be_visible()
    walk.follow(page, page.get_by_role("button", name="OK"))
    expect(page.get_by_text("All failed records were corrected and sent again.")).to_be_visible()
    walk.see_rows(page, Recipient.objects.all(), 3)
