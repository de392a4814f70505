"""The second factor: set up, asked for, lost, and required."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from cvms.accounts.links import mint
from cvms.accounts.models import PasswordLink
from cvms.accounts.permissions import Role
from cvms.accounts.second_factor import actions as second_factor
from cvms.audit.models import Event
from tests import factors, make

pytestmark = pytest.mark.django_db

SECURITY = "/account/security/"
DOORS = [
    (Role.STATE_STAFF, "staff"),
    (Role.LOCATION_MANAGER, "provider"),
    (Role.POINT_OF_CONTACT, "organization"),
    (Role.RECIPIENT, "portal"),
]


def _set_up_app(client: Client) -> str:
    page = client.get(f"{SECURITY}totp/activate/").content.decode()
    secret = re.search(r'id="secret">(\w+)<', page).group(1)
    client.post(f"{SECURITY}totp/activate/", {"code": factors.code(secret)})
    return secret


def _sign_in_with_password(client: Client, door: str, user):
    data = {"login": user.email, "password": make.PASSWORD}
    return client.post(f"/{door}/sign-in/", data)


@pytest.mark.parametrize(("role", "door"), DOORS)
def test_each_sign_in_page_asks_for_the_code_after_the_password(role, door):
    user, client = make.user(role), Client()
    factors.give_app(user)

    response = _sign_in_with_password(client, door, user)

    assert response.url == f"{SECURITY}authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.post(response.url, {"code": factors.code()}).url.strip("/") == door
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_code_is_refused_and_recorded(staff):
    client = Client()
    factors.give_app(staff)
    response = _sign_in_with_password(client, "staff", staff)

    page = client.post(response.url, {"code": "000000"})

    assert "This is not the right code" in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert Event.objects.filter(action="accounts.second_factor_refused").count() == 1


def test_a_code_works_once(staff):
    factors.give_app(staff)
    factors.sign_in(Client(), "staff", staff, make.PASSWORD)
    other = Client()

    response = _sign_in_with_password(other, "staff", staff)
    other.post(response.url, {"code": factors.code()})

    assert "_auth_user_id" not in other.session


def test_a_recovery_code_signs_in_once(staff):
    factors.give_app(staff)
    codes = Authenticator.objects.get(user=staff, type="recovery_codes").wrap().get_unused_codes()

    for browser, works in ((Client(), True), (Client(), False)):
        response = _sign_in_with_password(browser, "staff", staff)
        browser.post(response.url, {"code": codes[0]})
        assert ("_auth_user_id" in browser.session) is works


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_gives_recovery_codes_and_is_recorded(staff):
    client = Client()
    _sign_in_with_password(client, "staff", staff)

    _set_up_app(client)

    page = client.get(f"{SECURITY}recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    download = client.get(f"{SECURITY}recovery-codes/download/")
    assert download.content.decode().split() == codes
    assert download["Content-Type"].startswith("text/plain")
    events = Event.objects.filter(action="accounts.second_factor_added", who=staff.pk)
    assert {event.details["factor"] for event in events} == {"totp", "recovery_codes"}


def test_removing_the_app_is_recorded_and_removes_the_recovery_codes(staff):
    client = Client()
    factors.give_app(staff)
    factors.sign_in(client, "staff", staff, make.PASSWORD)

    client.post(f"{SECURITY}totp/deactivate/")

    assert not Authenticator.objects.filter(user=staff).exists()
    events = Event.objects.filter(action="accounts.second_factor_removed", who=staff.pk)
    assert {event.details["factor"] for event in events} == {"totp", "recovery_codes"}


def test_long_after_signing_in_the_password_is_asked_for_again(staff, as_user):
    response = as_user(staff).get(f"{SECURITY}totp/activate/")

    assert response.url.startswith("/account/reauthenticate/?next=")


def test_a_mailed_link_does_not_get_around_the_second_factor(staff):
    factors.give_app(staff)
    link = mint([staff], PasswordLink.Purpose.RESET)[staff.pk]
    client = Client()

    data = {"password": "another horse 12", "confirm": "another horse 12"}
    response = client.post(link, data)

    assert response.url == f"{SECURITY}authenticate/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("role", "door"), DOORS[:2])
@pytest.mark.django_db(transaction=True)
def test_people_who_must_have_a_second_factor_set_it_up_before_anything_else(role, door, settings):
    # Given the default, and a password alone
    settings.REQUIRE_MFA = ["staff", "provider"]
    client, user = Client(), make.user(role)
    _sign_in_with_password(client, door, user)

    # Then every page leads to the set-up
    assert client.get(f"/{door}/").url == SECURITY
    assert client.get("/change-password/").url == SECURITY
    assert "before you continue" in client.get(SECURITY).content.decode()
    assert client.get(f"{SECURITY}webauthn/add/").status_code == 200

    # And once that is done, the portal is open
    _set_up_app(client)
    assert client.get(f"/{door}/").status_code == 200


def test_a_passkey_that_the_browser_did_not_make_is_explained(staff):
    client = Client()
    _sign_in_with_password(client, "staff", staff)

    answer = client.post(f"{SECURITY}webauthn/add/", {"name": "Phone"}, follow=True)

    assert "Passkey: No passkey was made. Try again" in answer.content.decode()


def test_signing_out_needs_no_second_factor(settings, staff):
    settings.REQUIRE_MFA = ["staff"]
    client = Client()
    _sign_in_with_password(client, "staff", staff)

    assert client.post("/sign-out/").url == "/staff/sign-in/"


def test_a_session_older_than_the_second_factor_is_asked_for_it(settings, staff, as_user):
    settings.REQUIRE_MFA = ["staff"]
    client = as_user(staff)
    factors.give_app(staff)

    response = client.get("/staff/")
    assert response.url == f"{SECURITY}reauthenticate/?next=%2Fstaff%2F"

    assert client.post(response.url, {"code": factors.code()}).url == "/staff/"
    assert client.get("/staff/").status_code == 200


def test_an_empty_setting_requires_a_second_factor_of_nobody(settings, staff, as_user):
    settings.REQUIRE_MFA = []

    assert as_user(staff).get("/staff/").status_code == 200


def test_a_second_factor_is_optional_for_organizations_and_recipients(settings, contact, as_user):
    settings.REQUIRE_MFA = ["staff", "provider"]
    client = as_user(contact)

    assert client.get("/organization/").status_code == 200
    assert client.get(SECURITY).status_code == 200


def test_state_it_removes_a_lost_second_factor(staff):
    it = make.user(Role.STATE_IT)
    factors.give_app(staff)

    second_factor.remove(user=staff, by=it)

    assert _sign_in_with_password(Client(), "staff", staff).url == "/staff/"
    assert Event.objects.get(action="accounts.second_factor_removed").who == it.pk
