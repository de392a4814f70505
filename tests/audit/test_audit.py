"""The audit trail says what happened, and nobody can take it back."""

import pytest
from django.db import DatabaseError, connection, transaction

from cvms.audit.actions import record
from cvms.audit.models import Event

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


def test_an_event_of_a_request_says_who_what_when_and_from_where(as_user, contact, organization):
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
