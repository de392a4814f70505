"""Reads one file from its bytes to its report."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, Protocol

from cvms.intake import delimited, sniff, workbook
from cvms.intake.codes import NoticeCode, ProblemCode
from cvms.intake.decoding import encoding_of
from cvms.intake.headings import PEOPLE, Columns, Search
from cvms.intake.judging import judge
from cvms.intake.limits import Buffer, Limits, take
from cvms.intake.report import Report
from cvms.intake.statements import Notice, Refused, refusal

Table = tuple[Search, Iterator[list[str]]]
DEFAULT_LIMITS = Limits()
holds_something = re.compile(rb"[^\xef\xbb\xbf \t\r\n]").search  # save a mark and blanks


class Described(Protocol):
    """What a report says of the file as a whole."""

    format: str | None
    encoding: str | None


def read(source: Buffer | BinaryIO, filename: str, limits: Limits = DEFAULT_LIMITS) -> Report:
    """Read, check and explain a list of people.

    `source` is the file's content, or a binary stream of it; `filename` is only reported.
    Whatever the content, the answer is a report: with records, or with the one problem for
    which the file is refused. Raises only what the stream itself raises.
    """
    report = Report(file=filename)
    try:
        _read(take(source, limits), limits, report)
    except Refused as refused:
        report.problem = refused.problem
    return report


def _read(data: bytes, limits: Limits, report: Report) -> None:
    if not holds_something(data):
        raise refusal(ProblemCode.EMPTY)
    report.format = sniff.kind(data)
    with open_table(data, report) as (search, rows):
        if not search.headings:
            raise Refused(search.problem)
        report.ignored_columns = search.headings.ignored
        if report.ignored_columns:
            report.notices.append(
                Notice(NoticeCode.IGNORED_COLUMNS, {"columns": report.ignored_columns})
            )
        judge(rows, search.headings, limits, report)


def open_table(
    data: bytes, report: Described, columns: Columns = PEOPLE
) -> AbstractContextManager[Table]:
    """What looking for these columns gave, and the rows below them; notes the encoding."""
    if report.format != "csv":
        return workbook.open_sheet(data, columns)
    report.encoding = encoding_of(data)
    return nullcontext(delimited.open_rows(data, report.encoding, columns))
