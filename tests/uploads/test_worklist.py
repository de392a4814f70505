"""One worklist for each file: what is typed is kept, and a correction returns to its file."""

import uuid

import pytest
from django.urls import reverse

from cvms.audit.models import Event
from cvms.recipients.models import Recipient
from cvms.uploads.actions import loading, typing
from cvms.uploads.actions.purging import purge_old
from cvms.uploads.cells import Typed
from cvms.uploads.models import Content, Rejection, TypedRow, Upload
from cvms.uploads.standing import standing_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


@pytest.fixture
def file(organization):
    """Three good records and two to correct, on lines 4 and 5."""
    return make.loaded(organization, *make.people(3), ("", "Doe", "doe@x.example"), ("B", "", ""))


def _url(name, file):
    return reverse(f"uploads:{name}", args=[file.pk])


def _row(line, first, last, email, version=0):
    return {
        f"first_name-{line}": first,
        f"last_name-{line}": last,
        f"email-{line}": email,
        f"version-{line}": version,
    }


def test_what_is_typed_in_a_row_is_kept_and_shown_again(browser, file):
    kept = browser.post(_url("keep", file), _row(4, "Jane", "Doe", "doe@x.example"))

    assert kept.json() == {
        "version": 1,
        "changed": 1,
        "problems": {"first_name": [], "last_name": [], "email": []},
    }
    page = browser.get(_url("detail", file)).content.decode()
    assert 'value="Jane"' in page
    assert "<span data-changed>1</span> of <span data-all>2</span> changed" in page
    assert Recipient.objects.count() == 3, "nothing is sent by typing"


def test_a_correction_returns_to_its_file_and_the_file_has_one_state(browser, file):
    rows = _row(4, "Jane", "Doe", "doe@x.example") | _row(5, "B", "Birch", "not-yet")

    sent = browser.post(_url("correct", file), rows | {"key": uuid.uuid4(), "send": "1"})

    correction = Upload.objects.get(corrects=file)
    assert sent.url == f"{_url('detail', file)}?sent={correction.pk}"
    page = browser.get(sent.url).content.decode()
    assert "1 loaded, 1 left to correct" in page
    standing = standing_of(file)
    assert (standing.records, standing.loaded, standing.to_correct) == (5, 4, 1)
    assert browser.get(_url("detail", correction)).url == _url("detail", file)


def test_a_correction_of_a_correction_is_of_the_same_file(browser, file):
    browser.post(_url("correct", file), _row(5, "B", "Birch", "not-yet"))
    [version] = TypedRow.objects.values_list("version", flat=True) or [0]
    browser.post(_url("correct", file), _row(5, "B", "Birch", "b@x.example", version))

    corrections = Upload.objects.filter(corrects=file).order_by("pk")
    assert list(corrections.values_list("loaded", flat=True)) == [0, 1]
    assert standing_of(file).loaded == 4


def test_the_error_file_holds_what_is_outstanding_and_nothing_else(browser, file):
    browser.post(_url("correct", file), _row(4, "Jane", "Doe", "doe@x.example"))

    lines = browser.get(_url("errors", file)).content.decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert "Line 5: Last Name is blank Email Address is blank" in lines[1]


def test_the_later_of_two_people_at_one_row_sees_what_the_earlier_wrote(
    browser, file, organization, contact
):
    typing.keep(file=file, typed=Typed(4, "Jane", "Doe", "doe@x.example"), by=contact)

    later = browser.post(_url("keep", file), _row(4, "June", "Doe", "doe@x.example"))

    assert later.status_code == 409
    assert later.json()["cells"]["first_name"] == "Jane"
    assert "Marcus Lindqvist typed this at" in later.json()["said"]
    assert TypedRow.objects.get().first_name == "Jane"
    again = browser.post(
        _url("keep", file), _row(4, "June", "Doe", "doe@x.example", later.json()["version"])
    )
    assert again.status_code == 200
    assert TypedRow.objects.get().first_name == "June"


def test_a_form_without_scripts_does_not_write_over_another(browser, file, contact):
    typing.keep(file=file, typed=Typed(4, "Jane", "Doe", "doe@x.example"), by=contact)

    page = browser.post(_url("correct", file), _row(4, "June", "Doe", "doe@x.example"), follow=True)

    assert "Somebody else changed line 4 in the meantime." in page.content.decode()
    assert Recipient.objects.count() == 3
    assert TypedRow.objects.get().first_name == "Jane"


def test_without_scripts_the_enter_key_saves_and_sends_nothing(browser, file):
    page = browser.get(_url("detail", file)).content.decode()
    first_button = page.index('type="submit" name="keep"')
    assert first_button < page.index('name="send"')

    browser.post(_url("correct", file), _row(4, "Jane", "Doe", "doe@x.example") | {"keep": "1"})

    assert Recipient.objects.count() == 3
    assert TypedRow.objects.get().first_name == "Jane"


def test_without_scripts_the_enter_key_in_a_preview_checks_and_creates_nothing(
    browser, organization
):
    preview = make.upload(organization, make.csv(("Al", "Ash", "al@ash")))
    page = browser.get(_url("detail", preview)).content.decode()
    assert page.index('name="check"') < page.index("Create Records")


def test_a_record_left_out_leaves_the_worklist_and_can_be_put_back(browser, file):
    browser.post(_url("leave_out", file), {"line": 5})

    assert standing_of(file).to_correct == 1
    page = browser.get(_url("detail", file)).content.decode()
    assert "1 record was left out" in page
    assert 'name="email-5"' not in page
    assert Event.objects.filter(action="uploads.left_out").count() == 1
    browser.post(_url("leave_out", file), {"back": 5})
    assert standing_of(file).to_correct == 2


def test_all_suggestions_are_taken_with_one_press(browser, organization):
    file = make.loaded(
        organization, ("", "Doe", "doe@gmial.com"), ("", "Roe", "roe@gmial.com"), ("", "x", "")
    )

    browser.post(_url("correct", file), {"suggestions": "1"})

    typed = TypedRow.objects.order_by("line").values_list("email", flat=True)
    assert list(typed) == ["doe@gmail.com", "roe@gmail.com"]
    assert Upload.objects.count() == 1


def test_the_weekly_list_asks_only_about_what_is_wrong(browser, organization, staff, mailbox, work):
    make.loaded(organization, *make.people(40))
    make.loaded(make.organization(by=staff), ("Nia", "Neal", "nia@x.example"))
    work()
    mailbox.messages.clear()
    new = make.people(5, "new.example")
    weekly = make.loaded(
        organization,
        *make.people(40),
        *new,
        ("Nia", "Neal", "nia@x.example"),
        new[0],
        ("", "Doe", "doe@x.example"),
    )
    work()

    standing = standing_of(weekly)
    assert (standing.loaded, standing.own, standing.elsewhere, standing.to_correct) == (5, 40, 2, 1)
    page = browser.get(_url("detail", weekly)).content.decode()
    assert page.count("data-failing") == 1
    assert "40 already on your list" in page
    to = [letter["to"] for _number, letter in mailbox.messages]
    assert len(to) == 6, "the five new people and the point of contact"
    report = next(m for _n, m in mailbox.messages if m["subject"].startswith("Bulk"))
    text = report.get_body(("plain",)).get_content()
    assert "Number of Records Failed: 43" in text
    assert "Of these, 40 are already on your list and need nothing." in text
    [attached] = report.iter_attachments()
    assert len(attached.get_content().splitlines()) == 44


def test_two_people_with_one_address_are_not_treated_as_one(organization):
    file = make.loaded(
        organization, ("Ann", "Ash", "ash@x.example"), ("Bob", "Ash", "ash@x.example")
    )

    assert file.rejections.get().kind == Rejection.Kind.TO_CORRECT


def test_bytes_are_dropped_once_a_file_is_loaded(file):
    assert not Content.objects.filter(upload=file).exists()


def test_create_records_twice_is_one_event(browser, organization):
    preview = make.upload(organization, make.csv(*make.people(2)))

    for _press in range(2):
        browser.post(_url("create", preview))

    assert Event.objects.filter(action="uploads.confirmed").count() == 1


def test_a_key_of_another_organizations_form_has_no_effect(browser, organization, staff):
    theirs = make.upload(make.organization(by=staff), make.csv(*make.people(2)))
    file = make.loaded(organization, ("", "Doe", "doe@x.example"))

    browser.post(
        _url("correct", file), _row(1, "Jane", "Doe", "doe@x.example") | {"key": theirs.key}
    )

    theirs.refresh_from_db()
    assert theirs.state == Upload.State.PREVIEW
    assert Recipient.objects.get().organization == organization


def test_what_was_typed_is_erased_with_the_records_it_was_typed_over(file, contact, settings):
    typing.keep(file=file, typed=Typed(4, "Jane", "Doe", "doe@x.example"), by=contact)
    settings.KEEP_UPLOADS_DAYS = 0

    purge_old()

    assert not Rejection.objects.exists()
    assert not TypedRow.objects.exists()


def test_suggestions_are_counted_over_all_pages(browser, organization):
    people = [("", "Doe", f"doe{number}@gmial.com") for number in range(201)]
    data = make.csv(*people)
    file = loading.load(pk=make.upload(organization, data, volume=Upload.Volume.HIGH).pk)

    page = browser.get(_url("detail", file)).content.decode()

    assert "Use all 201 suggested addresses" in " ".join(page.split())
