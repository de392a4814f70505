"""Records shown as a table whose cells can be edited, each problem beside its cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cvms import intake

from .cells import COLUMNS
from .models import Rejection
from .wording import reason_words

FIRST, LAST, EMAIL = COLUMNS
_LABELS = {
    FIRST: gettext_lazy("First Name"),
    LAST: gettext_lazy("Last Name"),
    EMAIL: gettext_lazy("Email"),
}


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
    """One record. `reasons` is what its Error cell would say."""

    line: int
    cells: list[Cell]
    reasons: str
    note: str = ""


def of_report(report: intake.Report, known: set[str]) -> list[Row]:
    """Every record of a previewed file in its order; `known` addresses are in the system."""
    return [
        _row(record, [intake.Code.EMAIL_DUPLICATE])
        if isinstance(record, intake.Record) and record.email_key in known
        else _row(record, getattr(record, "errors", ()))
        for record in report.rows_in_order()
    ]


def of_rejections(rejections: Iterable[Rejection]) -> list[Row]:
    """The rejected records of a loaded file."""
    return [
        _row(rejection, [intake.Code(code) for code in rejection.errors])
        for rejection in rejections
    ]


def _row(record: object, errors: Sequence[intake.Code]) -> Row:
    line: int = record.line
    cells = [_cell(record, column, line, errors) for column in COLUMNS]
    return Row(line, cells, intake.reasons(errors), _note(record))


def _cell(record: object, column: str, line: int, errors: Sequence[intake.Code]) -> Cell:
    value: str = getattr(record, column)
    problems = [
        reason_words(code) for code in errors if code.value.startswith(column.partition("_")[0])
    ]
    return Cell(
        name=f"{column}-{line}",
        heading=_LABELS[column],
        label=_("%(column)s, line %(line)d") % {"column": _LABELS[column], "line": line},
        value=value,
        problems=problems,
        suggestion=intake.suggest_email(value) if column == EMAIL else None,
        held=column == EMAIL and list(errors) == [intake.Code.EMAIL_MISSPELLED],
    )


def _note(record: object) -> str:
    """What more may be said of a duplicate: the earlier line, or when its own record was loaded."""
    earlier: int | None = getattr(record, "earlier_line", None)
    if earlier:
        return _("The same address is on line {line}.").format(line=earlier)
    since = getattr(record, "known_since", None)
    if since:
        return _("Your organization loaded this address on %(date)s. Nothing more to do.") % {
            "date": formats.date_format(timezone.localtime(since), "SHORT_DATE_FORMAT")
        }
    return ""
