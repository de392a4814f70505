"""Which column is which: the roles of columns, the best guess, and a person's choices.

The guess uses the words of the headings, in English and Spanish, and the cells below them. A person
has to confirm it: nothing is loaded by a guess alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from cvms.intake.addresses import split
from cvms.intake.bounds import COLUMN_LIMIT
from cvms.intake.cells import clean


class Role(StrEnum):
    """What a column holds."""

    FIRST = "first"
    LAST = "last"
    EMAIL = "email"
    FULL = "full"  # the whole name, to be split


class Layout(NamedTuple):
    """Where the headings are, and the role of each column that is needed.

    `row` is the number of the row of headings, from 1, or 0 if there is none. `roles` is keyed by
    the column's place, counted from 0.
    """

    row: int
    roles: dict[int, Role]

    @property
    def is_complete(self) -> bool:
        """Return whether the roles are exactly first, last and email, or full and email."""
        given = sorted(self.roles.values())
        return given in (sorted((Role.FIRST, Role.LAST, Role.EMAIL)), [Role.EMAIL, Role.FULL])


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person has said about reading a file.

    `layout` or `headings` (roles by a heading's text or a column's number) say which column is
    which; `sheet` is the name of the sheet to read; `hidden_rows` is False to leave those out.
    """

    layout: Layout | None = None
    headings: dict[str, Role] = field(default_factory=dict)
    sheet: str | None = None
    hidden_rows: bool = True


_WORDS = {
    Role.FIRST: ("first", "given", "forename", "fname", "nombre", "nombres"),
    Role.LAST: ("last", "surname", "family", "lname", "apellido", "apellidos"),
    Role.EMAIL: ("email", "mail", "correo"),
    Role.FULL: ("name", "employee", "worker", "completo", "person", "nombre", "empleado"),
}
_PARTS = (*_WORDS[Role.FIRST][:-2], *_WORDS[Role.LAST])  # parts of a name, in either language
_BETTER = ("legal", "work", "business", "company", "trabajo", "empresa", "primary", "official")
_WORSE = (
    "preferred", "nick", "nickname", "middle", "maiden", "second", "segundo", "personal", "home",
    "private", "casa", "manager", "supervisor", "emergency", "contact", "alternate", "id", "number",
    "user",
)  # fmt: skip
_words = re.compile(r"[^\W\d_]+").findall
_humps = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LOOKED_AT = 20  # rows below the headings that a guess examines
Rows = Sequence[Sequence[str]]


def guess(rows: Rows) -> Layout:
    """Return the likeliest layout from the first rows of a table; it may not be complete."""
    likely = [_guess_with(rows, number) for number in (*range(1, len(rows)), 0)]
    return max(likely, key=lambda one: (one.is_complete, one.row > 0, len(one.roles)))


def _guess_with(rows: Rows, number: int) -> Layout:
    """Return the likeliest layout if this row, numbered from 1, has the headings; 0 for none."""
    headings = [clean(cell) for cell in rows[number - 1]] if number else []
    below = [[clean(cell) for cell in row] for row in rows[number : number + _LOOKED_AT]]
    width = max(map(len, [headings, *below]), default=0)
    columns = [[row[place] for row in below if place < len(row)] for place in range(width)]
    if number and any(map(_is_address, headings)):
        return Layout(number, {})
    roles = dict[int, Role]()
    for role in (Role.EMAIL, Role.FIRST, Role.LAST):
        _assign(role, headings, columns, roles)
    if number == 0:
        _names_by_place(columns, roles)
    elif not {Role.FIRST, Role.LAST} <= set(roles.values()):  # then a whole name may do
        apart = dict(filter(lambda given: given[1] is Role.EMAIL, roles.items()))
        _assign(Role.FULL, headings, columns, apart)
        roles = apart if Role.FULL in apart.values() else roles
    return Layout(number, roles)


def _assign(
    role: Role, headings: list[str], columns: list[list[str]], roles: dict[int, Role]
) -> None:
    """Give the role to the column that fits it best, if one does."""
    places = [
        (-_score(role, headings[place] if place < len(headings) else "", column), place)
        for place, column in enumerate(columns)
        if place not in roles
    ]
    worst, place = min(places, default=(0, 0))
    if worst < 0:
        roles[place] = role


def _score(role: Role, heading: str, column: list[str]) -> int:
    """Return how well a column fits a role; 0 if it does not."""
    filled = [cell for cell in column if cell]
    addresses = sum(map(_is_address, filled))
    words = {word.casefold() for word in _words(_humps.sub(" ", heading))}
    fits = sum(word in words for word in _WORDS[role])
    if role is Role.FULL and any(word in words for word in _PARTS):
        return 0
    if role is Role.EMAIL:
        if not addresses or addresses * 2 < len(filled):
            return 0
        fits += 2
    elif not fits or addresses or (filled and not any(map(_has_letters, filled))):
        return 0
    better = sum(word in words for word in _BETTER) - 2 * sum(word in words for word in _WORSE)
    return max(1 if role is Role.EMAIL else 0, 10 * fits + 5 * better + min(len(filled), 4))


def _has_letters(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def _names_by_place(columns: list[list[str]], roles: dict[int, Role]) -> None:
    """Without headings, take the first two columns of words as first and last name."""
    named = [
        place for place, column in enumerate(columns) if place not in roles and _are_names(column)
    ]
    if Role.EMAIL in roles.values() and len(named) >= 2:
        roles |= {named[0]: Role.FIRST, named[1]: Role.LAST}


def _are_names(column: list[str]) -> bool:
    filled = [cell for cell in column if cell]
    return bool(filled) and all(cell.replace(" ", "").replace("-", "").isalpha() for cell in filled)


def _is_address(cell: str) -> bool:
    return "@" in cell and split(cell) is not None


def has_addresses(rows: Rows) -> bool:
    """Return whether any cell is an email address: if none is, choosing columns cannot help."""
    return any(_is_address(clean(cell)) for row in rows for cell in row)


SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "dds", "rn", "cpa"))
_SUFFIXES = SUFFIXES | {f"{suffix}." for suffix in SUFFIXES} | {"m.d.", "m.d", "ph.d.", "ph.d"}


def is_suffix(name: str) -> bool:
    """Return whether this is a suffix that follows a name (Jr., III, MD), not a name."""
    return name.lower() in _SUFFIXES


def split_name(name: str) -> tuple[str, str]:
    """Split a whole name into first and last name: at the comma (Lee, Ann), or the last space.

    A suffix (Jr.) stays with the last name. A name with two commas, or with no comma and no space,
    cannot be split; its first name is then blank.
    """
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and is_suffix(parts[1]):
        first, last = split_name(parts[0])
        return first, f"{last} {parts[1]}"
    if len(parts) == 3 and is_suffix(parts[1]):  # Lee, Jr., Ann
        return parts[2], f"{parts[0]} {parts[1]}"
    if len(parts) > 1:
        return (parts[1], parts[0]) if len(parts) == 2 else ("", name)
    *before, last = name.split(" ")
    if len(before) > 1 and is_suffix(last):
        last = f"{before.pop()} {last}"
    return " ".join(before), last


def named_columns(headings: dict[str, Role], rows: Rows) -> Layout | None:
    """Return the layout with the headings that a person named; None if no row has them all.

    A number that is not the text of a heading means the column with that number; if only numbers
    are given, the list has no headings.
    """
    wanted = {clean(text).casefold(): role for text, role in headings.items()}
    for number, row in enumerate(rows, 1):
        cells = [clean(cell).casefold() for cell in row]
        texts = [text for text in wanted if text in cells]
        if texts and all(text in cells or _is_place(text) for text in wanted):
            return Layout(number, {_place(text, cells): role for text, role in wanted.items()})
    if all(map(_is_place, wanted)):
        return Layout(0, {int(text) - 1: role for text, role in wanted.items()})
    return None


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < int(text) <= COLUMN_LIMIT


def _place(text: str, cells: list[str]) -> int:
    return cells.index(text) if text in cells else int(text) - 1


def column_name(place: int, headings: Sequence[str]) -> str:
    """Return a column's heading, or its number if the heading is blank or not unique."""
    text = headings[place] if place < len(headings) else ""
    return text if text and headings.count(text) == 1 else str(place + 1)
