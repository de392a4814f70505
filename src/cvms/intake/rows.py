"""Read a list whose columns the caller defines; the caller checks the cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from cvms.intake.cells import clean
from cvms.intake.codes import ProblemCode
from cvms.intake.headings import Columns, Headings
from cvms.intake.limits import Buffer, Limits, take
from cvms.intake.reading import DEFAULT_LIMITS, open_table
from cvms.intake.statements import Problem, Refused, refusal


class Row(NamedTuple):
    """One record: its line below the headings, from 1, and its cleaned cells in column order."""

    line: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Rows:
    """Either the records of a file, or the problem for which it is refused. See `Report`."""

    file: str
    format: str | None = None
    encoding: str | None = None
    rows: list[Row] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    problem: Problem | None = None


def read_rows(
    source: Buffer | BinaryIO, filename: str, columns: Columns, limits: Limits = DEFAULT_LIMITS
) -> Rows:
    """Read a list that has these columns; formats, encodings and refusals are those of `read`."""
    found = Rows(file=filename)
    try:
        _read(take(source, limits), columns, limits, found)
    except Refused as refused:
        found.rows.clear()
        code, params = refused.problem
        found.problem = Problem(code, params | {"wanted": list(columns.names)})
    return found


def _read(data: bytes, columns: Columns, limits: Limits, found: Rows) -> None:
    with open_table(data, found, columns) as table:
        headings = table.search.headings
        if not headings:
            raise Refused(table.search.problem)
        found.ignored_columns = list(headings.ignored)
        records = _records(table.rows, headings)
        for row in records:
            if limits.records is not None and len(found.rows) == limits.records:
                count = len(found.rows) + 1 + sum(1 for _ in records)
                raise refusal(ProblemCode.TOO_MANY_RECORDS, count=count, limit=limits.records)
            found.rows.append(row)
    if not found.rows:
        raise refusal(ProblemCode.NO_RECORDS)


def _records(rows: Iterator[list[str]], headings: Headings) -> Iterator[Row]:
    """Yield the rows that have a filled cell outside an error file's Error column."""
    for line, row in enumerate(rows, 1):
        cells = [clean(cell) for cell in row]
        if any(cell for place, cell in enumerate(cells) if place not in headings.error_columns):
            padded = cells + [""] * (max(headings.columns) + 1 - len(cells))
            yield Row(line, tuple(padded[place] for place in headings.columns))
