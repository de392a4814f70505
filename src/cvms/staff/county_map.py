"""The map of the counties, drawn on the server from shapes that the build makes.

The shapes are those of the United States Census Bureau, from the package us-atlas.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from cvms.jurisdiction.counties import counties

from .breakdowns import few
from .suppression import hidden

LEVELS = 4  # shades, from few people to many


@dataclass(frozen=True, slots=True)
class County:
    """`path` is its outline in SVG; `level` 0 is nobody, -1 too few to tell, else the shade."""

    name: str
    path: str
    people: str
    level: int

    @property
    def shade(self) -> str:
        return "few" if self.level < 0 else str(self.level)


@cache
def _shapes(state: str) -> dict[str, str]:
    found = finders.find(f"map/{state}.json")
    return json.loads(Path(found).read_text("utf-8")) if found else {}


def county_map(by_county: dict[str, int]) -> list[County]:
    """Every county with the number of registered people who live there; [] without shapes."""
    names = counties()
    shapes = _shapes(next(iter(names), "")[:2])
    counts = {fips: people for fips, people in by_county.items() if fips in names}
    small = hidden(counts)
    order = sorted(people for fips, people in counts.items() if people and fips not in small)
    return [
        County(
            name,
            shapes[fips],
            few() if fips in small else str(counts.get(fips, 0)),
            -1 if fips in small else _level(counts.get(fips, 0), order),
        )
        for fips, name in names.items()
        if fips in shapes
    ]


def _level(people: int, order: list[int]) -> int:
    """The shade by rank among the counties, so that one large city does not pale all others."""
    if not people:
        return 0
    return 1 + (order.index(people) * LEVELS) // len(order)


def legend() -> list[tuple[str, str]]:
    """Each shade, and what it means."""
    return [
        ("0", _("Nobody")),
        ("few", few()),
        ("1", _("Few")),
        (str(LEVELS), _("Many")),
    ]
