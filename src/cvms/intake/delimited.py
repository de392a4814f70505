"""Read the rows of a CSV file with any usual separator and style of quoting."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from cvms.intake.bounds import COLUMN_LIMIT
from cvms.intake.codes import ProblemCode
from cvms.intake.headings import NO_CELLS, Search
from cvms.intake.quoting import DELIMITERS, has_escapes, without_blanks, without_lone_backslashes
from cvms.intake.statements import Refused, refusal

Look = Callable[[Iterator[list[str]]], Search]  # finds the headings, and leaves the rows below them
# Excel's own first line, which names the separator and is not a row.
_sep_line = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*(?:[\r\n]|\Z)', re.IGNORECASE).match
_SAMPLE = 4096
# Full-width punctuation, as Chinese and Japanese keyboards type it.
_WIDE = str.maketrans("\uff0c\uff1b\u3001\uff5c", ",;,|")
# Added after the last line, to detect a file that ends inside quotation marks. Text that contains
# NUL was refused before, except in UTF-16, where this sequence does not occur.
_END = "\x00end\x00of\x00file\x00"
_KEPT = 1000  # rows of several lines that are examined again


class Dialect(NamedTuple):
    """The separator of the cells, and the character that escapes a quotation mark, if any."""

    delimiter: str
    escape: str | None = None


@dataclass(slots=True)
class Lines:
    """The rows of a text; `over_lines` has those with a cell of several lines, by number."""

    text: str
    dialect: Dialect
    skip: int = 0  # lines before the first row
    over_lines: list[tuple[int, list[str]]] = field(default_factory=list)

    def __iter__(self) -> Iterator[list[str]]:
        """Yield one row after another. Raises Refused if quotation marks do not match."""
        delimiter, escape = self.dialect
        lines, again = self._lines(), chain.from_iterable(self._lines() for _ in range(1))
        reader = csv.reader(
            chain(lines, [_END]), delimiter=delimiter, escapechar=escape, skipinitialspace=True
        )
        before, looked, count = 0, 0, 0
        try:
            for count, row in enumerate(reader, 1):
                at = reader.line_num
                if at - before > 1:
                    self._check(row, list(islice(again, before - looked, at - looked)), count)
                    looked = at
                before, width = at, len(row)
                if width == 1:
                    if row[0] == _END:
                        return
                    row = self.split(row[0])  # noqa: PLW2901 - it is the row that was meant
                elif width > COLUMN_LIMIT:
                    raise _too_large("columns", count)
                yield row
        except csv.Error as error:
            if reader.line_num - before > 1:
                raise _unclosed(count + 1) from error
            raise _too_large("cell", count + 1) from error
        raise _unclosed(count)

    def split(self, line: str) -> list[str]:
        """Split a line that was quoted as a whole into its cells."""
        delimiter, escape = self.dialect
        if delimiter not in line:
            return [line]
        lines = self._literal([line])
        reader = csv.reader(
            lines, delimiter=delimiter, escapechar=escape, skipinitialspace=True, strict=True
        )
        try:
            return next(reader, [line])
        except csv.Error:
            return [line]

    def _lines(self) -> Iterator[str]:
        lines = io.StringIO(self.text, newline="")
        for _ in range(self.skip):
            lines.readline()
        return self._literal(lines)

    def _literal(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines so that `csv` drops no backslash that escapes nothing."""
        delimiter, escape = self.dialect
        return without_lone_backslashes(lines, delimiter) if escape else iter(lines)

    def _check(self, row: list[str], raw: list[str], number: int) -> None:
        """Refuse a row of several lines if text follows a closing quotation mark.

        Such a mark did not close its cell: an earlier one opened it by mistake.
        """
        if any(cell.endswith(_END) for cell in row):
            raise _unclosed(number)
        delimiter, escape = self.dialect
        lines = without_blanks(raw, delimiter)
        strict = csv.reader(
            lines, delimiter=delimiter, escapechar=escape, skipinitialspace=True, strict=True
        )
        try:
            next(strict, None)
        except csv.Error as error:
            raise _unclosed(number) from error
        if len(self.over_lines) < _KEPT:
            self.over_lines.append((number, row))


def open_rows(text: str, look: Look) -> tuple[Search, Iterator[list[str]], Lines]:
    """Return the search for headings, the rows below them, and the lines that they come from.

    The separator is the one that makes the headings readable, or that a `sep=` line names.
    """
    escape = "\\" if has_escapes(text) else None
    named = _sep_line(text)
    if named:
        return _attempt(Lines(text, Dialect(named[1], escape), skip=1), look)
    start = text[:_SAMPLE]
    best = _best(text, start, escape, look)
    if not best[0].headings and (plain := start.translate(_WIDE)) != start:
        other = _best(text.translate(_WIDE), plain, escape, look)
        best = max(best, other, key=lambda one: one[0].score)
    return best


def _best(
    text: str, start: str, escape: str | None, look: Look
) -> tuple[Search, Iterator[list[str]], Lines]:
    likeliest_first = sorted(DELIMITERS, key=start.count, reverse=True)
    best = _attempt(Lines(text, Dialect(likeliest_first[0], escape)), look)
    for delimiter in likeliest_first[1:]:
        if best[0].headings or best[0] is NO_CELLS:
            break
        other = _attempt(Lines(text, Dialect(delimiter, escape)), look)
        best = max(best, other, key=lambda one: one[0].score)
    return best


def _attempt(lines: Lines, look: Look) -> tuple[Search, Iterator[list[str]], Lines]:
    rows = iter(lines)
    return look(rows), rows, lines


def _too_large(reason: str, row: int) -> Refused:
    return refusal(ProblemCode.TOO_LARGE, reason=reason, row=row)


def _unclosed(row: int) -> Refused:
    return refusal(ProblemCode.BROKEN, reason="quotation-mark", row=row)
