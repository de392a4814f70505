"""A migration that builds indexes of the table of people lets people be loaded meanwhile."""

from importlib import import_module

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.migrations import AddIndex


def test_indexes_are_built_without_holding_up_writes():
    migration = import_module("cvms.recipients.migrations.0005_counted_by_stage").Migration

    built = [one for one in migration.operations if isinstance(one, AddIndex)]

    assert not migration.atomic
    assert len(built) == 3
    assert all(isinstance(one, AddIndexConcurrently) for one in built)
