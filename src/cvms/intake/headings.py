"""Find the row of headings, and which column holds what."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from cvms.intake.bounds import TITLE_ROWS
from cvms.intake.codes import ProblemCode
from cvms.intake.residue import unwrapped
from cvms.intake.roles import (
    Choices,
    Role,
    column_name,
    guess,
    has_addresses,
    named_columns,
)
from cvms.intake.statements import PEOPLE_COLUMNS, Problem, Refused, refusal, shown


class Columns(NamedTuple):
    """The columns that a list must have: their names, and each name by its `plain` headings."""

    names: tuple[str, ...]
    known: dict[str, str]


KNOWN = {
    "firstname": "First Name",
    "givenname": "First Name",
    "nombre": "First Name",
    "nombres": "First Name",
    "lastname": "Last Name",
    "surname": "Last Name",
    "familyname": "Last Name",
    "apellido": "Last Name",
    "apellidos": "Last Name",
    "email": "Email",
    "personemail": "Email",
    "emailaddress": "Email",
    "correo": "Email",
    "correoelectronico": "Email",
    "direcciondecorreoelectronico": "Email",
}
PEOPLE = Columns(PEOPLE_COLUMNS, KNOWN)
ERROR_COLUMN = "error"
_ROWS_TO_GUESS_FROM = 20  # below the titles
_note = re.compile(r"[(\[{\uff08][^()\[\]{}\uff08\uff09]*[)\]}\uff09]").sub


@dataclass(frozen=True, slots=True)
class Headings:
    """The places of the columns, counted from 0.

    `columns` are the places of the caller's columns; `full` is that of a whole name, if it is to
    be split into the first two. `width` is the number of cells in the row of headings. `spare` are
    the places without a heading, right of the last column needed. `ignored` names the columns that
    are not needed.
    """

    columns: tuple[int, ...]
    width: int
    error_columns: frozenset[int] = frozenset()
    ignored: tuple[str, ...] = ()
    spare: tuple[int, ...] = ()
    full: int | None = None


class Search(NamedTuple):
    """The result of looking for headings: the headings, or the problem.

    `score` compares attempts: 0 no filled cell, 1 no heading, 2 unreadable, then one more for each
    heading. `ahead` are the rows below the headings that were consumed already.
    """

    score: int
    headings: Headings | None
    problem: Problem
    ahead: tuple[list[str], ...] = ()


NO_CELLS = Search(0, None, refusal(ProblemCode.EMPTY).problem)


def find(
    rows: Iterator[list[str]], columns: Columns = PEOPLE, choices: Choices | None = None
) -> Search:
    """Look for the headings below at most ten rows of titles or blanks.

    Leave `rows` at the first row below the headings. The first row with all of them is taken; if
    there is none, the problem describes the row with most of them. If a person has said which
    column is which, do as they said instead.
    """
    try:
        if choices and (choices.layout or choices.headings):
            return _chosen(rows, choices)
        return _find(rows, columns)
    except Refused as refused:
        return Search(2, None, refused.problem)


def _find(rows: Iterator[list[str]], columns: Columns) -> Search:
    best: tuple[int, list[str]] = (0, [])
    seen: list[list[str]] = []
    for row in islice(rows, TITLE_ROWS + 1):
        cells = [unwrapped(cell) for cell in row]
        seen.append(cells)
        known = [columns.known.get(plain(cell)) for cell in cells]
        score = len(set(known) - {None})
        if score == len(columns.names) and max(map(known.count, columns.names)) == 1:
            places = tuple(known.index(name) for name in columns.names)
            return _found(cells, places)
        best = max(best, (score, cells), key=lambda pair: pair[0])
    seen += ([unwrapped(cell) for cell in row] for row in islice(rows, _ROWS_TO_GUESS_FROM))
    if best[0]:
        return Search(2 + best[0], None, _incomplete(best[1], columns, seen))
    return _no_headings(seen, rows, columns)


def plain(heading: str) -> str:
    """Return a heading without notes in brackets, accents, case, spaces and punctuation."""
    bare = _note("", heading) or heading
    letters = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(char for char in letters if char.isalnum())


def _found(
    cells: list[str], places: tuple[int, ...], full: int | None = None, *, headed: bool = True
) -> Search:
    counted = {*places, full}
    names = cells if headed else [f"column {place + 1}" for place in range(len(cells))]
    ignored = [name for place, name in enumerate(names) if name and place not in counted]
    last = max(places)
    headings = Headings(
        columns=places,
        width=len(cells),
        error_columns=frozenset(i for i, cell in enumerate(cells) if plain(cell) == ERROR_COLUMN),
        ignored=tuple(dict.fromkeys(ignored)),
        spare=tuple(i for i, name in enumerate(names) if i > last and not name),
        full=full,
    )
    return Search(3 + len(places), headings, NO_CELLS.problem)


def _chosen(rows: Iterator[list[str]], choices: Choices) -> Search:
    """Return the columns that a person chose; leave out the rows above the headings."""
    taken = list(islice(rows, choices.layout.row if choices.layout else TITLE_ROWS + 1))
    cells = [[unwrapped(cell) for cell in row] for row in taken]
    layout = choices.layout or named_columns(choices.headings, cells)
    if layout is None or not layout.is_complete or len(taken) < layout.row:
        return _no_headings(cells, rows, PEOPLE)
    headings = cells[layout.row - 1] if layout.row else []
    width = max(len(headings), *(place + 1 for place in layout.roles))
    place_of = {role: place for place, role in layout.roles.items()}
    full = place_of.get(Role.FULL)
    names = (place_of.get(Role.FIRST, full), place_of.get(Role.LAST, full))
    search = _found(
        [*headings, *[""] * (width - len(headings))],
        (*(place for place in names if place is not None), place_of[Role.EMAIL]),
        full,
        headed=layout.row > 0,
    )
    return search._replace(ahead=tuple(taken[layout.row :]))


def _incomplete(cells: list[str], columns: Columns, seen: list[list[str]]) -> Problem:
    """Return the problem of a row of headings that lacks some, or has one twice."""
    known = [columns.known.get(plain(cell)) for cell in cells]
    for name in columns.names:
        if known.count(name) > 1:
            twice = [cell for cell, kind in zip(cells, known, strict=True) if kind == name]
            params = {"repeated": name, "found": shown(twice)}
            return Problem(ProblemCode.REPEATED_COLUMN, params | _guessed(seen, columns))
    missing = [name for name in columns.names if name not in known]
    params = {"missing": missing, "found": shown([cell for cell in cells if cell])}
    return Problem(ProblemCode.MISSING_COLUMN, params | _guessed(seen, columns))


def _no_headings(seen: list[list[str]], rows: Iterator[list[str]], columns: Columns) -> Search:
    """Return the problem of a list without headings; quote the row most like them, or the first."""
    filled = [number for number, row in enumerate(seen, 1) if any(row)]
    if not filled:
        further = next((row for row in rows if any(map(unwrapped, row))), None)
        if further is None:
            return NO_CELLS
        seen, filled = [*seen, [unwrapped(cell) for cell in further]], [len(seen) + 1]
    guessed = _guessed(seen, columns)
    number = (guess(seen).row if guessed else 0) or filled[0]
    found = shown([cell for cell in seen[number - 1] if cell])
    params: dict[str, Any] = {"rows": TITLE_ROWS + 1, "row": number, "found": found}
    return Search(1, None, Problem(ProblemCode.NO_HEADINGS, params | guessed))


def _guessed(seen: list[list[str]], columns: Columns) -> dict[str, Any]:
    """Return the likely role of each heading or column number; {} if choosing cannot help."""
    if columns is not PEOPLE or not has_addresses(seen):
        return {}
    row, roles = guess(seen)
    texts = seen[row - 1] if row else []
    return {
        "guess": {column_name(place, texts): str(role) for place, role in sorted(roles.items())}
    }
