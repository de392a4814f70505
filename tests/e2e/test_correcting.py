"""Correcting records on the page, where the guide has people download and fix a file."""

import re

import pytest
from playwright.sync_api import expect

from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload
from tests import make
from tests.e2e import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(new_page, contact, worker):
    """A browser in which the point of contact of an organization at work is signed in."""
    page = new_page()
    walk.sign_in(page, "organization", contact.email)
    return page


def _fill_by_keyboard(page, text):
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_the_failures_of_4999_rows_are_corrected_by_keyboard_alone(page, accessible):
    # Given a file of 4,999 rows of which three failed
    failing = [
        ("", "Alder", "a.alder@plant.example"),
        ("Bo", "Birch", "bo.birch@gmial.com"),
        ("Cy", "Cedar", "cy.cedar"),
    ]
    data = make.csv(*make.people(4996), failing[0], ("Bo", "", failing[1][2]), failing[2])
    page.goto(f"{walk.BULK}?volume=high")
    walk.choose(page, "everyone.csv", data)
    expect(page.get_by_role("dialog").get_by_role("link", name="Done")).to_be_focused()
    page.keyboard.press("Enter")  # Done has the focus
    page.get_by_role("heading", name="Correct the failed records").wait_for()

    # When each problem is jumped to, corrected and sent, without a mouse
    page.get_by_role("button", name="Go to the next problem").focus()
    page.keyboard.press("Enter")
    _fill_by_keyboard(page, "Ann")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    _fill_by_keyboard(page, "Birch")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    suggestion = page.get_by_role("button", name="Did you mean bo.birch@gmail.com?")
    expect(suggestion).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    _fill_by_keyboard(page, "cy.cedar@plant.example")
    accessible(page)
    page.get_by_role("button", name="Send the corrected records").focus()
    page.keyboard.press("Enter")

    # Then just those three are loaded
    expect(page.locator("dialog[open]")).to_contain_text(
        "3 recipient records were created successfully."
    )
    correction = Upload.objects.get(corrects__isnull=False)
    assert (correction.records, correction.loaded) == (3, 3)
    assert set(Recipient.objects.filter(upload=correction).values_list("email", flat=True)) == {
        "a.alder@plant.example",
        "bo.birch@gmail.com",
        "cy.cedar@plant.example",
    }

    # And the first upload has nothing left to correct
    page.goto(f"{walk.BULK}uploads/{correction.corrects_id}/")
    expect(page.locator("main")).to_contain_text(
        "All failed records were corrected and sent again."
    )


def test_a_file_on_the_wrong_tab_moves_to_the_right_one_with_one_click(page):
    page.goto(walk.BULK)
    walk.choose(page, "big.csv", make.csv(*make.people(101)))
    expect(page.locator("main")).to_contain_text("The file has 101 records, and the limit is 100.")

    walk.follow(page, page.get_by_role("button", name="Upload this file with High Volume"))
    walk.follow(page, page.get_by_role("link", name="Done"))

    page.get_by_text("101 recipient records were created successfully.").first.wait_for()


def test_a_preview_is_corrected_checked_again_and_created(page, accessible):
    page.goto(walk.BULK)
    walk.choose(
        page, "crew.csv", make.csv(("Al", "Ash", "al@ash"), ("Bo", "Birch", "bo@b.example"))
    )
    expect(page.locator("main")).to_contain_text("1 record has a problem")

    page.get_by_label("Email, line 1").fill("al@ash.example")
    page.get_by_role("button", name="Check again").click()
    page.get_by_text("2 records were found and none has a problem.").wait_for()
    accessible(page)
    walk.follow(page, page.get_by_role("button", name="Create Records"))

    expect(page.locator("dialog[open]")).to_contain_text(
        "2 recipient records were created successfully."
    )


def test_the_history_shows_counts_person_time_and_error_file(page, organization, accessible):
    make.loaded(organization, *make.people(2), ("", "Doe", "doe@x.example"))
    page.goto(walk.BULK)

    walk.follow(page, page.get_by_role("link", name="All uploads"))

    row = page.get_by_role("row", name="staff.csv")
    expect(row).to_contain_text("by Marcus Lindqvist")
    expect(row).to_have_text(re.compile(r"Loaded\s+2 loaded, 1 to correct\s+2\s+1\s"))
    accessible(page)
    with page.expect_download() as download:
        row.get_by_role("link", name="Download").click()
    assert b"Line 3: First Name is blank" in download.value.path().read_bytes()


def test_back_and_a_second_press_create_nothing_twice(page):
    page.goto(walk.BULK)
    walk.choose(page, "crew.csv", make.csv(*make.people(3)))
    page.get_by_role("button", name="Create Records").dblclick()
    page.get_by_role("heading", name="Records created").wait_for()
    page.go_back()
    page.goto(page.url)

    walk.see_rows(page, Recipient.objects.all(), 3)
    walk.see_rows(page, Upload.objects.all(), 1)


def test_after_create_records_in_one_tab_it_is_too_late_to_cancel_in_another(
    page, new_page, contact
):
    page.goto(walk.BULK)
    walk.choose(page, "crew.csv", make.csv(*make.people(3)))
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Create Records").click()
    page.get_by_role("heading", name="Records created").wait_for()

    other.get_by_role("button", name="Cancel").click()

    other.get_by_text("It was too late to cancel.").wait_for()
    walk.see_rows(page, Recipient.objects.all(), 3)
    assert Upload.objects.get().state == Upload.State.LOADED


def test_what_was_typed_and_not_sent_is_there_on_return(page, accessible):
    # Given a cell of a preview that was corrected and not sent
    page.goto(walk.BULK)
    walk.choose(page, "crew.csv", make.csv(("Al", "Ash", "al@ash")))
    preview = page.url
    page.get_by_label("Email, line 1").fill("al@ash.example")
    expect(page.get_by_text("Fixed", exact=True)).to_be_visible()

    # When the page is left and opened again
    walk.follow(page, page.get_by_role("navigation").get_by_role("link", name="Home"))
    page.goto(preview)

    # Then nothing is lost
    expect(page.get_by_label("Email, line 1")).to_have_value("al@ash.example")
    accessible(page)
    page.get_by_role("button", name="Create Records").click()
    page.get_by_text("1 recipient record was created").first.wait_for()


def test_a_message_is_not_repeated_on_reload(page):
    page.goto(walk.BULK)
    walk.choose(page, "crew.csv", make.csv(*make.people(2)))
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    page.get_by_role("heading", name="Records created").wait_for()

    page.reload()

    expect(page.get_by_role("heading", name="crew.csv")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
