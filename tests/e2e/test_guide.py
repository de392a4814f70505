"""The guide, walked from the invitation email to the table of loaded recipients."""

import re

import pytest
from playwright.sync_api import expect

from cvms.mail.models import Message
from cvms.organizations.actions.inviting import invite
from cvms.recipients.models import Recipient
from tests import make
from tests.e2e import walk

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def invited(staff, worker):
    """An organization that was invited a moment ago."""
    return invite(
        name="Blue Ridge Foods",
        first_name="Helen",
        last_name="Ostrander",
        email="helen@blueridge.example",
        by=staff,
    )


@pytest.fixture
def at_work(invited, page, mailbox):
    """Sign in and go to the Bulk Registration tab, checking each page."""
    letter = walk.letter_to(
        page,
        mailbox,
        "helen@blueridge.example",
        "Complete your registration in the CVMS Organization Portal",
    )
    assert letter["from"] == "NC CVMS <nccvms@dhhs.nc.gov>"
    assert "helen@blueridge.example.cvmsorg" in walk.text_of(letter)
    walk.set_password(page, walk.link_in(letter))
    page.wait_for_url("**/organization/")
    expect(page.get_by_role("link", name="Bulk Registration", exact=True)).to_have_count(0)
    page.get_by_label("Street Address").fill("2222 Main St")
    page.get_by_label("City").fill("Raleigh")
    page.get_by_label("Zip Code").fill("27610")
    page.get_by_label("County").select_option("Wake")
    walk.follow(page, page.get_by_role("button", name="Submit"))
    walk.follow(page, page.get_by_role("navigation").get_by_role("link", name="Bulk Registration"))
    return page


def test_a_low_volume_list_is_uploaded_previewed_and_created(at_work, page, mailbox, accessible):
    # Given a list of four people, one of them without email
    data = make.csv(*make.people(3), ("Jan", "Day", ""))

    # When she uploads it, reviews it and creates the records
    box = page.locator("[data-drop]")
    expect(box).to_contain_text("Upload Files")
    expect(box).to_contain_text("Or drop files")
    expect(page.get_by_role("button", name="Upload Files")).to_have_count(0)  # it goes by itself
    walk.choose(page, "crew.csv", data)
    expect(page.get_by_text("Email Address is blank")).to_have_count(1)
    accessible(page)
    walk.follow(page, page.get_by_role("button", name="Create Records"))

    # Then an alert tells how many were created and how many failed
    alert = page.get_by_role("dialog")
    expect(alert).to_contain_text("3 recipient records were created successfully.")
    expect(alert).to_contain_text("1 recipient record failed.")
    walk.follow(page, alert.get_by_role("button", name="OK"))
    accessible(page)

    # And the email has the counts, the file name and the failed record alone
    letter = walk.letter_to(
        page,
        mailbox,
        "helen@blueridge.example",
        "Bulk Employee Upload - Completed with Errors",
    )
    text = walk.text_of(letter)
    assert "Filename: crew.csv" in text
    assert "Number of Records Successfully Loaded: 3" in text
    assert "Number of Records Failed: 1" in text
    [attachment] = letter.iter_attachments()
    assert attachment.get_payload(decode=True) == (
        b"\xef\xbb\xbfFirstName,LastName,PersonEmail,Error\r\n"
        b"Jan,Day,,Line 4: Email Address is blank\r\n"
    )

    # And each loaded person has an invitation whose link makes an account
    invitation = walk.letter_to(
        page,
        mailbox,
        "person1@people.example",
        "Welcome to the COVID-19 Vaccine Management System",
    )
    assert invitation["from"] == "Vaccine Management System <nccvms@dhhs.nc.gov>"
    assert "person1@people.example.covid19vaccine" in walk.text_of(invitation)
    assert "Blue Ridge Foods" in walk.text_of(invitation)
    assert "account is not required to receive a COVID-19 vaccine" in walk.text_of(invitation)


def test_the_table_of_loaded_people_is_searched_and_sorted(at_work, page, mailbox, accessible):
    # Given people loaded by Low Volume
    walk.choose(
        page, "crew.csv", make.csv(("Zoe", "Abel", "z@x.example"), ("Abe", "Zorn", "a@x.example"))
    )
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    walk.follow(page, page.get_by_role("dialog").get_by_role("button", name="OK"))

    # When she looks at the tab
    page.goto(walk.BULK)

    # Then the count, the sort arrow and the search work
    loaded = page.locator("#loaded")
    expect(loaded).to_contain_text("Total number of records: 2")
    loaded.get_by_role("link", name="Last Name").click()
    page.wait_for_url("**sort=last_name**")
    expect(loaded.locator("tbody tr").first).to_have_text(re.compile(r"^\s*Zoe"))
    expect(loaded.get_by_role("columnheader", name="Last Name")).to_contain_text("↑")
    accessible(page)
    loaded.get_by_role("searchbox").fill("abe zorn")
    loaded.get_by_role("button", name="Search").click()
    loaded.get_by_text("Searched for “abe zorn”: 1 record found.").wait_for()
    expect(page.locator("#loaded tbody tr")).to_have_count(1)
    expect(page).not_to_have_url(re.compile("zorn"))
    loaded.get_by_role("button", name="Clear the search").click()
    expect(page.locator("#loaded tbody tr")).to_have_count(2)

    # And an invitation that goes again is said in its person's row
    abe = Recipient.objects.get(email="a@x.example").pk
    invitation = Message.objects.filter(kind="recipient_invitation", about=abe)
    walk.eventually(page, invitation.filter(state=Message.State.SENT).exists)
    page.reload()
    loaded.get_by_role("button", name="Send again to Abe Zorn").click()
    said = loaded.get_by_text("A new invitation to Abe Zorn is on its way.")
    expect(said).to_be_in_viewport()
    expect(said).to_be_focused()


def test_a_high_volume_list_of_4999_records_fails_in_each_way_and_loads_the_rest(
    at_work, page, mailbox, accessible
):
    # Given 4,999 records: five good ones stand again, and each of the guide's other faults once
    good = make.people(4999 - 5 - 4)
    faults = [
        *good[:5],
        ("", "NoFirst", "no.first@people.example"),
        ("NoLast", "", "no.last@people.example"),
        ("NoMail", "Atall", ""),
        ("Bad", "Mail", "bademail"),
    ]
    page.goto(f"{walk.BULK}?volume=high")

    # When she uploads the file and leaves it to the background
    expect(page.get_by_label("Upload or drop a CSV or Excel file here")).to_be_attached()
    walk.choose(page, "everyone.csv", make.csv(*good, *faults))
    expect(page.locator("main")).to_contain_text("File submitted for processing")
    walk.follow(page, page.get_by_role("dialog").get_by_role("link", name="Done"))

    # Then the page follows the work to its end without being asked
    page.get_by_text("4,990 recipient records were created successfully.").first.wait_for()
    accessible(page)

    # And the email has the counts and the error file byte for byte
    letter = walk.letter_to(
        page, mailbox, "helen@blueridge.example", "Bulk Employee Upload - Completed with Errors"
    )
    text = walk.text_of(letter)
    assert "Number of Records Successfully Loaded: 4990" in text
    assert "Number of Records Failed: 9" in text
    [attachment] = letter.iter_attachments()
    errors = attachment.get_payload(decode=True)
    assert attachment.get_filename() == "everyone_errors.csv"
    assert errors == _expected(good, faults)
    walk.see_rows(page, Recipient.objects.all(), 4990)

    # And that file, corrected, loads as it is
    corrected = errors.replace(b"\r\n,NoFirst", b"\r\nNow,NoFirst")
    page.goto(walk.BULK)
    walk.choose(page, "everyone_errors.csv", corrected)
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    expect(page.get_by_role("dialog")).to_contain_text("1 recipient record was created")


def _expected(good, faults) -> bytes:
    reasons = ["Email Address is duplicate"] * 5 + [
        "First Name is blank",
        "Last Name is blank",
        "Email Address is blank",
        "Email Address is invalid",
    ]
    lines = ["FirstName,LastName,PersonEmail,Error"] + [
        f"{','.join(person)},Line {line}: {reason}"
        for line, (person, reason) in enumerate(
            zip(faults, reasons, strict=True), start=len(good) + 1
        )
    ]
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode()


def test_without_javascript_the_guide_works(invited, new_page, mailbox):
    page = new_page(java_script_enabled=False)
    letter = walk.letter_to(
        page,
        mailbox,
        "helen@blueridge.example",
        "Complete your registration in the CVMS Organization Portal",
    )
    walk.set_password(page, walk.link_in(letter))
    page.get_by_label("Street Address").fill("2222 Main St")
    page.get_by_label("City").fill("Raleigh")
    page.get_by_label("Zip Code").fill("27610")
    page.get_by_label("County").select_option("Wake")
    walk.follow(page, page.get_by_role("button", name="Submit"))
    walk.follow(page, page.get_by_role("link", name="Go to Bulk Registration"))
    page.set_input_files(
        "input[type=file]",
        {"name": "a.csv", "mimeType": "text/csv", "buffer": make.csv(*make.people(2))},
    )
    walk.follow(page, page.get_by_role("button", name="Upload Files"))
    walk.follow(page, page.get_by_role("button", name="Create Records"))
    expect(page.locator("main")).to_contain_text("2 recipient records were created successfully.")
