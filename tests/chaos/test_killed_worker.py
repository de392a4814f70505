"""A worker killed in the middle of a High Volume upload, and the one that comes after it."""

import pytest
from django.db import connection

from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.uploads.models import Upload
from tests import make
from tests.chaos.waiting import until

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]

# Holds the load up inside of its transaction, for as long as the test holds the lock.
HOLD = """
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NULL; END $$;
CREATE TRIGGER hold AFTER INSERT ON uploads_rejection FOR EACH STATEMENT EXECUTE FUNCTION hold();
"""


@pytest.fixture
def held_in_the_middle(transactional_db):
    """The worker gets as far as having inserted the people and their rejections."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD)
        cursor.execute("SELECT pg_advisory_lock(4711)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
        cursor.execute("DROP FUNCTION hold CASCADE")


def _waits_for_the_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0] == 1


def test_each_good_row_is_loaded_once_and_every_row_accounted_for(
    held_in_the_middle, organization, start_worker, mailbox
):
    # Given a file of 2,000 good rows and three bad ones, and a worker in the middle of it
    bad = [("", "A", "a@x.example"), ("B", "", "b@x.example"), ("C", "C", "bademail")]
    data = make.csv(*make.people(2000), *bad)
    upload = make.upload(organization, data, volume=Upload.Volume.HIGH)
    doomed = start_worker()
    until(_waits_for_the_lock)

    # When the worker is killed, and another is started
    doomed.kill()
    doomed.wait()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(4711)")
    assert Recipient.objects.count() == 0
    start_worker()
    until(lambda: Upload.objects.get(pk=upload.pk).state == Upload.State.LOADED, seconds=90)

    # Then the upload is whole: every good row once, every bad row once, one report
    upload.refresh_from_db()
    assert (upload.records, upload.loaded, upload.rejected) == (2003, 2000, 3)
    assert Recipient.objects.count() == 2000
    assert list(upload.rejections.order_by("line").values_list("line", flat=True)) == [
        2001,
        2002,
        2003,
    ]
    assert Message.objects.filter(kind="upload_report").count() == 1
    assert Message.objects.filter(kind="recipient_invitation").count() == 2000
