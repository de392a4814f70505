"""Write the CSV files that people download; `read` can read all of them back."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Protocol

from cvms.intake.cells import safe_cell
from cvms.intake.checks import error_cell
from cvms.intake.codes import Code
from cvms.intake.quoting import has_escapes
from cvms.intake.statements import PEOPLE_COLUMNS as HEADINGS

ERROR_HEADINGS = ("FirstName", "LastName", "PersonEmail", "Error")


class Rejected(Protocol):
    """Anything with the fields of a rejected record: a `Rejection`, or a stored one."""

    @property
    def line(self) -> int: ...
    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def errors(self) -> Iterable[str]: ...  # values of `Code`


def error_file(rejections: Iterable[Rejected]) -> bytes:
    """Return the rejected records as CSV, in the order given, each with its Error cell."""
    rows = (
        (one.first_name, one.last_name, one.email, error_cell(one.line, map(Code, one.errors)))
        for one in rejections
    )
    return list_file(ERROR_HEADINGS, rows)


def people_file(rows: Iterable[tuple[int, str, str, str]]) -> bytes:
    """Return people as CSV, each on its own line: (line, first name, last name, email).

    Lines count from 1 below the headings and must not repeat. Blank rows fill the gaps, so that
    reading the file reports the same lines. A row whose cells are all blank is a gap too.
    """
    return list_file(HEADINGS, _at_their_lines(rows))


def template() -> bytes:
    """Return the file to fill in, `recipient_bulk_upload_file.csv`: the three headings."""
    return csv_file(HEADINGS, ())


def _at_their_lines(rows: Iterable[tuple[int, str, str, str]]) -> Iterator[tuple[str, ...]]:
    next_line = 1
    for line, *cells in sorted(rows):
        for _ in range(next_line, line):
            yield ()
        yield tuple(cells)
        next_line = line + 1


def list_file(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table as CSV from which `read` and `read_rows` read every cell back as it is.

    All backslashes are doubled if the reader would take one of them for an escape.
    """
    file = csv_file(headings, rows)
    return file.replace(b"\\", b"\\\\") if has_escapes(file.decode()) else file


def csv_file(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a table as CSV in which a spreadsheet runs no cell as a formula.

    It is UTF-8 with a byte order mark, without which Excel would read it as Windows-1252.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(safe_cell, headings))
    writer.writerows(map(safe_cell, row) for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")
