"""What was typed into a grid of records, and which of them it changes."""

import uuid
from typing import Any

from django.http import QueryDict

from cvms import intake

COLUMNS = ("first_name", "last_name", "email")
Row = tuple[int, str, str, str]  # line, first name, last name, email


def rows_of(data: QueryDict) -> list[Row]:
    """The cells of a grid: fields `first_name-12`, `last_name-12`, `email-12` of line 12."""
    lines = sorted(
        {int(name.rpartition("-")[2]) for name in data if _is_cell(name)},
    )
    return [(line, *(data.get(f"{column}-{line}", "") for column in COLUMNS)) for line in lines]


def right_lines(data: QueryDict) -> set[int]:
    """The lines whose address somebody says is right: fields `right` with their numbers."""
    return {int(line) for line in data.getlist("right") if line.isascii() and line.isdigit()}


def key_of(data: QueryDict) -> uuid.UUID:
    """The key of the form that was sent; a new one where it is missing or spoilt."""
    try:
        return uuid.UUID(data.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _is_cell(name: str) -> bool:
    column, _dash, line = name.rpartition("-")
    return column in COLUMNS and line.isascii() and line.isdigit() and len(line) <= 7


def changed(rows: list[Row], before: dict[int, Any]) -> list[Row]:
    """Those of the rows that say something else than the records before, by line."""
    return [row for row in rows if row[0] in before and _cells(before[row[0]]) != _cleaned(row)]


def _cells(record: Any) -> tuple[str, ...]:
    return tuple(intake.clean(getattr(record, column)) for column in COLUMNS)


def _cleaned(row: Row) -> tuple[str, ...]:
    return tuple(intake.clean(cell) for cell in row[1:])
