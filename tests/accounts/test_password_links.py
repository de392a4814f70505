"""The link that sets a password is for one person, works once, and expires."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cvms.accounts.links import mint, path_of
from cvms.accounts.models import PasswordLink, User
from cvms.accounts.permissions import Role
from tests import make

pytestmark = pytest.mark.django_db
NEW = {"password": "a new password 7", "confirm": "a new password 7"}


@pytest.fixture
def somebody(db):
    user = make.user(Role.STATE_STAFF)
    user.set_unusable_password()
    user.password_changed_at = None
    user.save()
    return user


@pytest.fixture
def path(somebody):
    url = mint([somebody], PasswordLink.Purpose.INVITATION)[somebody.pk]
    return re.search(r"/set-password/.*", url).group()


def test_opening_the_link_changes_nothing(client, path, somebody):
    for _ in range(3):
        assert client.get(path).status_code == 200

    somebody.refresh_from_db()
    assert not somebody.has_usable_password()
    assert PasswordLink.objects.usable().count() == 1


def test_setting_the_password_uses_up_the_link_and_signs_in(client, path, somebody):
    response = client.post(path, NEW)

    assert response.url == "/staff/"
    assert client.get("/staff/").status_code == 200
    assert client.get(path).status_code == 410
    somebody.refresh_from_db()
    assert somebody.check_password(NEW["password"])


def test_a_used_link_does_not_set_another_password(client, path, somebody):
    client.post(path, NEW)

    client.post(path, {"password": "somebody else 99", "confirm": "somebody else 99"})

    somebody.refresh_from_db()
    assert somebody.check_password(NEW["password"])


def test_using_one_link_ends_the_others(client, path, somebody):
    other = mint([somebody], PasswordLink.Purpose.RESET)[somebody.pk]
    client.post(path, NEW)

    assert client.get(other.removeprefix("http://testserver")).status_code == 410


@pytest.mark.parametrize("ended", ["expires_at", "revoked_at", "used_at"])
def test_an_expired_link_offers_a_new_one_to_the_same_address(client, path, ended, work, mailbox):
    PasswordLink.objects.update(**{ended: timezone.now() - timedelta(seconds=1)})

    page = client.get(path)
    assert page.status_code == 410
    assert "Send me a new link" in page.content.decode()
    client.post(f"{path}new-link/")
    work()

    assert [m["to"] for _n, m in mailbox.messages] == [User.objects.get().email] * (
        ended != "revoked_at"
    )


def test_an_invented_link_reveals_nothing_and_mails_nobody(client, somebody, work, mailbox):
    path = path_of("made-up")

    assert client.get(path).status_code == 410
    response = client.post(f"{path}new-link/")
    work()

    assert "If there is an account" in response.content.decode()
    assert not mailbox.messages


def test_only_a_hash_of_the_link_is_stored(path):
    secret = path.split("/")[2]

    [row] = PasswordLink.objects.values()
    assert secret not in str(row)
    assert secret.encode() not in bytes(row["secret_hash"])


@pytest.mark.parametrize(
    "password",
    ["short 1", "no number at all", "1234567890123", "password123", "qwertyuiop1"],
)
def test_a_weak_password_is_refused_with_what_to_do(client, path, password, somebody):
    response = client.post(path, {"password": password, "confirm": password})

    assert response.status_code == 200
    assert "usa-error-message" in response.content.decode()
    somebody.refresh_from_db()
    assert not somebody.has_usable_password()


@pytest.mark.parametrize(
    "password",
    ["  spaces around 1  ", "пароль длинный 5", "x1" * 200, "correct horse battery staple 1"],
)
def test_long_passphrases_spaces_and_any_script_are_fine(client, path, password, somebody):
    client.post(path, {"password": password, "confirm": password})

    somebody.refresh_from_db()
    assert somebody.check_password(password)


def test_two_passwords_that_differ_are_refused(client, path):
    page = client.post(path, {"password": NEW["password"], "confirm": "another one 123"})

    assert "The two passwords are not the same." in page.content.decode()


def test_the_links_page_is_in_its_accounts_portal_and_says_whose_session_ends(
    as_user, path, contact
):
    page = as_user(contact).get(path).content.decode()

    assert "CVMS Staff Console" in page
    assert "CVMS Organization Portal" not in page
    assert f"You are signed in here as {contact.username}." in page


def test_anyone_signed_in_on_this_computer_is_signed_out(as_user, path, somebody):
    browser = as_user(make.user(Role.STATE_STAFF))

    browser.post(path, NEW)

    assert int(browser.session["_auth_user_id"]) == somebody.pk


@pytest.mark.parametrize(
    ("first", "heading"), [(True, "Cree su contraseña"), (False, "Cambie su contraseña")]
)
def test_somebody_without_a_password_is_asked_in_spanish_to_create_one(
    first, heading, contact, client
):
    """English has the guide's word for both; in Spanish, only an existing password is changed."""
    if first:
        User.objects.filter(pk=contact.pk).update(password_changed_at=None)
    path = mint([contact], PasswordLink.Purpose.INVITATION)[contact.pk]
    client.cookies["django_language"] = "es"

    page = client.get(path.removeprefix("http://testserver")).content.decode()

    assert " ".join(page.split("<h1>")[1].split("</h1>")[0].split()) == heading
