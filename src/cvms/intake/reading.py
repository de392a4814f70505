"""Read one file, from its bytes to its report."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import BinaryIO, Protocol

from cvms.intake import delimited, sniff, workbook
from cvms.intake.codes import NoticeCode, ProblemCode
from cvms.intake.decoding import Decoded, decode
from cvms.intake.headings import PEOPLE, Columns, Headings, Search, find
from cvms.intake.judging import judge
from cvms.intake.limits import Buffer, Limits, take
from cvms.intake.report import Report
from cvms.intake.roles import Choices
from cvms.intake.statements import Notice, Refused, refusal
from cvms.intake.suspicions import names_in_doubt, record_in_a_cell
from cvms.intake.typos import look_for_typos

DEFAULT_LIMITS = Limits()
NO_CHOICES = Choices()
holds_something = re.compile(
    rb"[^\xef\xbb\xbf \t\r\n]"
).search  # more than a byte order mark and blanks


@contextmanager
def open_search(data: bytes, look: delimited.Look, choices: Choices) -> Iterator[Search]:
    """Yield what `look` finds in the first rows of a file. Raises Refused if it is not a table."""
    if sniff.kind(data) == "csv":
        yield delimited.open_rows(decode(data).text, look)[0]
        return
    with workbook.open_sheet(data, look, choices) as sheets:
        yield sheets.search


class Described(Protocol):
    """Anything that notes a file's format and encoding."""

    format: str | None
    encoding: str | None


@dataclass(slots=True)
class Table:
    """A file as rows: the search for headings, the rows below them, and their source.

    A text file has `decoded` and `lines`, a workbook `sheets`.
    """

    search: Search
    rows: Iterator[list[str]]
    decoded: Decoded | None = None
    lines: delimited.Lines | None = None
    sheets: workbook.Sheets | None = None


def read(
    source: Buffer | BinaryIO,
    filename: str,
    limits: Limits = DEFAULT_LIMITS,
    choices: Choices = NO_CHOICES,
) -> Report:
    """Read, check and explain a list of people.

    `source` is the file's content or a binary stream; `filename` is only reported; `choices` are
    what a person has said about reading it. Whatever the content, return a report: with records, or
    with the one problem for which the file is refused. Raises only what the stream itself raises.
    """
    report = Report(file=filename)
    try:
        _read(take(source, limits), limits, choices, report)
    except Refused as refused:
        report.problem = refused.problem
    return report


def _read(data: bytes, limits: Limits, choices: Choices, report: Report) -> None:
    with open_table(data, report, PEOPLE, choices) as table:
        headings = table.search.headings
        if not headings:
            raise Refused(table.search.problem)
        report.ignored_columns = list(headings.ignored)
        if headings.ignored:
            params = {"columns": report.ignored_columns}
            report.notices.append(Notice(NoticeCode.IGNORED_COLUMNS, params))
        judge(table.rows, headings, limits, report)
        report.notices += _doubts(table, headings, report)
    look_for_typos(report)


def _doubts(table: Table, headings: Headings, report: Report) -> Iterator[Notice]:
    if table.decoded and table.decoded.notice:
        names = names_in_doubt(report, table.decoded)
        params = {"encoding": report.encoding, "names": names}
        if names:
            yield Notice(table.decoded.notice, params)
    if table.lines and (row := record_in_a_cell(table.lines, headings)):
        yield Notice(NoticeCode.RECORD_IN_A_CELL, {"row": row})
    if table.sheets:
        yield from table.sheets.notices()


@contextmanager
def open_table(
    data: bytes, report: Described, columns: Columns = PEOPLE, choices: Choices = NO_CHOICES
) -> Iterator[Table]:
    """Yield a file's table with these columns; store its format and encoding in `report`.

    Raises Refused if the file is not a table.
    """
    if not holds_something(data):
        raise refusal(ProblemCode.EMPTY)
    report.format = sniff.kind(data)
    look = partial(find, columns=columns, choices=choices)
    if report.format != "csv":
        with workbook.open_sheet(data, look, choices) as sheets:
            yield Table(sheets.search, sheets.rows, sheets=sheets)
        return
    decoded = decode(data)
    report.encoding = decoded.encoding
    search, rows, lines = delimited.open_rows(decoded.text, look)
    yield Table(search, chain(search.ahead, rows), decoded, lines)
