"""The weekly list of everybody, of whom most are known."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.models import User
from cvms.local.inbox import Mailbox
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.recipients.models import Recipient
from cvms.uploads.actions import loading
from cvms.uploads.models import Upload
from tests import make
from tests.e2e import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
KNOWN = make.people(4897)
NEW = make.people(100, "new.example")
WRONG = [("", "Doe", "doe@x.example"), ("Bo", "", "bo@x.example"), ("Cy", "Cedar", "cy.cedar")]
LINES = (4998, 4999, 5000)


def test_a_weekly_list_of_5000_asks_only_about_three_wrong_records(
    new_page: Callable[..., Page],
    organization: Organization,
    contact: User,
    start_worker: Callable[[], object],
    mailbox: Mailbox,
    accessible: Callable[[Page], None],
) -> None:
    # Given everybody of last week, whose letters have left
    last = make.upload(organization, make.csv(*KNOWN), volume=Upload.Volume.HIGH)
    loading.load(pk=last.pk)
    Message.objects.all().delete()
    start_worker()

    # When this week's list comes, with 100 new people and three mistakes
    page = new_page()
    walk.sign_in(page, "organization", contact.email)
    page.goto(f"{walk.BULK}?volume=high")
    walk.choose(page, "week.csv", make.csv(*KNOWN, *NEW, *WRONG))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 of 1 file uploaded")
    letter = walk.letter_to(
        page, mailbox, contact.email, "Bulk Employee Upload - Completed with Errors"
    )

    # Then the dialog is there until Done is pressed, though the file is loaded
    expect(dialog).to_be_visible()
    walk.follow(page, page.get_by_role("link", name="Done"))

    # And the page tells each kind, and its grid has only the three
    main = page.get_by_role("main")
    expect(main).to_contain_text(
        "5,000 records: 100 loaded, 4,897 already on your list, 3 to correct"
    )
    expect(main.locator(".usa-alert--success")).to_have_count(0)
    rows = page.locator("[data-grid] tbody tr")
    expect(rows).to_have_count(3)
    for place, line in enumerate(LINES):
        expect(rows.nth(place).get_by_role("rowheader")).to_contain_text(str(line))
    accessible(page)

    # And the letter keeps the guide's counts and says how many need nothing
    text = walk.text_of(letter)
    assert "Number of Records Successfully Loaded: 100" in text
    assert "Number of Records Failed: 4900" in text
    assert "Of these, 4,897 are already on your list and need nothing." in text

    # And only the new people are written to
    walk.see_rows(page, Message.objects.filter(kind="recipient_invitation"), len(NEW))
    walk.see_rows(page, Recipient.objects.all(), len(KNOWN) + len(NEW))
