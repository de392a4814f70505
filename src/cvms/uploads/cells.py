"""Read a grid of records from a form, and find the rows that were changed."""

import uuid
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from django.http import QueryDict

from cvms import intake

COLUMNS = ("first_name", "last_name", "email")
Row = tuple[int, str, str, str]  # line, first name, last name, email


class Record(Protocol):
    """Anything that has the three cells of one record."""

    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def email(self) -> str: ...


class Typed(NamedTuple):
    """One row of a grid as a form sends it; `version` is that of the row the page showed."""

    line: int
    first_name: str
    last_name: str
    email: str
    version: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        return cells_of(self)


def typed_rows(data: QueryDict) -> list[Typed]:
    """Return a form's rows; line 12 has `first_name-12`, `last_name-12`, and `email-12`."""
    lines = sorted({int(name.rpartition("-")[2]) for name in data if _is_cell(name)})
    return [_typed(data, line) for line in lines]


def _typed(data: QueryDict, line: int) -> Typed:
    first, last, email = (data.get(f"{column}-{line}", "")[:1000] for column in COLUMNS)
    version = data.get(f"version-{line}", "")
    return Typed(line, first, last, email, int(version) if _is_number(version) else 0)


def right_lines(data: QueryDict) -> set[int]:
    """Return the line numbers in the fields `right`: their addresses were confirmed as right."""
    return {int(line) for line in data.getlist("right") if _is_number(line)}


def key_of(data: QueryDict) -> uuid.UUID:
    """Return the form's key; a new one if it is missing or malformed."""
    try:
        return uuid.UUID(data.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _is_cell(name: str) -> bool:
    column, _dash, line = name.rpartition("-")
    return column in COLUMNS and _is_number(line)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7


def changed(rows: Iterable[Row], before: Mapping[int, Record]) -> list[Row]:
    """Return the rows that differ from their records; `before` is keyed by line."""
    return [
        row
        for row in rows
        if row[0] in before and cells_of(before[row[0]]) != tuple(map(intake.clean, row[1:]))
    ]


def differs(typed: Typed, before: Mapping[int, Record]) -> bool:
    """Return whether a form's row differs from what its page showed."""
    return typed.line in before and typed.cells != cells_of(before[typed.line])


def cells_of(record: Record) -> tuple[str, ...]:
    """Return the cells as they are loaded: trimmed and in one Unicode form."""
    return tuple(intake.clean(getattr(record, column)) for column in COLUMNS)
