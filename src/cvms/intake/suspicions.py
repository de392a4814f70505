"""Doubts about the reading of a file that show only once its records are known."""

import re

from cvms.intake.addresses import split
from cvms.intake.cells import clean
from cvms.intake.decoding import Decoded
from cvms.intake.delimited import Lines
from cvms.intake.headings import Headings
from cvms.intake.plausible import words
from cvms.intake.report import Report

_EXAMPLES = 2
_TEXT = r"[^\s\xad,;|\"]"
_unsure_blank = re.compile(rf"[\xa0\xad](?:(?<={_TEXT}.)|(?<={_TEXT} .)| ?{_TEXT})").search


def names_in_doubt(report: Report, decoded: Decoded) -> list[str]:
    """Return two names in which people can check how the letters were read; [] if none can.

    A no-break space or a soft hyphen in a cell with text is a letter in other encodings ("\xe1vila"
    of DOS, "Gu\xf0ni" of Windows), but cleaning has removed it; then return the first two names.
    """
    found: list[str] = []
    everybody = _unsure_blank(decoded.text) is not None
    for _, first, last, email, *_ in report.rows_in_order():
        if len(found) == _EXAMPLES:
            break
        beyond = words(f"{first} {last} {email}")
        if everybody or _are_doubtful(beyond, decoded.doubtful):
            found.append(f"{first} {last}".strip() or email)
    return found


def _are_doubtful(beyond: list[str], doubtful: frozenset[str]) -> bool:
    return bool(doubtful.intersection(beyond) if doubtful else beyond)


def record_in_a_cell(lines: Lines, headings: Headings) -> int:
    """Return the number of the first row with a cell that seems to contain another row, or 0.

    A later line inside the cell has as many cells as there are headings, and an address in the
    right place: a stray quotation mark opened the cell, and another happened to close it.
    """
    for number, row in lines.over_lines:
        for cell in row:
            if "\n" not in cell and "\r" not in cell:
                continue
            if any(_is_record(lines, headings, line) for line in cell.splitlines()[1:]):
                return number
    return 0


def _is_record(lines: Lines, headings: Headings, line: str) -> bool:
    email = headings.columns[2]
    if line.count(lines.dialect.delimiter) < max(2, email):
        return False
    cells = lines.split(line)
    return len(cells) >= max(headings.columns) + 1 and split(clean(cells[email])) is not None
