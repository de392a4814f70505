"""Two who press "invite again" at once send one letter."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from cvms.mail.models import Message
from cvms.organizations.actions import contacts
from cvms.organizations.models import PointOfContact
from cvms.providers.actions import keeping
from cvms.recipients.actions import inviting as recipients
from tests import make
from tests.mail import every_letter

pytestmark = pytest.mark.django_db(transaction=True)


def _recipient(staff):
    organization = make.organization(by=staff)
    make.loaded(organization, *make.people(1))
    person = organization.recipients.get()
    return person, lambda: recipients.invite_again(recipient=person, by=staff)


def _contact(staff):
    made = make.organization(by=staff, submitted=False)
    contact = PointOfContact.objects.get(organization=made)
    contact.user.password_changed_at = None
    contact.user.save()
    return contact, lambda: contacts.invite_again(contact=contact, by=staff)


def _manager(staff):
    manager = every_letter.manager("en", known=False)
    return manager, lambda: keeping.invite_again(manager=manager, by=staff)


@pytest.mark.parametrize("made", [_recipient, _contact, _manager])
def test_two_presses_at_once_send_one_letter(staff, made):
    # Given somebody whose earlier letters have left
    person, invite_again = made(staff)
    Message.objects.all().delete()

    # When two people press at the same moment
    answers = _at_once(invite_again)

    # Then one letter waits
    assert Message.objects.filter(about=person.pk).count() == 1
    assert sorted(answers) == [False, True]


def _at_once(act: Callable[[], bool]) -> list[bool]:
    """Both have begun their transactions before either acts."""
    begun, answers = threading.Barrier(2), []

    def press():
        try:
            with transaction.atomic():
                connection.ensure_connection()
                begun.wait(10)
                answers.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
