"""Store corrections row by row as they are typed, and which records are left out."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record

from ..cells import Typed
from ..models import Rejection, TypedRow, Upload
from .comparing import count_soon


class TypedMeanwhile(Exception):
    """Somebody else changed the row after the page showed it; `row` is its present state."""

    def __init__(self, row: TypedRow) -> None:
        self.row = row


@transaction.atomic
def keep(*, file: Upload, typed: Typed, by: User) -> TypedRow:
    """Store one row as typed. Raises TypedMeanwhile if somebody else changed it."""
    Upload.objects.select_for_update(of=("self",)).get(pk=file.pk)
    row = TypedRow.objects.filter(upload=file, line=typed.line).first()
    if row is None:
        row = TypedRow(upload=file, line=typed.line, version=0)
    elif (row.first_name, row.last_name, row.email) == typed.cells:
        return row
    elif row.version != typed.version:
        raise TypedMeanwhile(row)
    row.first_name, row.last_name, row.email = typed.cells
    row.version += 1
    row.typed_by, row.typed_at = by, timezone.now()
    row.save()
    return row


@transaction.atomic
def keep_all(*, file: Upload, typed: Iterable[Typed], by: User) -> set[int]:
    """Store the rows that a page sent; return the lines that somebody else changed meanwhile."""
    conflicts = set()
    for row in typed:
        try:
            keep(file=file, typed=row, by=by)
        except TypedMeanwhile:
            conflicts.add(row.line)
    return conflicts


@transaction.atomic
def take_suggestions(*, file: Upload, by: User) -> int:
    """Replace each address by its suggestion, where there is one; return how many rows."""
    taken = suggested(file)
    for typed in taken:
        keep(file=file, typed=typed, by=by)
    return len(taken)


def suggested(file: Upload) -> list[Typed]:
    """Return each row of the worklist whose address has a suggestion, with that suggestion."""
    rows = {row.line: row for row in TypedRow.objects.filter(upload=file)}
    found = []
    for rejection in Rejection.objects.of_file(file).to_correct().order_by("line"):
        shown = rows.get(rejection.line, rejection)
        if address := intake.suggest_email(shown.email):
            names = shown.first_name, shown.last_name
            found.append(Typed(rejection.line, *names, address, getattr(shown, "version", 0)))
    return found


@transaction.atomic
def leave_out(*, file: Upload, lines: Collection[int], by: User, back: bool = False) -> int:
    """Mark records as not the organization's people, or undo it; return how many changed."""
    asked = Rejection.objects.of_file(file).outstanding().filter(kind=Rejection.Kind.TO_CORRECT)
    changed = asked.filter(line__in=lines, left_out=back).update(left_out=not back)
    if changed:
        record(
            "uploads.put_back" if back else "uploads.left_out",
            by=by,
            on=file,
            organization=file.organization_id,
            records=changed,
        )
        count_soon(file.organization)
    return changed
