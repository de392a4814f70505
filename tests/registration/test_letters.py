"""Submitting and changing are confirmed by a letter that says no answer."""

import pytest

from cvms.mail.models import Message
from cvms.recipients.actions.erasing import erase, person_of
from cvms.registration.letters import CHANGED, SUBMITTED
from cvms.uploads.actions import searching
from tests.registration import answers
from tests.registration.answers import give_all, submit

pytestmark = pytest.mark.django_db
CONTACT = {
    name: values
    for page in ("contact", "address")
    for name, values in answers.GOOD[page].items()
    if name not in ("first_name", "last_name")
}


def letters(mailbox, subject):
    return [mail for _, mail in mailbox.messages if subject in mail["subject"]]


def test_a_submitted_registration_is_confirmed_without_an_answer(browser, mailbox, work):
    give_all(browser)
    submit(browser)
    work()

    [letter] = letters(mailbox, "Your registration in the")
    text = letter.get_body(("plain",)).get_content()
    assert "We have your answers" in text
    assert "If this was not you, call" in text
    html = letter.get_body(("html",)).get_content()
    for answer in ("Group", "eligible", "condition", "1981", "Elm St", "restaurant"):
        assert answer not in text
        assert answer not in html


def test_changed_contact_details_are_confirmed(browser, registered, mailbox, work):
    browser.post("/portal/profile/", CONTACT | {"city": ["Cary"]})
    work()
    assert letters(mailbox, "Your answers in the")


def test_the_confirmation_is_in_spanish_for_people_who_read_spanish(browser, mailbox, work):
    give_all(browser, contact=answers.other("contact", language=["es"]))
    submit(browser)
    work()
    [letter] = letters(mailbox, "Se envió su registro")
    assert "Ya tenemos sus respuestas" in letter.get_body(("plain",)).get_content()


def test_the_letters_are_deleted_with_the_person(registered, staff):
    assert Message.objects.filter(kind__in=[SUBMITTED, CHANGED]).exists()
    searching.search(person_of(registered))
    erase(recipient=registered, by=staff)
    assert not Message.objects.filter(kind__in=[SUBMITTED, CHANGED]).exists()
