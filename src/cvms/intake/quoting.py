"""Quotation marks and backslashes as programs write them in CSV, put as `csv` expects them."""

import re
from collections.abc import Iterable, Iterator

DELIMITERS = (",", ";", "\t", "|")

# A quotation mark escaped by a backslash, as C and SQL programs write it; not a backslash that ends
# a cell, as a folder's name does.
has_escapes = re.compile(r'\\"(?!"|\s*(?:[,;\t|\r\n]|\Z))|\\\'').search
_backslash = {one: re.compile(rf"\\([\"'\\\r\n{one}]?)") for one in DELIMITERS}
_blanks_after_mark = {
    one: re.compile(rf'"(?:(?![{one}])[ \t])+(?=[{one}\r\n]|\Z)') for one in DELIMITERS
}


def without_lone_backslashes(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Double each backslash that escapes neither a mark, a separator nor the end of a line.

    If backslashes escape, `csv` drops them before any other character too: the name "Ann\\Mary"
    would become another one, and MySQL's "\\N", which means that there is none, "N".
    """
    double = _backslash[delimiter].sub
    for line in lines:
        yield double(lambda found: found[0] if found[1] else "\\\\", line)


def without_blanks(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Remove the blanks that some programs write after a closing quotation mark.

    A tab is none if it separates the cells.
    """
    for line in lines:
        yield _blanks_after_mark[delimiter].sub('"', line)
