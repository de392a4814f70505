"""The columns of a file with sample values, so that a person can say which is which."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cvms import intake
from cvms.intake import Role

VALUES_SHOWN = 4
ROLES: list[tuple[str, str | Promise]] = [
    ("", _("Leave out")),
    (Role.FIRST, _("First name")),
    (Role.LAST, _("Last name")),
    (Role.EMAIL, _("Email")),
    (Role.FULL, _("Full name, to be split")),
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number from 1, its heading, sample cells, and its present role."""

    number: int
    heading: str
    values: list[str]
    role: str


def columns_of(first: intake.FirstRows, layout: intake.Layout) -> list[Column]:
    """Return every column that has a heading or a cell, in the order of the file."""
    headings = first.rows[layout.row - 1] if 0 < layout.row <= len(first.rows) else []
    below = first.rows[layout.row :]
    found = [
        Column(
            number=place + 1,
            heading=_cell(headings, place),
            values=[_cell(row, place) for row in below if any(row)][:VALUES_SHOWN],
            role=str(layout.roles.get(place, "")),
        )
        for place in range(first.width)
    ]
    return [column for column in found if column.heading or any(column.values)]


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def layout_of(data: QueryDict, first: intake.FirstRows) -> intake.Layout:
    """Return the layout in a form: `row`, and `column-5` for the role of the fifth column."""
    row = data.get("row", "")
    roles = {
        place: Role(chosen)
        for place in range(first.width)
        if (chosen := data.get(f"column-{place + 1}", "")) in set(Role)
    }
    number = int(row) if row.isascii() and row.isdigit() else first.guess.row
    return intake.Layout(min(number, len(first.rows)), roles)
