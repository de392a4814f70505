"""What a file does not say by itself is asked, and nobody is invited before the answer."""

import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cvms.recipients.models import Recipient
from cvms.uploads.models import ColumnChoice, Upload

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
HR = (SAMPLES / "should_refuse/hr_export.csv").read_bytes()
LEGAL = {"row": "4", "column-2": "first", "column-3": "last", "column-5": "email"}


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


def _send(browser, data, *, name="staff.csv", tab="low"):
    file = SimpleUploadedFile(name, data, "text/csv")
    where = browser.post(reverse(f"uploads:receive_{tab}"), {"file": file, "key": uuid.uuid4()}).url
    return where.partition("?")[0]


def _loaded():
    return set(Recipient.objects.values_list("first_name", "last_name", "email"))


ANN = ("Ann", "Lee", "ann.lee@plant.example")
JOSE = ("José", "Muñoz Vega", "jose.munoz@plant.example")


def test_unknown_headings_are_asked_about_with_the_best_guess(browser):
    detail = _send(browser, HR)

    page = browser.get(detail).content.decode()

    assert "Which column is which?" in page
    chosen = [line for line in page.splitlines() if "selected" in line]
    assert sum('value="first" selected' in line for line in chosen) == 1
    assert "Legal First Name" in page
    assert "Nguyễn" in page
    assert Upload.objects.get().state == "preview"


def test_chosen_columns_are_shown_before_they_are_used_and_then_loaded(browser):
    detail = _send(browser, HR)

    shown = browser.post(f"{detail}columns/choose/", LEGAL | {"show": "1"}).content.decode()
    assert "How the first rows will be read" in shown
    assert Upload.objects.get().choices == {}

    browser.post(f"{detail}columns/choose/", LEGAL | {"use": "1"})
    preview = browser.get(detail).content.decode()
    assert "1 record has a problem" in preview
    browser.post(f"{detail}create/")
    assert _loaded() == {ANN, JOSE}


def test_the_next_file_with_the_same_headings_is_read_the_same_way(browser, as_user, staff):
    detail = _send(browser, HR)
    browser.post(f"{detail}columns/choose/", LEGAL | {"use": "1"})

    again = _send(browser, HR.replace(b"Ann,Lee", b"Anne,Lee"))

    assert "Review your list" in browser.get(again).content.decode()
    assert ColumnChoice.objects.count() == 1


def test_a_choice_that_lacks_a_column_is_refused_with_all_that_was_chosen(browser):
    detail = _send(browser, HR)

    answer = browser.post(f"{detail}columns/choose/", {"row": "4", "column-6": "email", "use": "1"})

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Choose one column for the first name" in page
    assert page.count('value="email" selected') == 1


def test_a_whole_name_is_split_and_shown_before_it_counts(browser):
    detail = _send(browser, b'Worker,Mail\n"Lee, Ann",ann@p.example\nBo Van Li,bo@p.example\n')
    choice = {"row": "1", "column-1": "full", "column-2": "email"}

    shown = browser.post(f"{detail}columns/choose/", choice | {"show": "1"}).content.decode()
    assert ">Bo Van<" in shown

    browser.post(f"{detail}columns/choose/", choice | {"use": "1"})
    browser.post(f"{detail}create/")
    assert _loaded() == {("Ann", "Lee", "ann@p.example"), ("Bo Van", "Li", "bo@p.example")}


@pytest.mark.parametrize(
    ("sample", "told"),
    [
        ("example_row_on_first_sheet.xlsx", "these sheets have people too"),
        ("filtered_row_hidden.xlsx", "hidden in the sheet"),
        ("mac_roman.csv", "José Muñoz"),
    ],
)
def test_a_high_volume_file_read_with_doubt_waits_until_somebody_confirms(
    browser, work, mailbox, contact, sample, told
):
    data = (SAMPLES / "should_load" / sample).read_bytes()
    detail = _send(browser, data, name=sample, tab="high")
    work()

    upload = Upload.objects.get()
    assert upload.state == "preview"
    assert _loaded() == set()
    [letter] = [message for _, message in mailbox.messages if message["to"] == contact.email]
    assert letter["subject"] == "Bulk Employee Upload - Please Look at Your List"
    assert told in browser.get(detail).content.decode()

    browser.post(f"{detail}create/")
    work()
    upload.refresh_from_db()
    assert upload.state == "loaded"
    assert len(_loaded()) == upload.loaded > 0


def test_another_sheet_can_be_taken_instead_and_hidden_rows_left_out(browser):
    data = (SAMPLES / "should_load/example_row_on_first_sheet.xlsx").read_bytes()
    detail = _send(browser, data, name="staff.xlsx")
    browser.post(f"{detail}sheet/", {"sheet": "My staff"})
    browser.post(f"{detail}create/")
    assert {person[0] for person in _loaded()} == {"Ann", "Bo"}

    hidden = (SAMPLES / "should_load/hidden_row.ods").read_bytes()
    detail = _send(browser, hidden.replace(b"", b""), name="more.ods")
    browser.post(f"{detail}sheet/", {"sheet": "", "without_hidden": "1"})
    upload = Upload.objects.latest("id")
    assert (upload.records, upload.state) == (1, "preview")


def test_an_address_that_seems_misspelled_waits_for_one_of_two_answers(browser):
    people = b"First Name,Last Name,Email\nAnn,Lee,ann@gmial.com\nBo,Li,bo@gmial.com\n"
    detail = _send(browser, people)
    browser.post(f"{detail}create/")
    assert _loaded() == set()
    page = browser.get(detail).content.decode()
    assert "Email Address may be misspelled" in page
    assert "Did you mean ann@gmail.com?" in page
    assert "This is right" in page

    rows = {
        f"{column}-{line}": value
        for line, person in (
            (1, ("Ann", "Lee", "ann@gmail.com")),
            (2, ("Bo", "Li", "bo@gmial.com")),
        )
        for column, value in zip(("first_name", "last_name", "email"), person, strict=True)
    }
    browser.post(f"{detail}correct/", rows | {"right": "2", "key": uuid.uuid4()})

    assert {person[2] for person in _loaded()} == {"ann@gmail.com", "bo@gmial.com"}


def test_another_organizations_file_cannot_be_chosen_for(browser, as_user, staff):
    from tests import make  # noqa: PLC0415

    other = make.organization(by=staff)
    upload = make.upload(other, HR)
    for name in ("columns", "choose_columns", "choose_sheet"):
        address = reverse(f"uploads:{name}", args=[upload.pk])
        answer = browser.get(address) if name == "columns" else browser.post(address, LEGAL)
        assert answer.status_code == 404
    upload.refresh_from_db()
    assert upload.choices == {}


def test_a_preview_that_is_edited_keeps_the_columns_that_were_chosen(browser):
    """The edited file has the template's columns; the choice was about the file before it."""
    data = b"Numero,Wer,Vorname,Wohin\n1,Ash,Al,al@ash.example\n2,Birch,Bo,bo@birch\n"
    detail = _send(browser, data)
    chosen = {"row": "1", "column-2": "last", "column-3": "first", "column-4": "email"}
    browser.post(f"{detail}columns/choose/", chosen | {"use": "1"})
    cells = {"first_name-2": "Bo", "last_name-2": "Birch", "email-2": "bo@birch.example"}

    browser.post(f"{detail}create/", cells | {"check": "1"})
    browser.post(f"{detail}create/")

    assert _loaded() == {("Al", "Ash", "al@ash.example"), ("Bo", "Birch", "bo@birch.example")}


MISSPELLED = b"First Name,Last Name,Email\nAl,Ash,al@gmial.com\nBo,Birch,bo@gmial.com\n"


@pytest.mark.parametrize("checked_first", [True, False])
def test_an_address_that_somebody_calls_right_in_a_preview_is_loaded(browser, checked_first):
    detail = _send(browser, MISSPELLED)

    if checked_first:
        browser.post(f"{detail}create/", {"check": "1", "right": "1"})
        browser.post(f"{detail}create/")
    else:
        browser.post(f"{detail}create/", {"right": "1"})

    assert _loaded() == {("Al", "Ash", "al@gmial.com")}
    assert Upload.objects.get().rejections.get().line == 2


def test_an_address_typed_over_a_confirmed_one_is_checked_again(browser):
    detail = _send(browser, MISSPELLED)
    browser.post(f"{detail}create/", {"check": "1", "right": "1"})

    cells = {"first_name-1": "Al", "last_name-1": "Ash", "email-1": "al@gamil.com"}
    browser.post(f"{detail}create/", cells)

    assert _loaded() == set()
