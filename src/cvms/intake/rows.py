"""Reads a list with columns of the caller's own; judging the cells is the caller's."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from cvms.intake import sniff
from cvms.intake.catalogue import SPLIT, Problem, ProblemCode, Refused, refusal
from cvms.intake.cells import clean
from cvms.intake.headings import PEOPLE, Columns, Headings
from cvms.intake.limits import Buffer, Limits, take
from cvms.intake.reading import DEFAULT_LIMITS, holds_something, open_table


class Row(NamedTuple):
    """One record: its line below the headings, from 1, and its cleaned cells by column."""

    line: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Rows:
    """Either the records of a file, or the one problem that refuses it. See `Report`."""

    file: str
    format: str | None = None
    encoding: str | None = None
    rows: list[Row] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    problem: Problem | None = None


def read_rows(
    source: Buffer | BinaryIO, filename: str, columns: Columns, limits: Limits = DEFAULT_LIMITS
) -> Rows:
    """Read a list that has these columns, by the rules of `read` and with its refusals."""
    found = Rows(file=filename)
    try:
        _read(take(source, limits), columns, limits, found)
    except Refused as refused:
        found.rows.clear()
        # The sentences name the columns of a list of people.
        message = refused.problem.message.replace(PEOPLE.listed, columns.listed)
        found.problem = refused.problem._replace(message=message)
    return found


def _read(data: bytes, columns: Columns, limits: Limits, found: Rows) -> None:
    if not holds_something(data):
        raise refusal(ProblemCode.EMPTY)
    found.format = sniff.kind(data)
    with open_table(data, found, columns) as (search, rows):
        if not search.headings:
            raise Refused(search.problem)
        found.ignored_columns = search.headings.ignored
        records = _records(rows, search.headings)
        for row in records:
            if limits.records is not None and len(found.rows) == limits.records:
                raise _too_many(len(found.rows) + 1 + sum(1 for _ in records), limits)
            found.rows.append(row)
    if not found.rows:
        raise refusal(ProblemCode.NO_RECORDS)


def _records(rows: Iterator[list[str]], headings: Headings) -> Iterator[Row]:
    """The rows in which a cell is filled, save the Error column that an error file brought."""
    for line, row in enumerate(rows, 1):
        cells = [clean(cell) for cell in row]
        if any(cell for place, cell in enumerate(cells) if place not in headings.error_columns):
            padded = cells + [""] * (max(headings.columns) + 1 - len(cells))
            yield Row(line, tuple(padded[place] for place in headings.columns))


def _too_many(count: int, limits: Limits) -> Refused:
    hint = limits.hint or SPLIT.format(limit=limits.records)
    return refusal(ProblemCode.TOO_MANY_RECORDS, count=count, limit=limits.records, hint=hint)
