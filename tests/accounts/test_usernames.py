"""A username belongs to one address at one portal, and nobody can take another person's."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cvms import intake
from cvms.accounts.models import Portal, SuffixedAddress, User, username_for, username_typed
from cvms.accounts.permissions import Role
from cvms.organizations.models import Organization
from cvms.providers.models import LocationManager
from cvms.recipients.models import Recipient
from tests import factors, make
from tests.providers.conftest import a_location

pytestmark = pytest.mark.django_db

SUFFIXES = (".cvmsorg", ".covid19vaccine", ".cvmsstaff", ".cvmsprovider", ".CVMSorg")
FULLWIDTH = "".join(chr(ord(letter) + 0xFEE0) for letter in "cvmsorg")
SQUATTING = [f"ceo@bigcorp.example{suffix}" for suffix in SUFFIXES]
PERSON = {"first_name": "Ana", "last_name": "Ruiz"}


@pytest.mark.parametrize("email", SQUATTING)
@pytest.mark.parametrize("portal", Portal)
def test_no_account_is_made_for_an_address_that_ends_as_a_username_does(portal, email):
    with pytest.raises(SuffixedAddress):
        User.objects.create_user(portal, email, roles=[])


@pytest.mark.parametrize("portal", Portal)
def test_the_suffix_always_ends_a_username(portal, settings):
    suffix = settings.USERNAME_SUFFIXES[portal]

    assert username_for(portal, " CEO@BigCorp.example ") == f"ceo@bigcorp.example{suffix}"
    for typed in ("ceo@bigcorp.example", f"CEO@BigCorp.example{suffix}"):
        assert username_typed(portal, typed) == f"ceo@bigcorp.example{suffix}"


@pytest.mark.parametrize("email", [*SQUATTING, "ceo@BIGCORP.example." + FULLWIDTH])
def test_the_reader_rejects_an_address_that_ends_as_a_username_does(email):
    assert intake.check_person("A", "B", email).errors == (intake.Code.EMAIL_INVALID,)
    report = intake.read(make.csv(("A", "B", email), ("C", "D", "c@people.example")), "list.csv")
    assert [one.email for one in report.good] == ["c@people.example"]
    assert [one.line for one in report.rejected] == [1]


def test_suffixes_from_the_settings_are_refused_too():
    intake.refuse_endings([".myportal"])
    try:
        assert intake.check_person("A", "B", "c@d.example.MyPortal").errors
        assert not intake.check_person("A", "B", "c@d.example.cvmsorg").errors
        assert not intake.check_person("A", "B", "c@d.myportal.example").errors
    finally:
        intake.refuse_endings(SUFFIXES)


def _invite_by_state(browser, staff, email):
    return browser(staff).post(
        reverse("staff:invite"), {"name": "Big Corp", **PERSON, "email": email}
    )


def _invite_by_provider(browser, staff, email):
    manager = make.user(Role.LOCATION_MANAGER)
    LocationManager.objects.create(user=manager, location=a_location())
    organization = {"name": "Big Corp", **PERSON, "email": email}
    return browser(manager).post(reverse("providers:organizations"), organization)


def _add_a_contact(browser, staff, email):
    address = reverse("staff:contact_add", args=[make.organization(by=staff).pk])
    return browser(staff).post(address, {**PERSON, "email": email})


def _appoint_a_manager(browser, staff, email):
    address = reverse("providers:managers", args=[a_location().pk])
    return browser(staff).post(address, {**PERSON, "email": email})


def _send_a_list(browser, staff, email):
    lines = f"Organization Name,First Name,Last Name,Email\nBig Corp,Ana,Ruiz,{email}\n"
    file = SimpleUploadedFile("list.csv", lines.encode(), "text/csv")
    answer = browser(staff).post(reverse("staff:lists"), {"file": file, "key": uuid.uuid4()})
    browser(staff).post(f"{answer.url}send/")


def _load_a_file(browser, staff, email):
    make.loaded(make.organization(by=staff), ("Ana", "Ruiz", email))


def _invite_staff(browser, staff, email):
    with pytest.raises(CommandError):
        call_command("invite_staff", email, "Ana", "Ruiz", stdout=io.StringIO())


DOORS = [
    _invite_by_state,
    _invite_by_provider,
    _add_a_contact,
    _appoint_a_manager,
    _send_a_list,
    _load_a_file,
    _invite_staff,
]


@pytest.mark.parametrize("email", [f"ceo@bigcorp.example{suffix}" for suffix in SUFFIXES[:2]])
@pytest.mark.parametrize("door", DOORS)
def test_every_invitation_and_list_refuses_such_an_address(
    door, email, staff, as_user, settings, work, mailbox
):
    settings.REQUIRE_MFA = []

    answer = door(as_user, staff, email)
    work()

    assert answer is None or answer.status_code in (200, 422)
    assert not User.objects.filter(username__contains="bigcorp").exists()
    assert not Organization.objects.filter(name="Big Corp").exists()


@pytest.mark.parametrize("door", [door for door in DOORS if door is not _invite_staff])
def test_every_invitation_and_list_accepts_the_address_without_the_suffix(
    door, staff, as_user, settings, work, mailbox
):
    """Otherwise the test above would prove nothing."""
    settings.REQUIRE_MFA = []

    door(as_user, staff, "ceo@bigcorp.example")
    work()

    found = User.objects.filter(username__contains="bigcorp")
    assert found.exists() or Recipient.objects.filter(email__contains="bigcorp").exists()


def test_with_a_second_factor_username_and_email_both_still_sign_in(staff):
    factors.give_app(staff)
    for login in (staff.email, staff.username):
        browser = Client()
        answer = browser.post("/staff/sign-in/", {"login": login, "password": make.PASSWORD})
        assert "authenticate" in answer.url


def test_a_role_belongs_to_one_portal():
    assert make.user(Role.RECIPIENT).username.endswith(".covid19vaccine")
