"""State staff's day and the auditor's day, in a real browser."""

import re
from collections.abc import Callable
from subprocess import Popen

import pytest
from playwright.sync_api import Page, expect

from cvms.accounts.permissions import Role
from cvms.local.inbox import Mailbox
from cvms.staff.actions.counting import recount
from tests import make

from .walk import (
    choose,
    follow,
    labelled,
    letter_to,
    link_in,
    set_password,
    sign_in,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
INVITATION = "Complete your registration in the CVMS Organization Portal"
LIST = (
    b"Organization Name,First Name,Last Name,Email\n"
    b"Coastal Mills,Ida,Roe,ida@coastal.example\n"
    b"Coastal Mills,Ed,Fry,ed@coastal.example\n"
    b",Cy,Lee,cy@plant.example\n"
)


def test_state_staff_invite_a_list_find_an_organization_and_deactivate_it(
    page: Page,
    new_page: Callable[..., Page],
    worker: Popen,
    mailbox: Mailbox,
    accessible: Callable[[Page], None],
) -> None:
    # Given somebody of the state's staff
    staff = make.user(Role.STATE_STAFF)
    sign_in(page, "staff", staff.email)
    expect(page.get_by_role("heading", name="What needs attention")).to_be_visible()

    # When a list is uploaded, what is wrong stands beside its row, and the good rows are invited
    follow(page, page.get_by_role("link", name="Organizations", exact=True))
    follow(page, page.get_by_role("link", name="Invite many with a file"))
    choose(page, "list.csv", LIST)
    expect(page.get_by_text("Enter the organization's name.")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Send invitations").click()
    expect(page.get_by_text("1 organization was invited.")).to_be_visible()

    # Then a point of contact comes in by the letter
    theirs = new_page()
    letter = letter_to(page, mailbox, "ida@coastal.example", INVITATION)
    set_password(theirs, re.sub(r"^https?://[^/]+", "", link_in(letter)))
    expect(theirs.get_by_role("heading", name="Organization Information")).to_be_visible()

    # And staff find the organization by that person's name, and add one more
    follow(page, page.get_by_role("link", name="Organizations", exact=True))
    page.get_by_label("Name or point of contact").fill("ida roe")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("1 organization", exact=True)).to_be_visible()
    expect(page).not_to_have_url(re.compile("ida"))
    follow(page, page.get_by_role("link", name="Coastal Mills"))
    page.get_by_text("Add a point of contact").click()
    labelled(page, "Point of contact's first name").fill("Nadia")
    labelled(page, "Point of contact's last name").fill("Brandt")
    labelled(page, "Point of contact's email").fill("nadia@coastal.example")
    page.get_by_role("button", name="Add and send invitation").click()
    expect(page.get_by_text("Nadia Brandt was added")).to_be_visible()
    letter_to(page, mailbox, "nadia@coastal.example", INVITATION)
    accessible(page)

    # When the organization is deactivated, its point of contact is out at once
    page.get_by_role("button", name="Deactivate this organization").click()
    page.get_by_role("dialog").get_by_role("button", name="Deactivate").click()
    expect(page.get_by_text("This organization is deactivated")).to_be_visible()
    theirs.goto("/organization/")
    expect(theirs).to_have_url(re.compile("sign-in"))
    page.get_by_role("button", name="Reactivate").click()
    expect(page.get_by_text("was reactivated")).to_be_visible()


def test_charts_are_drawn_from_tables_that_are_there_without_scripts(
    new_page: Callable[..., Page],
) -> None:
    staff = make.user(Role.STATE_STAFF)
    make.loaded(make.organization(by=staff), *make.people(3))
    recount()
    page = new_page()
    sign_in(page, "staff", staff.email)
    page.goto("/staff/statistics/")
    expect(page.locator("canvas")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV.*By county")).click()
    assert "Wake,3" in download.value.path().read_text("utf-8-sig")

    plain = new_page(java_script_enabled=False)
    sign_in(plain, "staff", staff.email)
    plain.goto("/staff/statistics/")
    expect(plain.locator("canvas")).to_have_count(0)
    expect(plain.get_by_role("cell", name="100.0%")).to_be_visible()


def test_an_auditor_finds_what_a_person_did_and_exports_it(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    # Given a point of contact who loaded a list
    staff = make.user(Role.STATE_STAFF)
    organization = make.organization(by=staff, email="hr@coastal.example")
    make.loaded(organization, *make.people(2))
    auditor = make.user(Role.AUDITOR)
    sign_in_to_audit(page, auditor.email)

    # When the auditor asks for that person by email
    page.get_by_label("Who did it").fill("hr@coastal.example")
    page.get_by_role("button", name="Show").click()

    # Then all of it is there, the address holds no name, and the file has the same
    expect(page.get_by_role("rowheader", name="uploads: loaded")).to_be_visible()
    expect(page.get_by_text("Showing only: by hr@coastal.example.cvmsorg")).to_be_visible()
    expect(page).not_to_have_url(re.compile("coastal"))
    accessible(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    assert "uploads.loaded" in text
    assert auditor.email not in text

    # And the export is an event itself
    page.get_by_role("link", name="Clear").click()
    expect(page.get_by_role("rowheader", name="audit: exported")).to_be_visible()


def sign_in_to_audit(page: Page, email: str) -> None:
    """Where auditors start is the trail itself."""
    page.goto("/staff/sign-in/")
    page.get_by_label("Username or email").fill(email)
    labelled(page, "Password").fill(make.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/audit/")
