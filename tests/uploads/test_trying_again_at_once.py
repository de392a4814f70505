"""Try again, and the erasing of old files, at one moment: the bytes are used, or gone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.recipients.models import Recipient
from cvms.uploads.actions import failing, loading
from cvms.uploads.actions.purging import purge_old
from cvms.uploads.models import Content, Upload
from tests import make
from tests.at_once import before_it_commits

pytestmark = pytest.mark.django_db(transaction=True)
State = Upload.State


@pytest.fixture
def old_and_failed(organization, settings):
    """A file that was given up, and whose time to be kept is over."""
    upload = make.upload(organization, make.csv(*make.people(3)), volume=Upload.Volume.HIGH)
    ProcrastinateJob.objects.filter(task_name="uploads.load").delete()
    failing.fail_abandoned()
    old = timezone.now() - timedelta(days=settings.KEEP_UPLOADS_DAYS + 1)
    Upload.objects.filter(pk=upload.pk).update(created_at=old)
    return Upload.objects.get(pk=upload.pk)


def test_a_file_that_is_being_tried_again_keeps_its_bytes(old_and_failed, contact):
    # When the night's erasing comes before "Try again" has committed
    tried, erased = before_it_commits(
        lambda: failing.try_again(upload=old_and_failed, by=contact), purge_old
    )

    # Then the file is left alone, and loads
    assert (tried, erased) == (True, 0)
    assert loading.load(pk=old_and_failed.pk).state == State.LOADED
    assert Recipient.objects.count() == 3


def test_a_file_that_is_being_erased_is_not_tried_again(old_and_failed, contact):
    # When "Try again" is pressed before the erasing has committed
    erased, tried = before_it_commits(
        purge_old, lambda: failing.try_again(upload=old_and_failed, by=contact)
    )

    # Then it waits, and finds nothing to try
    assert (erased, tried) == (1, False)
    assert not Content.objects.filter(upload=old_and_failed).exists()
    assert Upload.objects.get(pk=old_and_failed.pk).state == State.FAILED
    assert not ProcrastinateJob.objects.filter(task_name="uploads.load").exists()
