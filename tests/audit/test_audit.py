"""The audit trail says what happened, and nobody can change it."""

import pytest
from django.db import DatabaseError, connection, transaction

from cvms.accounts.models import Portal, User
from cvms.accounts.permissions import Role
from cvms.audit.actions import record
from cvms.audit.middleware import client_address
from cvms.audit.models import Event
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'nothing'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_event(statement):
    record("tests.happened")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_no_truncate")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Event.objects.filter(action="tests.happened").exists()


def test_an_event_has_person_action_time_and_network_address(as_user, contact, organization):
    browser = as_user(contact)

    browser.post("/organization/", {}, REMOTE_ADDR="203.0.113.9")
    browser.post("/sign-out/", REMOTE_ADDR="203.0.113.9")

    event = Event.objects.latest("id")
    assert (event.action, event.who, event.address) == (
        "accounts.signed_out",
        contact.pk,
        "203.0.113.9",
    )
    assert event.role == "point_of_contact"


@pytest.mark.parametrize("portal", Portal)
def test_acts_are_recorded_whatever_roles_an_account_has(portal, client):
    """Five roles at once did not fit the column, so signing in answered 500."""
    user = User.objects.create_user(
        portal, "everything@state.example", roles=list(Role), password=make.PASSWORD
    )

    client.force_login(user)

    assert set(Event.objects.get(action="accounts.signed_in").role.split()) == set(Role)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("10.0.0.1, 203.0.113.9:55123", "203.0.113.9"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", None),
        ("", None),
        ("x" * 500, None),
    ],
)
def test_a_proxys_network_address_is_recorded_or_left_out(said, address, settings, rf):
    settings.TRUST_PROXY = True

    assert client_address(rf.get("/", headers={"X-Forwarded-For": said})) == address


def test_an_act_without_a_network_address_is_recorded(as_user, contact):
    """A server behind a socket file has no peer address."""
    assert as_user(contact).post("/sign-out/", REMOTE_ADDR="").status_code == 302

    assert Event.objects.latest("id").address is None
