"""Django's admin: state IT reads records there, with a second factor, and each look is audited."""

import pytest
from django.test import Client

from cvms.accounts.models import User
from cvms.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from cvms.audit.models import Event
from cvms.it_admin.admin import site
from cvms.mail.models import Message
from cvms.organizations.models import Organization
from cvms.uploads.models import Upload
from tests import factors, make

pytestmark = pytest.mark.django_db

ACCOUNTS = "/state-it/accounts/user/"


@pytest.fixture
def it():
    return make.user(Role.STATE_IT, "it@state.example")


@pytest.fixture
def browser(it):
    """State IT, signed in with password and code."""
    factors.give_app(it)
    client = Client()
    factors.sign_in(client, "staff", it, make.PASSWORD)
    return client


@pytest.fixture
def records(organization):
    """Make one record of each kind."""
    return make.loaded(organization, ("Ada", "Abbott", "ada@people.example"), ("", "Doe", ""))


def test_only_state_it_opens_the_admin():
    assert [role for role in Role if Permission.USE_ADMIN in ROLE_PERMISSIONS[role]] == [
        Role.STATE_IT
    ]


def test_the_admin_needs_a_second_factor_whatever_the_settings_say(it, as_user, settings):
    settings.REQUIRE_MFA = []

    assert as_user(it).get("/state-it/").url == "/account/security/"
    assert as_user(it).get(ACCOUNTS).url == "/account/security/"


def test_every_page_opens_and_nothing_can_be_added_or_deleted(browser, records):
    assert browser.get("/state-it/").status_code == 200
    for model in site._registry:
        address = f"/state-it/{model._meta.app_label}/{model._meta.model_name}/"
        assert browser.get(address).status_code == 200
        assert browser.get(f"{address}add/").status_code == 403
        row = model.objects.order_by("pk").first()
        if row is None:
            continue
        assert browser.get(f"{address}{row.pk}/change/").status_code == 200, model
        assert browser.get(f"{address}{row.pk}/history/").status_code == 200
        assert browser.post(f"{address}{row.pk}/delete/").status_code == 403


@pytest.mark.parametrize("model", [Organization, Upload, Message, Event])
def test_the_admin_changes_no_records(browser, records, model):
    row = model.objects.order_by("pk").first()
    address = f"/state-it/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"

    assert browser.post(address, {"state": "x", "name": "x"}).status_code == 403


def test_no_secret_and_nothing_of_a_recipient_is_shown(browser, records, staff, it):
    pages = [f"{ACCOUNTS}{who.pk}/change/" for who in (staff, it)]
    pages += [f"/state-it/uploads/upload/{records.pk}/change/", ACCOUNTS]
    shown = "".join(browser.get(page).content.decode() for page in pages)

    for secret in (staff.password, it.password, factors.SECRET, "md5$", "Abbott", "ada@people"):
        assert secret not in shown


def test_accounts_of_organizations_and_recipients_are_not_listed(browser, contact, records):
    assert contact.email not in browser.get(ACCOUNTS).content.decode()
    assert browser.get(f"{ACCOUNTS}{contact.pk}/change/").status_code == 302


def test_each_page_of_records_leaves_an_audit_event(browser, it, staff):
    browser.get(ACCOUNTS)
    browser.get(f"{ACCOUNTS}{staff.pk}/change/")

    listed = Event.objects.get(action="state_it.listed")
    assert (listed.who, listed.details["model"]) == (it.pk, "accounts.user")
    assert set(listed.details["numbers"]) == {it.pk, staff.pk}
    read = Event.objects.get(action="state_it.read")
    assert (read.who, read.kind, read.about) == (it.pk, "accounts.user", str(staff.pk))


def test_roles_and_active_accounts_change_only_by_an_audited_action(browser, it, staff, as_user):
    other = as_user(staff)
    address = f"{ACCOUNTS}{staff.pk}/change/"

    browser.post(address, {"roles": [Role.AUDITOR], "username": "taken.over"})

    staff.refresh_from_db()
    assert (staff.roles, staff.is_active) == ([Role.AUDITOR], False)
    assert staff.username == "staff@state.example.cvmsstaff"
    event = Event.objects.get(action="accounts.access_set")
    assert (event.who, event.about) == (it.pk, str(staff.pk))
    assert event.details["after"] == {"roles": ["auditor"], "is_active": False}
    assert other.get("/staff/").status_code == 302  # signed out at once


def test_a_role_of_another_portal_cannot_be_given(browser, staff):
    browser.post(f"{ACCOUNTS}{staff.pk}/change/", {"roles": [Role.RECIPIENT], "is_active": "on"})

    staff.refresh_from_db()
    assert staff.roles == [Role.STATE_STAFF]


def test_nobody_changes_their_own_account_or_a_providers(browser, it, manager):
    for user in (it, manager):
        data = {"roles": [], "is_active": ""}
        assert browser.post(f"{ACCOUNTS}{user.pk}/change/", data).status_code == 403
    assert User.objects.filter(is_active=False).count() == 0


def test_state_it_removes_a_lost_second_factor_but_not_their_own(browser, it, staff):
    factors.give_app(staff)
    data = {"action": "remove_second_factor", "_selected_action": [staff.pk, it.pk]}

    browser.post(ACCOUNTS, data)

    assert not staff.authenticator_set.exists()
    assert it.authenticator_set.exists()
    assert Event.objects.get(action="accounts.second_factor_removed").about == str(staff.pk)
