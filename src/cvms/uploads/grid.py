"""Records shown as a table whose cells can be edited, each problem beside its cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms import intake

from .cells import COLUMNS, cells_of
from .models import Rejection, TypedRow
from .wording import reason_words

FIRST, LAST, EMAIL = COLUMNS
_LABELS = {
    FIRST: gettext_lazy("First Name"),
    LAST: gettext_lazy("Last Name"),
    EMAIL: gettext_lazy("Email"),
}
Listed = intake.Record | intake.Rejection | Rejection
DUPLICATE = intake.Code.EMAIL_DUPLICATE


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the grid. `problems` are sentences; `suggestion` an address to offer."""

    name: str
    heading: str | Promise
    label: str
    value: str
    problems: list[str]
    suggestion: str | None = None
    held: bool = False  # only until somebody says that the address is right


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `reasons` is the Error cell's text for the cells as they are now."""

    line: int
    cells: list[Cell]
    reasons: str
    note: str = ""
    version: int = 0
    typed_by: str = ""

    @property
    def fixed(self) -> bool:
        """Return whether it was edited and has no problem any more."""
        return bool(self.version) and not self.reasons


def of_report(
    report: intake.Report, known: Mapping[int, str], typed: Mapping[int, TypedRow]
) -> list[Row]:
    """Return every record of a previewed file, in the file's order.

    `known` lines need nothing until their address is changed; see `known_people.nothing_to_do`.
    """
    rows = []
    for record in report.rows_in_order():
        errors = list(getattr(record, "errors", ()))
        over = typed.get(record.line)
        if record.line in known and (over is None or cells_of(over)[2] == cells_of(record)[2]):
            row = _row(record, [], over)
            rows.append(replace(row, note=_nothing_to_do(known[record.line])))
        else:
            rows.append(_row(record, errors, over))
    return rows


def _nothing_to_do(kind: str) -> str:
    if kind == Rejection.Kind.OWN:
        return _("Already on your list. Nothing to do.")
    return _("Registered already, or twice in the file. Nothing to do.")


def of_rejections(
    rejections: Iterable[Rejection], typed: Mapping[int, TypedRow] | None = None
) -> list[Row]:
    """Return the records of a file that are to be corrected, with what was typed over them."""
    typed = typed or {}
    return [
        _row(rejection, [intake.Code(code) for code in rejection.errors], typed.get(rejection.line))
        for rejection in rejections
    ]


def problems_of_typed(row: TypedRow) -> dict[str, list[str]]:
    """Return each cell's problems; not whether the person is known, which typing must not tell."""
    errors = intake.check_person(row.first_name, row.last_name, row.email).errors
    return {column: _problems(column, errors) for column in COLUMNS}


def _row(record: Listed, errors: Sequence[intake.Code], typed: TypedRow | None) -> Row:
    line, shown = record.line, typed or record
    if typed:
        errors = _errors_now(record, errors, typed)
    return Row(
        line,
        [_cell(shown, column, line, errors) for column in COLUMNS],
        intake.reasons(errors),
        _note(record) if DUPLICATE in errors else "",
        typed.version if typed else 0,
        typed.typed_by.full_name if typed else "",
    )


def _errors_now(
    record: Listed, errors: Sequence[intake.Code], typed: TypedRow
) -> list[intake.Code]:
    """Return the problems of what was typed; a duplicate stays one until its address changes."""
    now = list(intake.check_person(typed.first_name, typed.last_name, typed.email).errors)
    if DUPLICATE in errors and cells_of(record)[2] == cells_of(typed)[2]:
        now.append(DUPLICATE)
    return now


def _cell(record: Listed | TypedRow, column: str, line: int, errors: Sequence[intake.Code]) -> Cell:
    value: str = getattr(record, column)
    return Cell(
        name=f"{column}-{line}",
        heading=_LABELS[column],
        label=_("%(column)s, line %(line)d") % {"column": _LABELS[column], "line": line},
        value=value,
        problems=_problems(column, errors),
        suggestion=intake.suggest_email(value) if column == EMAIL else None,
        held=column == EMAIL and list(errors) == [intake.Code.EMAIL_MISSPELLED],
    )


def _problems(column: str, errors: Iterable[intake.Code]) -> list[str]:
    start = column.partition("_")[0]
    return [reason_words(code) for code in errors if code.value.startswith(start)]


def _note(record: Listed) -> str:
    """Return a duplicate's earlier line, or the date on which its organization loaded it."""
    earlier: int | None = getattr(record, "earlier_line", None)
    if earlier:
        return _("The same address is on line {line}.").format(line=earlier)
    since = getattr(record, "known_since", None)
    if since:
        return _("Your organization loaded this address on %(date)s. Nothing more to do.") % {
            "date": formats.date_format(timezone.localtime(since), "SHORT_DATE_FORMAT")
        }
    return ""
