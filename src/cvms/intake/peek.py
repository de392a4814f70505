"""Return the first rows of a file, so that a person can say which column is which."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cvms.intake.bounds import TITLE_ROWS
from cvms.intake.headings import Search, find
from cvms.intake.reading import open_search
from cvms.intake.residue import unwrapped
from cvms.intake.roles import Choices, Layout, guess
from cvms.intake.statements import Refused

_ROWS = TITLE_ROWS + 21


class FirstRows(NamedTuple):
    """The cleaned cells of the first rows, and a guess of which column is which."""

    rows: list[list[str]]
    guess: Layout

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max(map(len, self.rows), default=0)


def first_rows(data: bytes, sheet: str | None = None) -> FirstRows:
    """Return the first rows that `read` would read; none if the file is not a table."""
    try:
        with open_search(data, _look, Choices(sheet=sheet)) as search:
            rows = [[unwrapped(cell) for cell in row] for row in search.ahead]
    except Refused:
        rows = []
    return FirstRows(rows, guess(rows) if rows else Layout(0, {}))


def _look(rows: Iterator[list[str]]) -> Search:
    """Look for the headings, and return the rows that were examined as `ahead`."""
    first = list(islice(rows, _ROWS))
    return find(iter(first))._replace(ahead=tuple(first), headings=None)
