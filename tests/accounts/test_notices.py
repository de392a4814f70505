"""When a way to sign in changes, the owner of the account is told by letter."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from cvms.accounts import actions
from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.accounts.permissions import Role
from cvms.accounts.second_factor import actions as second_factor
from cvms.accounts.second_factor.events import _ADDED, _REMOVED
from cvms.audit.models import Event
from cvms.mail.models import Message
from tests import factors, make

pytestmark = pytest.mark.django_db

SECURITY = "/account/security/"
NEW = "another horse 12"


@pytest.fixture
def signed_in(staff) -> Client:
    """Sign in with the password a moment ago, as these pages require."""
    client = Client()
    client.post("/staff/sign-in/", {"login": staff.email, "password": make.PASSWORD})
    return client


def _subjects(mailbox) -> list[str]:
    return [message["subject"] for _, message in mailbox.messages]


def _text(mailbox) -> str:
    return mailbox.messages[-1][1].get_body(("plain",)).get_content()


def _set_up_app(client: Client) -> str:
    page = client.get(f"{SECURITY}totp/activate/").content.decode()
    secret = re.search(r'id="secret">(\w+)<', page).group(1)
    client.post(f"{SECURITY}totp/activate/", {"code": factors.code(secret)})
    return secret


@pytest.mark.django_db(transaction=True)
def test_a_letter_reports_an_added_app_and_says_what_to_do(staff, signed_in, mailbox, work):
    secret = _set_up_app(signed_in)
    work()

    # One letter: the recovery codes came with the app
    assert _subjects(mailbox) == ["An authenticator app was added to your account"]
    assert mailbox.messages[0][1]["to"] == staff.email
    text = _text(mailbox)
    assert "Where: CVMS Staff Console" in text
    assert f"Your username: {staff.username}" in text
    assert re.search(r"When: \w+ \d+, \d{4}, \d+:\d\d [AP]M ET", text)
    assert "If it was not you" in text
    assert "http://testserver/staff/forgot-password/" in text
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    html = mailbox.messages[0][1].get_body(("html",)).get_content()
    assert not any(hidden in text + html for hidden in (secret, *codes))


def test_one_letter_reports_a_removed_app(staff, mailbox, work):
    client = Client()
    factors.give_app(staff)
    factors.sign_in(client, "staff", staff, make.PASSWORD)

    client.post(f"{SECURITY}totp/deactivate/")
    work()

    assert _subjects(mailbox) == ["The authenticator app was removed from your account"]


@pytest.mark.django_db(transaction=True)
def test_a_letter_reports_new_recovery_codes(staff, mailbox, work):
    client = Client()
    factors.give_app(staff)
    factors.sign_in(client, "staff", staff, make.PASSWORD)

    client.post(f"{SECURITY}recovery-codes/generate/")
    work()

    assert _subjects(mailbox) == ["New recovery codes were made for your account"]


def test_a_letter_reports_a_used_recovery_code_but_not_a_code_of_the_app(staff, mailbox, work):
    factors.give_app(staff)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    for code in (factors.code(), codes[0]):
        client = Client()
        client.post("/staff/sign-in/", {"login": staff.email, "password": make.PASSWORD})
        client.post(f"{SECURITY}authenticate/", {"code": code})
    work()

    assert _subjects(mailbox) == ["A recovery code for your account was used"]
    assert Event.objects.get(action="accounts.recovery_code_used").who == staff.pk


def test_a_letter_reports_a_second_factor_that_state_it_removed(staff, mailbox, work):
    it = make.user(Role.STATE_IT)
    second_factor.remove(user=staff, by=it)
    assert not Message.objects.exists()  # there was none

    factors.give_app(staff)
    second_factor.remove(user=staff, by=it)
    work()

    assert _subjects(mailbox) == ["The second step was removed from your account"]


def test_a_letter_reports_a_changed_password_on_the_page_or_by_link(
    staff, signed_in, mailbox, work
):
    data = {"current": make.PASSWORD, "password": NEW, "confirm": NEW}
    signed_in.post("/change-password/", data)
    link = mint([staff], PasswordLink.Purpose.RESET)[staff.pk]
    Client().post(link, {"password": make.PASSWORD, "confirm": make.PASSWORD})
    work()

    assert _subjects(mailbox) == ["The password for your account was changed"] * 2
    assert make.PASSWORD not in _text(mailbox)


def test_no_letter_reports_the_first_password(staff, mailbox, work):
    staff.password_changed_at = None
    staff.save()
    link = mint([staff], PasswordLink.Purpose.INVITATION)[staff.pk]

    Client().post(link, {"password": NEW, "confirm": NEW})
    work()

    assert _subjects(mailbox) == []


def test_the_letter_is_in_the_language_that_the_person_reads(staff, mailbox, work):
    actions.set_language(user=staff, language="es")

    actions.change_password(user=staff, password=NEW)
    work()

    assert _subjects(mailbox) == ["Se cambió la contraseña de su cuenta"]
    assert "Si fue usted, no tiene que hacer nada." in _text(mailbox)


def test_the_owner_of_a_closed_account_gets_the_letter_and_an_erased_one_does_not(
    staff, mailbox, work
):
    it = make.user(Role.STATE_IT)
    number = it.pk
    actions.change_password(user=staff, password=NEW)
    actions.deactivate(user=staff, by=it)
    work()
    assert _subjects(mailbox) == ["The password for your account was changed"]

    actions.change_password(user=it, password=NEW)
    actions.erase(user=it, words=[], by=staff)
    work()
    assert len(mailbox.messages) == 1
    assert not Message.objects.filter(about=number).exists()


def test_every_kind_of_second_factor_has_its_letters():
    kinds = set(Authenticator.Type) - {Authenticator.Type.RECOVERY_CODES}

    assert set(_ADDED) == set(_REMOVED) == kinds
