"""Rows of a CSV file, whatever separates its cells."""

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain

from cvms.intake.bounds import COLUMN_LIMIT
from cvms.intake.codes import ProblemCode
from cvms.intake.decoding import DECODERS
from cvms.intake.headings import NO_CELLS, PEOPLE, Columns, Search, find
from cvms.intake.statements import Refused, refusal

DELIMITERS = (",", ";", "\t", "|")
# Excel's own first line that names the separator; it shows no row for it.
_sep_line = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*(?:[\r\n]|\Z)', re.IGNORECASE).match
_SAMPLE = 4096
_address = re.compile(r"[^\s@]@[^\s@]+\.").search
# Follows the last line, to tell a file that ends inside quotation marks. Text with NUL in it is
# refused before, save in UTF-16, where this sequence does not occur.
_END = "\x00end\x00of\x00file\x00"


def open_rows(
    data: bytes, encoding: str, columns: Columns = PEOPLE
) -> tuple[Search, Iterator[list[str]]]:
    """What looking for the headings gave, and the rows below them.

    The separator is the one that makes the headings readable, or the one a `sep=` line names.
    """
    start = _text(data, encoding).read(_SAMPLE)
    attempt = partial(_attempt, data, encoding, columns)
    named = _sep_line(start)
    if named:
        return attempt(named[1], skip=1)
    likeliest_first = sorted(DELIMITERS, key=start.count, reverse=True)
    best = attempt(likeliest_first[0], skip=0)
    for delimiter in likeliest_first[1:]:
        if best[0].headings or best[0] is NO_CELLS:
            break
        best = max(best, attempt(delimiter, skip=0), key=lambda one: one[0].score)
    return best


def _attempt(
    data: bytes, encoding: str, columns: Columns, delimiter: str, *, skip: int
) -> tuple[Search, Iterator[list[str]]]:
    lines = _text(data, encoding)
    for _ in range(skip):
        lines.readline()
    rows = _rows(lines, delimiter)
    return find(rows, columns), rows


def _text(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), DECODERS[encoding], newline="")


def _rows(lines: io.TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter, skipinitialspace=True)
    row: list[str] = []
    before, count, width = 0, 0, 0
    try:
        for count, row in enumerate(reader, 1):
            if reader.line_num - before > 1 and _swallowed(row, delimiter, width):
                break
            before, width = reader.line_num, len(row)
            if width > COLUMN_LIMIT:
                raise _too_large("columns", count)
            if width == 1 and row[0] == _END:
                return
            yield row
    except csv.Error as error:
        if reader.line_num - before > 1:
            raise _unclosed(count + 1) from error
        raise _too_large("cell", count + 1) from error
    raise _unclosed(count)


def _swallowed(row: list[str], delimiter: str, width: int) -> bool:
    """Whether a cell holds the end of the file, or whole records as wide as the row before."""
    separators = max(2, width - 1)
    for cell in row:
        if cell.endswith(_END):
            return True
        for line in cell.splitlines()[:-1]:
            if line.count(delimiter) >= separators and _address(line):
                return True
    return False


def _too_large(reason: str, row: int) -> Refused:
    return refusal(ProblemCode.TOO_LARGE, reason=reason, row=row)


def _unclosed(row: int) -> Refused:
    return refusal(ProblemCode.BROKEN, reason="quotation-mark", row=row)
