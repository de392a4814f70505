"""A worker is killed in the middle of a High Volume upload, and another one takes over."""

import pytest
from django.db import connection

from cvms.jobs.patience import MOST_RETRIES
from cvms.mail.models import Message
from cvms.recipients.models import Recipient
from cvms.uploads.actions import failing
from cvms.uploads.models import Upload
from tests import make
from tests.chaos.holding import held, let_go, somebody_waits
from tests.chaos.waiting import until

pytestmark = [pytest.mark.chaos, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held_in_the_middle(transactional_db):
    """Hold the worker when it has inserted the people and their rejections."""
    with held("uploads_rejection"):
        yield


def _kill_in_the_middle(start_worker):
    doomed = start_worker()
    until(somebody_waits)
    doomed.kill()
    doomed.wait()
    let_go()


def test_after_a_kill_each_good_row_is_loaded_once_and_every_row_accounted_for(
    held_in_the_middle, organization, start_worker, mailbox
):
    # Given a file of 2,000 good rows and three bad ones
    bad = [("", "A", "a@x.example"), ("B", "", "b@x.example"), ("C", "C", "bademail")]
    data = make.csv(*make.people(2000), *bad)
    upload = make.upload(organization, data, volume=Upload.Volume.HIGH)

    # When the worker is killed, and another is started
    _kill_in_the_middle(start_worker)
    assert Recipient.objects.count() == 0
    start_worker()
    until(lambda: Upload.objects.get(pk=upload.pk).state == Upload.State.LOADED)

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


def test_a_file_that_crashes_its_workers_fails_and_loads_when_tried_again(
    held_in_the_middle, organization, start_worker, mailbox
):
    # Given a file whose worker was killed so often that this is the last try
    data = make.csv(*make.people(20), ("C", "C", "bademail"))
    upload = make.upload(organization, data, volume=Upload.Volume.HIGH)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [MOST_RETRIES])

    # When it is killed once more
    _kill_in_the_middle(start_worker)
    start_worker()

    # Then the file has failed, nothing of it is loaded, and its uploader is told
    until(lambda: Upload.objects.get(pk=upload.pk).state == Upload.State.FAILED)
    assert Recipient.objects.count() == 0
    until(lambda: any("Failed" in m["subject"] for _, m in mailbox.messages))

    # And tried again it loads, everything once
    failing.try_again(upload=upload, by=make.contact_of(organization))
    until(lambda: Upload.objects.get(pk=upload.pk).state == Upload.State.LOADED)
    assert Recipient.objects.count() == 20
    assert Message.objects.filter(kind="upload_report").count() == 1
    assert Message.objects.filter(kind="upload_failure").count() == 1
