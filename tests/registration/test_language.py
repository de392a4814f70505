"""English and Spanish: everything a recipient sees or is mailed, in the language they chose."""

import pytest
from django.utils.translation import override

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.recipients.models import Recipient
from tests import make
from tests.registration import answers

in_database = pytest.mark.django_db


@in_database
def test_the_browsers_language_comes_first(client):
    page = client.get("/portal/sign-in/", headers={"accept-language": "es-MX,es;q=0.9"})
    assert '<html lang="es">' in page.content.decode()
    assert "Iniciar sesión" in page.content.decode()


@in_database
def test_the_language_of_the_password_page_is_remembered_for_mail_and_other_devices(
    client, organization, as_user, mailbox, work
):
    # Given somebody who sets their password on a page in Spanish
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    user = Recipient.objects.get().user
    link = mint([user], PasswordLink.Purpose.INVITATION)[user.pk].removeprefix("http://testserver")
    password = {"password": make.PASSWORD, "confirm": make.PASSWORD}
    client.post(link, password, headers={"accept-language": "es"})

    # Then another device reads Spanish once they are signed in, and mail does too
    page = (
        as_user(Recipient.objects.get().user)
        .get("/portal/", headers={"accept-language": "en"})
        .content.decode()
    )
    assert "Empezar el registro para la vacuna" in page
    client.post("/portal/forgot-password/", {"login": "rosa@people.example"})
    work()
    letters = [message for _, message in mailbox.messages if "Establezca" in message["subject"]]
    assert len(letters) == 1
    assert letters[0]["content-language"] == "es"
    assert "Su nombre de usuario" in letters[0].get_body(("plain",)).get_content()


@in_database
def test_a_language_chosen_on_this_device_wins(browser):
    browser.post("/language/", {"language": "es", "next": "/portal/"})
    assert '<html lang="es">' in browser.get("/portal/").content.decode()
    browser.post("/language/", {"language": "en", "next": "/portal/"})
    assert '<html lang="en">' in browser.get("/portal/").content.decode()


@in_database
def test_the_invitation_is_in_both_languages_since_nobody_knows_yet(organization, mailbox, work):
    make.loaded(organization, ("Rosa", "Delgado", "rosa@people.example"))
    work()
    [letter] = [message for _, message in mailbox.messages if message["to"].startswith("rosa")]
    assert letter["subject"] == "Welcome to the COVID-19 Vaccine Management System"
    assert letter["content-language"] == "en, es"
    text = letter.get_body(("plain",)).get_content()
    page = letter.get_body(("html",)).get_content()
    for body in (text, page):
        assert "account is not required to receive a COVID-19 vaccine" in body
        assert "No necesita una cuenta en el Portal de Vacunas" in body
        assert "Questions? Call" in body
        assert "¿Tiene preguntas? Llame" in body
    assert text.index("Dear Rosa") < text.index("Hola, Rosa")
    assert '<div lang="es">' in page


@in_database
def test_errors_and_the_decision_are_in_spanish(browser, recipient):
    browser.post("/language/", {"language": "es", "next": "/portal/"})
    answers.begin(browser)
    page = answers.give(browser, "about", answers.other("about", sex=None)).content.decode()
    assert "Corrija lo siguiente" in page
    assert "Elija una respuesta." in page
    answers.give_all(browser)
    answers.submit(browser)
    status = browser.get("/portal/dashboard/").content.decode()
    assert "Usted ya puede recibir una vacuna." in status
    assert "no es una cita" in status


def test_settings_words_are_translated_where_the_catalogue_has_them():
    from cvms.jurisdiction.profile import JURISDICTION  # noqa: PLC0415

    with override("es"):
        assert str(JURISDICTION.name) == "Carolina del Norte"
        assert str(JURISDICTION.help_desk_hours[0]).startswith("Lunes a viernes")
