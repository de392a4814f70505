"""Finds the row of headings and which column holds what."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cvms.intake.bounds import TITLE_ROWS
from cvms.intake.cells import clean
from cvms.intake.codes import ProblemCode
from cvms.intake.statements import PEOPLE_COLUMNS, Problem, Refused, refusal, shown


class Columns(NamedTuple):
    """What a list must have: the columns' names, and the plain headings that each goes by."""

    names: tuple[str, ...]
    known: dict[str, str]


KNOWN = {
    "firstname": "First Name",
    "givenname": "First Name",
    "lastname": "Last Name",
    "surname": "Last Name",
    "familyname": "Last Name",
    "email": "Email",
    "personemail": "Email",
    "emailaddress": "Email",
}
PEOPLE = Columns(PEOPLE_COLUMNS, KNOWN)
ERROR_COLUMN = "error"


class Headings(NamedTuple):
    """Where the columns are, which ones hold our own errors, and the ignored ones' names."""

    columns: tuple[int, ...]
    error_columns: frozenset[int]
    ignored: list[str]


class Search(NamedTuple):
    """What looking for headings gave: them, or the problem.

    `score` is how near it came: 0 no filled cell, 1 no heading, 2 unreadable, then one more for
    each heading.
    """

    score: int
    headings: Headings | None
    problem: Problem


NO_CELLS = Search(0, None, refusal(ProblemCode.EMPTY).problem)


def find(rows: Iterator[list[str]], columns: Columns = PEOPLE) -> Search:
    """Look for the headings below at most ten rows of titles or blanks.

    Leaves `rows` at the first row below the headings. A row with all of them wins at once; else
    the row that came nearest is the one to explain.
    """
    try:
        return _find(rows, columns)
    except Refused as refused:
        return Search(2, None, refused.problem)


def _find(rows: Iterator[list[str]], columns: Columns) -> Search:
    best: tuple[int, list[str]] = (0, [])
    first: list[str] = []
    for row in islice(rows, TITLE_ROWS + 1):
        cells = [clean(cell) for cell in row]
        known = [columns.known.get(_plain(cell)) for cell in cells]
        score = len(set(known) - {None})
        if score == len(columns.names):
            return _judge(cells, known, columns)
        first = first or [cell for cell in cells if cell]
        best = max(best, (score, cells), key=lambda pair: pair[0])
    if best[0]:
        return Search(2 + best[0], None, _missing(best[1], columns))
    first = first or next(_filled(rows), [])
    return Search(1, None, _none(first)) if first else NO_CELLS


def _plain(heading: str) -> str:
    return "".join(char for char in heading.casefold() if char.isalnum())


def _filled(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    return (filled for row in rows if (filled := [cell for cell in map(clean, row) if cell]))


def _judge(cells: list[str], known: list[str | None], columns: Columns) -> Search:
    for name in columns.names:
        if known.count(name) > 1:
            twice = [cell for cell, kind in zip(cells, known, strict=True) if kind == name]
            refused = refusal(ProblemCode.REPEATED_COLUMN, repeated=name, found=shown(twice))
            return Search(2 + len(columns.names), None, refused.problem)
    places = tuple(known.index(name) for name in columns.names)
    ignored = [cell for cell, kind in zip(cells, known, strict=True) if cell and kind is None]
    errors = frozenset(i for i, cell in enumerate(cells) if _plain(cell) == ERROR_COLUMN)
    headings = Headings(places, errors, list(dict.fromkeys(ignored)))
    return Search(3 + len(columns.names), headings, NO_CELLS.problem)


def _missing(cells: list[str], columns: Columns) -> Problem:
    known = {columns.known.get(_plain(cell)) for cell in cells}
    missing = [name for name in columns.names if name not in known]
    found = shown([cell for cell in cells if cell])
    return refusal(ProblemCode.MISSING_COLUMN, missing=missing, found=found).problem


def _none(cells: list[str]) -> Problem:
    return refusal(ProblemCode.NO_HEADINGS, rows=TITLE_ROWS + 1, found=shown(cells)).problem
