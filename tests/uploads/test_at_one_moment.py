"""The same person, from two sides at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cvms.recipients.models import Recipient
from cvms.uploads.actions import loading
from cvms.uploads.models import Upload
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*uploads: Upload) -> list[Upload]:
    """Load each in a connection of its own, all from one starting shot."""
    start = Barrier(len(uploads))

    def load(upload: Upload) -> Upload:
        start.wait()
        try:
            return loading.load(pk=upload.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(uploads)) as pool:
        return list(pool.map(load, uploads))


def test_two_uploads_of_the_same_people_in_opposite_order_do_not_deadlock(staff):
    # Given the same 400 people in two lists, one the other way round
    people = make.people(400)
    one, other = make.organization(by=staff), make.organization(by=staff)
    uploads = [
        make.upload(one, make.csv(*people), volume=Upload.Volume.HIGH),
        make.upload(other, make.csv(*reversed(people)), volume=Upload.Volume.HIGH),
    ]

    # When both are loaded at the same moment
    first, second = _at_once(*uploads)

    # Then each person is there once, and the later uploader is told of duplicates
    assert Recipient.objects.count() == 400
    assert first.loaded + second.loaded == 400
    assert first.rejected + second.rejected == 400


def test_create_records_pressed_twice_at_once_loads_once(staff):
    upload = make.upload(make.organization(by=staff), make.csv(*make.people(50)))

    first, second = _at_once(upload, upload)

    assert Recipient.objects.count() == 50
    assert (first.loaded, second.loaded) == (50, 50)
