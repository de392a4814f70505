"""The map of counties, drawn on the server from shapes that the build creates.

The shapes are the United States Census Bureau's, from the package us-atlas.
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
    """A county; `path` is its SVG outline, `level` its shade: 0 for nobody, -1 if hidden."""

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
    """Return every county with its number of registered people; [] if there are no shapes."""
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
    """Return the shade by rank, so that one large city does not make all other counties pale."""
    if not people:
        return 0
    return 1 + (order.index(people) * LEVELS) // len(order)


def legend() -> list[tuple[str, str]]:
    """Return each shade with its meaning."""
    return [
        ("0", _("Nobody")),
        ("few", few()),
        ("1", _("Few")),
        (str(LEVELS), _("Many")),
    ]
