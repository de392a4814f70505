"""Fails when a model has a change that no migration makes, or a migration breaks the last release.

`--released` writes the present commit and its migrations into the file that names those of the last
release.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django
from django.contrib.postgres.operations import NotInTransactionMixin
from django.core.management import call_command
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    DeleteModel,
    Migration,
    RemoveField,
    RenameField,
    RenameModel,
)
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED, Field, ManyToManyField, UniqueConstraint

FORMER = Path(__file__).with_name("former_release.txt")
GONE = (RemoveField, RenameField, DeleteModel, RenameModel)


def main() -> int:
    """Print each fault; 1 when there is any."""
    django.setup()
    if "--released" in sys.argv:
        names = "".join(f"{name}\n" for name in sorted(map(named, ours())))
        FORMER.write_text(f"{_present_commit()}\n{names}")
        return 0
    call_command("makemigrations", check=True, dry_run=True)
    former = set(FORMER.read_text().split()[1:])
    new = [migration for migration in ours() if named(migration) not in former]
    found = [fault for migration in new for fault in faults(migration, new)]
    for fault in found:
        print(fault)
    return 1 if found else 0


def former_commit() -> str:
    """The commit of the last release; its code serves on while the database is migrated."""
    return FORMER.read_text().split()[0]


def _present_commit() -> str:
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.check_output(command, cwd=FORMER.parent, text=True).strip()


def ours() -> list[Migration]:
    """The migrations of the product's own rooms."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = loader.disk_migrations.values()
    return [one for one in found if type(one).__module__.startswith("cvms.")]


def named(migration: Migration) -> str:
    return f"{migration.app_label}.{migration.name}"


def faults(migration: Migration, new: list[Migration]) -> Iterator[str]:
    """Yield what the release before this one could not live with."""
    made = {
        (one.app_label, operation.name_lower)
        for one in new
        for operation in one.operations
        if isinstance(operation, CreateModel)
    }
    for operation in _all(migration.operations):
        model = getattr(operation, "model_name", getattr(operation, "name", "")).lower()
        if (migration.app_label, model) in made:
            continue
        if why := _fault(operation, migration):
            yield f"{named(migration)}: {operation.describe()}: {why} (docs/upgrade.md)"


def _all(operations: list[Operation]) -> Iterator[Operation]:
    for operation in operations:
        yield operation
        yield from _all(getattr(operation, "database_operations", []))


def _fault(operation: Operation, migration: Migration) -> str:
    if isinstance(operation, GONE) and not hasattr(migration, "unread_since"):
        return "the former release may read it; remove it a release later, and say unread_since"
    if isinstance(operation, AddField) and _must_be_given(operation.field):
        return "the former release does not fill it; give it a db_default, or allow NULL"
    if _locks_while_it_builds(operation):
        return "nobody can write to the table meanwhile; build it with AddIndexConcurrently"
    altered = isinstance(operation, AlterField) and _must_be_given(operation.field)
    if altered and field_before(operation, migration).null:
        return "the former release may leave it empty; give it a db_default"
    return ""


def _locks_while_it_builds(operation: Operation) -> bool:
    if isinstance(operation, AddConstraint):
        return isinstance(operation.constraint, UniqueConstraint)
    return isinstance(operation, AddIndex) and not isinstance(operation, NotInTransactionMixin)


def _must_be_given(field: Field) -> bool:
    has_default = field.db_default is not NOT_PROVIDED
    return not (field.null or has_default or isinstance(field, ManyToManyField))


def field_before(operation: AlterField, migration: Migration) -> Field:
    """The field as it is just before this operation."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    state = loader.project_state((migration.app_label, migration.name), at_end=False)
    for earlier in migration.operations:
        if earlier is operation or earlier == operation:
            break
        earlier.state_forwards(migration.app_label, state)
    return state.models[migration.app_label, operation.model_name_lower].fields[operation.name]


if __name__ == "__main__":
    sys.exit(main())
