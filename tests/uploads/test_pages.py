"""What a point of contact meets on the pages of Bulk Registration."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cvms.recipients.models import Recipient
from cvms.uploads.actions import typing
from cvms.uploads.cells import Typed
from cvms.uploads.models import Content, Upload
from tests import make

pytestmark = pytest.mark.django_db
START = reverse("uploads:start")


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


def _send(browser, data, *, volume="low", key=None, name="staff.csv"):
    file = SimpleUploadedFile(name, data, "text/csv")
    return browser.post(
        reverse(f"uploads:receive_{volume}"), {"file": file, "key": key or uuid.uuid4()}
    )


def test_a_low_volume_file_is_shown_before_anything_is_created(browser):
    response = browser.get(_send(browser, make.csv(("Jane", "Doe", "jane@x.example"))).url)

    assert "Review your list" in response.content.decode()
    assert 'value="jane@x.example"' in response.content.decode()
    assert Recipient.objects.count() == 0


def test_create_records_loads_what_was_shown(browser):
    detail = _send(browser, make.csv(*make.people(2))).url

    done = browser.post(f"{detail}create/", follow=True)

    assert "2 recipient records were created successfully." in done.content.decode()
    assert Recipient.objects.count() == 2


def test_a_cell_corrected_in_the_preview_is_what_is_loaded(browser):
    detail = _send(browser, make.csv(("Jane", "Doe", "jane.example"))).url

    browser.post(
        f"{detail}create/",
        {"first_name-1": "Jane", "last_name-1": "Doe", "email-1": "jane@x.example"},
    )

    assert Recipient.objects.get().email == "jane@x.example"


def test_cancel_drops_the_file(browser):
    detail = _send(browser, make.csv(*make.people(2))).url

    browser.post(f"{detail}cancel/")

    assert Upload.objects.get().state == Upload.State.CANCELLED
    assert not Content.objects.exists()


def test_a_form_sent_twice_is_one_upload(browser):
    key = uuid.uuid4()

    first, second = (_send(browser, make.csv(*make.people(2)), key=key) for _ in range(2))

    assert first.url == second.url
    assert Upload.objects.count() == 1


def test_a_file_that_the_page_itself_sends_is_answered_with_where_to_go(browser):
    form = {"file": SimpleUploadedFile("staff.csv", make.csv(*make.people(2))), "key": uuid.uuid4()}

    scripted = {"accept": "application/json"}
    answer = browser.post(reverse("uploads:receive_high"), form, headers=scripted)

    detail = reverse("uploads:detail", args=[Upload.objects.get().pk])
    assert answer.json() == {"to": f"{detail}?submitted=1"}


def test_too_many_for_low_volume_goes_to_the_other_tab_in_one_click(browser, work):
    page = browser.get(_send(browser, make.csv(*make.people(101))).url).content.decode()
    assert "The file has 101 records, and the limit is 100." in page
    assert "High Volume" in page
    upload = Upload.objects.get()

    browser.post(reverse("uploads:use_high_volume", args=[upload.pk]))
    work()

    assert Recipient.objects.count() == 101


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"First Name,Last Name,Email\n", "no people below"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a list that can be read"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(browser, data, sentence):
    page = browser.get(_send(browser, data).url).content.decode()

    assert "Nothing was loaded from this file" in page
    assert sentence in page


def test_a_refused_file_ends_with_an_email_too(browser, contact, work, mailbox):
    _send(browser, b"", name="nothing.csv")
    work()

    [(_number, letter)] = mailbox.messages
    assert letter["subject"] == "Bulk Employee Upload - Not Loaded"
    assert letter["to"] == contact.email
    text = letter.get_body(("plain",)).get_content()
    assert "Filename: nothing.csv" in text
    assert "The file is empty." in text


def test_a_file_over_the_byte_limit_is_refused_and_not_kept_whole(browser, settings):
    settings.UPLOAD_BYTES = 1000

    page = browser.get(_send(browser, make.csv(*make.people(500)), volume="low").url)

    assert "The file is over 1000 bytes." in page.content.decode()
    assert len(Content.objects.get().data) == 1001


def test_sending_no_file_is_explained(browser):
    response = browser.post(reverse("uploads:receive_low"), {"key": uuid.uuid4()})

    assert response.status_code == 400
    assert "Choose a file first, then upload it." in response.content.decode()


def test_sending_the_same_words_again_changes_nothing(browser, organization):
    upload = make.loaded(organization, ("", "Doe", "jane@x.example"))

    browser.post(
        reverse("uploads:correct", args=[upload.pk]),
        {"first_name-1": "", "last_name-1": "Doe", "email-1": "jane@x.example"},
    )

    assert Upload.objects.count() == 1


def test_a_corrected_record_is_sent_again_on_its_own_line(browser, organization):
    upload = make.loaded(
        organization, *make.people(3), ("", "Doe", "jane@x.example"), ("B", "", "")
    )

    browser.post(
        reverse("uploads:correct", args=[upload.pk]),
        {
            "key": uuid.uuid4(),
            "first_name-4": "Jane",
            "last_name-4": "Doe",
            "email-4": "not-yet",
            "first_name-5": "B",
            "last_name-5": "",
            "email-5": "",
        },
    )

    correction = Upload.objects.get(corrects=upload)
    assert [(r.line, r.errors) for r in correction.rejections.all()] == [(4, ["email-invalid"])]
    assert list(upload.rejections.outstanding().values_list("line", flat=True)) == [5]


def test_the_error_file_is_downloaded_from_the_history(browser, organization):
    upload = make.loaded(organization, ("", "Doe", "jane@x.example"))

    page = browser.get(reverse("uploads:history")).content.decode()
    response = browser.get(reverse("uploads:errors", args=[upload.pk]))

    assert reverse("uploads:errors", args=[upload.pk]) in page
    assert response["Content-Disposition"] == 'attachment; filename="staff_errors.csv"'
    assert b"Line 1: First Name is blank" in response.content


def test_another_organizations_upload_is_not_there(browser, staff):
    upload = make.loaded(make.organization(by=staff), ("", "Doe", "jane@x.example"))

    for name in ("detail", "progress", "errors"):
        assert browser.get(reverse(f"uploads:{name}", args=[upload.pk])).status_code == 404


def test_the_tab_is_closed_until_the_information_is_submitted(as_user, staff):
    organization = make.organization(by=staff, submitted=False)
    browser = as_user(make.contact_of(organization))

    page = browser.get(START, follow=True)

    assert page.redirect_chain == [(reverse("organizations:home"), 302)]
    assert "First complete your organization" in page.content.decode()
    assert START not in page.content.decode()


def _queries(browser, url):
    browser.get(url)  # the first page of a session also writes the session
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("url", [START, f"{START}?sort=-email", reverse("uploads:history")])
def test_no_page_asks_more_of_the_database_as_the_data_grow(browser, organization, url):
    make.loaded(organization, *make.people(2), ("", "x", ""))
    few = _queries(browser, url)
    for day in range(6):
        make.loaded(organization, *make.people(60, f"day{day}.example"), ("", "x", ""))

    assert _queries(browser, url) == few <= 12


def test_the_upload_page_asks_no_more_for_many_rejections(browser, organization):
    few = make.loaded(organization, ("", "x", ""))
    many = make.loaded(organization, *[("", "x", "")] * 90)

    asked = [_queries(browser, reverse("uploads:detail", args=[u.pk])) for u in (few, many)]

    assert asked[0] == asked[1] <= 14


def test_pages_name_the_organization_that_the_reader_acts_for(browser, organization):
    page = browser.get(START).content.decode()

    assert '<span class="cvms-logo__for">Piedmont Plant</span>' in page


def test_sort_page_and_search_keep_the_readers_place(browser, organization):
    make.loaded(organization, *make.people(60))

    page = browser.get(START).content.decode()
    assert 'href="?sort=last_name#loaded"' in page
    assert 'href="?page=2#loaded"' in page

    found = browser.post(
        f"{reverse('uploads:search')}?searched=1&sort=email",
        {"q": "First1"},
        headers={"hx-request": "true"},
    )
    assert found["HX-Replace-Url"] == f"{START}?searched=1&sort=email"
    assert "First1" not in found["HX-Replace-Url"], "a person's name must not be in an address"


@pytest.mark.parametrize(
    ("name", "media_type", "said"),
    [
        ("staff.xlsx", "application/vnd.openxmlformats-officedocument", "Excel workbook"),
        ("staff.xls", "application/vnd.ms-excel", "Excel workbook"),
        ("staff.ods", "application/vnd.oasis.opendocument", "OpenDocument spreadsheet"),
        ("staff.csv", "text/csv", "CSV file"),
        ("staff.csv", "application/vnd.ms-excel", "CSV file"),
        ("staff.txt", "text/plain", "Text file"),
        ("staff", "application/octet-stream", ""),
    ],
)
def test_a_kind_of_file_has_the_name_that_people_use(name, media_type, said):
    assert Upload(filename=name, media_type=media_type).kind_of_file == said


def test_a_preview_asks_nothing_about_people_who_are_known(browser, organization, staff):
    # Given a list with a known person, another organization's, one who is there twice, and one new
    known, theirs, new = make.people(3)
    make.loaded(organization, known)
    make.loaded(make.organization(by=staff), theirs)
    other = ("Another", "Name", new[2])
    file = make.upload(organization, make.csv(known, theirs, new, new, other))

    page = browser.get(reverse("uploads:detail", args=[file.pk]))

    # Then only two names at one address are a problem
    rows = {row.line: row for row in page.context["rows"]}
    assert [line for line, row in rows.items() if row.reasons] == [5]
    assert rows[1].note == "Already on your list. Nothing to do."
    assert {line for line, row in rows.items() if row.note.startswith("Registered")} == {2, 4}
    words = " ".join(page.content.decode().split())
    assert "1 record has a problem" in words
    assert "3 records need nothing" in words


def test_typing_another_address_over_a_known_person_is_checked_again(
    browser, organization, contact
):
    known = make.people(1)[0]
    make.loaded(organization, known)
    file = make.upload(organization, make.csv(known))
    typing.keep(file=file, typed=Typed(1, *known[:2], "no"), by=contact)

    [row] = browser.get(reverse("uploads:detail", args=[file.pk])).context["rows"]

    assert row.reasons == "Email Address is invalid"
    assert not row.note
