"""Bulk Registration in Spanish: pages and letters are read in it, files keep the guide's words."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cvms.uploads.models import Upload
from tests import make

pytestmark = pytest.mark.django_db
PERSON = ("Jane", "Doe", "jane@x.example")
NAMELESS = ("", "Doe", "jim@x.example")


@pytest.fixture
def contact(contact):
    contact.language = "es"
    contact.save()
    return contact


@pytest.fixture
def browser(as_user, contact):
    return as_user(contact)


def _send(browser, data, *, name="staff.csv"):
    file = SimpleUploadedFile(name, data, "text/csv")
    address = reverse("uploads:receive_low")
    return browser.post(address, {"file": file, "key": uuid.uuid4()}).url


def test_a_record_that_fails_says_why_in_spanish_and_in_the_file_as_the_guide_does(browser):
    detail = _send(browser, make.csv(PERSON, NAMELESS))
    assert "Falta el nombre" in browser.get(detail).content.decode()

    browser.post(f"{detail}create/")

    page = browser.get(detail).content.decode()
    file = browser.get(f"{detail}errors.csv").content.decode("utf-8-sig")
    assert "Falta el nombre" in page
    assert "is blank" not in page
    assert file.splitlines()[1] == ",Doe,jim@x.example,Line 2: First Name is blank"


def test_a_refused_file_is_refused_in_the_language_of_whoever_reads(browser, settings):
    settings.LOW_VOLUME_RECORDS, settings.HIGH_VOLUME_RECORDS = 2, 12_000

    detail = _send(browser, make.csv(*make.people(3)))

    spanish = browser.get(detail).content.decode()
    assert "El archivo tiene 3 registros y el límite es 2." in spanish
    assert "Use la pestaña Volumen alto para listas de hasta 12,000 personas." in spanish
    browser.post("/language/", {"language": "en", "next": "/"})
    english = browser.get(detail).content.decode()
    assert "The file has 3 records, and the limit is 2. Use the High Volume tab" in english


def test_the_report_is_in_the_language_of_who_uploaded_and_its_file_in_the_guides(
    browser, contact, mailbox, work
):
    detail = _send(browser, make.csv(PERSON, NAMELESS))
    browser.post(f"{detail}create/")
    work()

    [letter] = [message for _, message in mailbox.messages if message["to"] == contact.email]
    assert letter["subject"] == "Carga masiva de empleados - Terminada con errores"
    assert "Número de registros con errores: 1" in letter.get_body(("plain",)).get_content()
    [attached] = letter.iter_attachments()
    assert "Line 2: First Name is blank" in attached.get_content()


def test_a_refused_file_is_reported_in_spanish(browser, contact, mailbox, work):
    _send(browser, b"", name="empty.csv")
    work()

    [letter] = [message for _, message in mailbox.messages if message["to"] == contact.email]
    assert "El archivo está vacío." in letter.get_body(("plain",)).get_content()
    assert Upload.objects.get().problem_code == "empty"
