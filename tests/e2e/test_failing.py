"""A list that could not be loaded, as the person who waits for it sees it."""

import pytest
from django.db import connection
from playwright.sync_api import expect

from cvms.recipients.models import Recipient
from cvms.uploads.actions import failing, loading
from cvms.uploads.models import Upload
from tests import make
from tests.e2e import walk
from tests.e2e.conftest import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def give_up():
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = 'uploads.load'",
            [],
        )
    failing.fail_abandoned()


def test_a_person_waiting_for_a_list_that_fails_is_told_and_tries_again(
    new_page, organization, contact, start_worker, mailbox, accessible
):
    # Given somebody with a phone who watches a file being loaded
    page = new_page(viewport=PHONE)
    walk.sign_in(page, "organization", contact.email)
    upload = make.upload(organization, make.csv(*make.people(3)), volume=Upload.Volume.HIGH)
    loading.start_reading(pk=upload.pk)
    page.goto(f"{walk.BULK}uploads/{upload.pk}/?submitted=done")
    page.get_by_text("Loading the records").wait_for()

    # When its loading is given up
    give_up()

    # Then the page says so by itself, and one press loads it
    page.get_by_text("This file could not be loaded").wait_for()
    expect(page.get_by_text("File submitted for processing")).to_have_count(0)
    accessible(page)
    start_worker()
    walk.letter_to(page, mailbox, contact.email, "Bulk Employee Upload - Failed")
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("All records were loaded").wait_for()
    walk.see_rows(page, Recipient.objects.all(), 3)


def test_a_person_who_leaves_as_the_loading_ends_stays_on_the_other_page(
    new_page, organization, contact
):
    # Given a page that asks how far its file is, and gets the answer late
    page = new_page()
    walk.sign_in(page, "organization", contact.email)
    upload = make.upload(organization, make.csv(*make.people(3)), volume=Upload.Volume.HIGH)
    asked = []

    def hold(route):
        asked.append(route)

    page.route("**/progress/**", hold)
    with page.expect_request("**/progress/**"):
        page.goto(f"{walk.BULK}uploads/{upload.pk}/?submitted=done")

    # When that answer, to load the page anew, comes while its person is on the way home
    def late(route):
        asked[0].fulfill(headers={"HX-Refresh": "true"}, body="")
        route.continue_()

    page.route("**/organization/", late)
    page.get_by_role("navigation").get_by_role("link", name="Home").click()

    # Then home is where they come to
    page.get_by_role("heading", name="Waiting for you").wait_for()


def test_a_list_that_is_too_large_is_refused_before_it_is_sent(
    new_page, organization, contact, accessible
):
    # Given somebody with a phone whose spreadsheet is full of pictures
    page = new_page(viewport=PHONE)
    walk.sign_in(page, "organization", contact.email)
    page.goto(walk.BULK)
    large = {"name": "staff.xlsx", "mimeType": "text/csv", "buffer": bytes(12 * 2**20)}

    # When it is chosen, then the page says at once what to do, and sends nothing
    field = page.locator("input[type=file]").first
    field.set_input_files([large])
    expect(page.get_by_role("alert")).to_contain_text("staff.xlsx is larger than 5.0")
    accessible(page)
    walk.see_no_sideways_scrolling(page)
    assert not Upload.objects.exists()

    # And a smaller one goes on by itself
    small = {"name": "staff.csv", "mimeType": "text/csv", "buffer": make.csv(*make.people(2))}
    field.set_input_files([small])
    page.get_by_role("button", name="Create Records").wait_for()
