"""The product's own role: enough for everything that it does, and not for the trail's triggers."""

import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cvms.mail.models import Message
from cvms.uploads.models import Upload
from tests import make
from tests.chaos.waiting import until
from tests.processes import database_url

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]
ROLE = f"product {os.getpid()}"


@pytest.fixture
def role(transactional_db):
    """A role that may do what the command prints; the address of the database for it."""
    printed = StringIO()
    call_command("grants", ROLE, stdout=printed)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{ROLE}" LOGIN')
        cursor.execute(printed.getvalue())
    yield make_conninfo(**conninfo_to_dict(database_url()) | {"user": ROLE})
    with connection.cursor() as cursor:
        cursor.execute(f'DROP OWNED BY "{ROLE}"; DROP ROLE "{ROLE}"')


def test_uploads_and_mail_work_with_the_restricted_role(role, organization, start_worker, mailbox):
    data = make.csv(*make.people(50), ("C", "C", "bademail"))

    upload = make.upload(organization, data, volume=Upload.Volume.HIGH)
    start_worker(DATABASE_URL=role)

    until(lambda: Upload.objects.get(pk=upload.pk).state == Upload.State.LOADED)
    until(lambda: not Message.objects.waiting().exists())
    assert len(mailbox.messages) >= 51


def test_pages_work_with_the_restricted_role(role, start_server):
    start_server(DATABASE_URL=role)  # which waits until they are


def test_the_restricted_role_cannot_change_the_trail_or_its_triggers(role):
    for statement in (
        "DELETE FROM audit_event",
        "UPDATE audit_event SET action = 'x'",
        "TRUNCATE audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TABLE audit_event",
        "CREATE TABLE mine (id int)",
    ):
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            _as_the_product(statement)


def _as_the_product(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{ROLE}"')
        cursor.execute(statement)
