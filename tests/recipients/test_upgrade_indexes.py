"""A migration that builds indexes of the table of people lets people be loaded meanwhile."""

from importlib import import_module

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection
from django.db.migrations import AddIndex

from cvms.recipients.models import Recipient


def test_indexes_are_built_without_holding_up_writes():
    migration = import_module("cvms.recipients.migrations.0005_counted_by_stage").Migration

    built = [one for one in migration.operations if isinstance(one, AddIndex)]

    assert not migration.atomic
    assert len(built) == 3
    assert all(isinstance(one, AddIndexConcurrently) for one in built)


@pytest.mark.django_db
def test_the_people_for_whom_mail_is_still_tried_are_found_by_an_index_of_their_own():
    people = Recipient.objects.filter(organization=1, stage=Recipient.Stage.WAITING)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "recipients_still_tried" in people.exclude(why="").explain()
