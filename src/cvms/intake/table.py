"""Format a report as lines of plain text for a terminal."""

import re
import unicodedata
from collections.abc import Iterator

from cvms.intake.checks import reasons
from cvms.intake.report import Rejection, Report

WIDEST = 32
_HEADINGS = ("Line", "First Name", "Last Name", "Email", "What is wrong")
# A terminal obeys control characters, and anybody may have written the text.
_control = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def lines_of(report: Report, hint: str = "") -> Iterator[str]:
    """Yield what was found in the file, then a table of the rejected records.

    `hint` is added to the problem for which a file is refused.
    """
    kind = ", ".join(filter(None, (report.format, report.encoding)))
    yield _visible(f"{report.file} ({kind})" if kind else report.file)
    if report.problem:
        yield f"Refused ({report.problem.code}): {_visible(report.problem.message + hint)}"
        return
    yield f"{_many(report.records)}: {len(report.good):,} good, {len(report.rejected):,} rejected"
    for notice in report.notices:
        yield f"Notice ({notice.code}): {_visible(notice.message)}"
    if report.rejected:
        yield ""
        yield from _table(report.rejected)


def _many(records: int) -> str:
    return "1 record" if records == 1 else f"{records:,} records"


def _table(rejected: list[Rejection]) -> Iterator[str]:
    rows = [_HEADINGS, *map(_row, rejected)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    for row in rows:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _row(rejection: Rejection) -> tuple[str, ...]:
    what = reasons(rejection.errors)
    if rejection.earlier_line:
        what += f" (of line {rejection.earlier_line})"
    return str(rejection.line), *map(_short, rejection[1:4]), what


def _short(cell: str) -> str:
    text = _visible(cell)
    return text if len(text) <= WIDEST else text[: WIDEST - 3] + "..."


def _visible(text: str) -> str:
    return _control.sub("\ufffd", text)


def _width(text: str) -> int:
    """Return the width in terminal columns: East Asian wide characters 2, combining marks 0."""
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
