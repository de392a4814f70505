"""Signing in at each portal, forgotten passwords, idle sessions."""

import pytest
from django.urls import reverse

from cvms.accounts.models import Portal, User, username_for
from cvms.accounts.permissions import Role
from cvms.audit.models import Event
from tests import make

pytestmark = pytest.mark.django_db


def _sign_in(client, door, login, password=make.PASSWORD):
    return client.post(reverse(f"accounts:sign_in_{door}"), {"login": login, "password": password})


@pytest.mark.parametrize("login", ["{}", "{}.cvmsorg", "  {}  ", "{}.CVMSORG"])
def test_a_person_signs_in_with_the_username_or_the_plain_email(client, contact, login):
    response = _sign_in(client, "organization", login.format(contact.email))

    assert response.url == reverse("organizations:home")


def test_one_person_has_an_account_at_each_portal(client, contact):
    recipient = User.objects.create_user(
        Portal.RECIPIENT, contact.email, roles=[Role.RECIPIENT], password="another password 2"
    )

    assert _sign_in(client, "organization", contact.email, "another password 2").status_code == 200
    response = _sign_in(client, "recipient", contact.email, "another password 2")

    assert response.status_code == 302
    assert int(client.session["_auth_user_id"]) == recipient.pk


@pytest.mark.parametrize("login", ["nobody@x.example", "{}"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(client, contact, login):
    page = _sign_in(client, "organization", login.format(contact.email), "wrong")

    assert "The username or password is not right." in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down_for_everybody_who_tries_this_account(client, contact):
    for _ in range(5):
        _sign_in(client, "organization", contact.email, "wrong")

    page = _sign_in(client, "organization", contact.email)

    assert page.status_code == 429
    assert "Wait 1 minute. Then try again." in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_deactivated_account_cannot_sign_in(client, contact):
    User.objects.filter(pk=contact.pk).update(is_active=False)

    _sign_in(client, "organization", contact.email)

    assert "_auth_user_id" not in client.session


def test_signing_in_failing_and_signing_out_are_in_the_audit_trail(client, contact):
    _sign_in(client, "organization", contact.email, "wrong")
    _sign_in(client, "organization", contact.email)
    client.post(reverse("account_logout"))

    actions = Event.objects.filter(about=str(contact.pk)).order_by("id")
    assert list(actions.values_list("action", flat=True))[-3:] == [
        "accounts.sign_in_failed",
        "accounts.signed_in",
        "accounts.signed_out",
    ]


def test_the_sign_in_page_of_another_portal_says_to_sign_out_first(as_user, contact):
    page = as_user(contact).get(reverse("accounts:sign_in_staff"))

    assert "sign out first" in page.content.decode()


def test_signing_in_leads_to_the_page_that_was_asked_for(client, contact):
    wanted = reverse("uploads:history")

    door = client.get(wanted)
    assert door.url.startswith(reverse("accounts:sign_in_organization"))
    response = client.post(door.url, {"login": contact.email, "password": make.PASSWORD})

    assert response.url == wanted


@pytest.mark.parametrize("login", ["nobody@x.example", "{}"])
def test_forgotten_password_never_reveals_who_has_an_account(client, contact, login):
    url = reverse("accounts:forgot_password_organization")

    page = client.post(url, {"login": login.format(contact.email)})

    assert "If there is an account" in page.content.decode()


def test_forgotten_password_mails_a_link_that_sets_a_new_one(client, contact, work, mailbox):
    client.post(reverse("accounts:forgot_password_organization"), {"login": contact.email})
    work()

    letter = next(m for _n, m in mailbox.messages if "Set your password" in m["subject"])
    assert letter["to"] == contact.email
    assert f"{contact.email}.cvmsorg" in letter.get_body(("plain",)).get_content()


def test_changing_the_password_needs_the_present_one(as_user, contact):
    browser = as_user(contact)
    new = {"password": "a new password 7", "confirm": "a new password 7"}

    page = browser.post(reverse("accounts:change_password"), {"current": "wrong", **new})
    assert "This is not your current password." in page.content.decode()

    browser.post(reverse("accounts:change_password"), {"current": make.PASSWORD, **new})
    assert browser.get(reverse("organizations:home")).status_code == 200
    contact.refresh_from_db()
    assert contact.check_password("a new password 7")


def test_an_idle_session_ends(as_user, contact, settings):
    browser = as_user(contact)
    browser.get(reverse("organizations:home"))
    session = browser.session
    session["seen"] -= settings.IDLE_MINUTES * 60 + 1
    session.save()

    response = browser.get(reverse("organizations:home"))

    assert response.url.startswith(reverse("accounts:sign_in_organization"))


def test_a_page_that_polls_does_not_extend_the_session(as_user, contact, organization):
    upload = make.loaded(organization, *make.people(1))
    browser = as_user(contact)
    browser.get(reverse("organizations:home"))
    session = browser.session
    session["seen"] -= 60
    session.save()

    browser.get(reverse("uploads:progress", args=[upload.pk]))

    assert browser.session["seen"] == session["seen"]


def test_a_username_is_the_address_and_the_portals_suffix():
    assert username_for(Portal.RECIPIENT, " Jane@X.example") == "jane@x.example.covid19vaccine"
