"""The check of migrations refuses what the former release could not live with."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import call_command
from django.db import models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Migration,
    RemoveField,
    RenameField,
)

from tests.migrations import faults, field_before, ours

PLAIN = models.CharField(max_length=5, default="x")
FILLED = models.CharField(max_length=5, db_default="x")
INDEX = models.Index(fields=["token"], name="mail_by_token")
UNIQUE = models.UniqueConstraint(fields=["token"], name="mail_one_token")
UPGRADE = Path(__file__).resolve().parents[1] / "docs/upgrade.md"
EMPTY = models.CharField(max_length=5, null=True)


def migration(*operations, unread_since=""):
    made = Migration("9999_next", "mail")
    made.operations = list(operations)
    if unread_since:
        made.unread_since = unread_since
    return made


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        (AddField("message", "color", PLAIN), "give it a db_default"),
        (RemoveField("message", "token"), "remove it a release later"),
        (RenameField("message", "token", "name"), "remove it a release later"),
        (AddIndex("message", INDEX), "build it with AddIndexConcurrently"),
        (AddConstraint("message", UNIQUE), "build it with AddIndexConcurrently"),
    ],
)
def test_a_migration_that_breaks_the_former_release_is_refused(operation, says):
    one = migration(operation)

    [fault] = faults(one, [one])

    assert says in fault
    assert fault.startswith("mail.9999_next")


@pytest.mark.parametrize(
    "operations",
    [
        [AddField("message", "color", FILLED)],
        [AddField("message", "color", EMPTY)],
        [AddIndexConcurrently("message", INDEX)],
        [CreateModel("Color", [("name", PLAIN)]), AddField("color", "shade", PLAIN)],
        [CreateModel("Color", [("name", PLAIN)]), AddIndex("color", INDEX)],
    ],
)
def test_a_migration_that_only_adds_is_accepted(operations):
    one = migration(*operations)

    assert list(faults(one, [one])) == []


def test_a_column_that_no_release_reads_may_be_removed():
    one = migration(RemoveField("message", "token"), unread_since="0.1")

    assert list(faults(one, [one])) == []


def test_a_field_is_known_as_it_was_before_it_was_altered():
    altered = [
        (operation, one)
        for one in ours()
        for operation in one.operations
        if isinstance(operation, AlterField)
    ]
    assert altered

    for operation, one in altered:
        before = field_before(operation, one)
        assert before.deconstruct()[1:] != operation.field.deconstruct()[1:]


@pytest.mark.django_db
def test_the_index_to_build_beforehand_is_the_one_that_the_migration_builds():
    printed = StringIO()
    call_command("sqlmigrate", "audit", "0005", stdout=printed)
    [built] = re.findall(r"CREATE INDEX .*;", printed.getvalue())

    [beforehand] = re.findall(r"CREATE INDEX CONCURRENTLY .*;", UPGRADE.read_text())

    assert beforehand.replace(" CONCURRENTLY", "") == built.replace('"', "")
