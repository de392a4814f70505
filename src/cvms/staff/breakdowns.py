"""Tables of registered people by group, race, ethnicity, language, organization and county."""

from typing import Any

from django.utils.translation import gettext as _

from cvms.jurisdiction.counties import counties
from cvms.organizations.models import Organization
from cvms.registration.codes import ETHNICITIES, LANGUAGES, RACES

from .models import Breakdown
from .suppression import LEAST, hidden
from .tables import Table

Dimension = Breakdown.Dimension


def counted() -> dict[str, dict[str, int]]:
    """Return how many registered people have each value, by dimension; one query for all."""
    found: dict[str, dict[str, int]] = {dimension: {} for dimension in Dimension}
    for dimension, value, people in Breakdown.objects.values_list("dimension", "value", "people"):
        found[dimension][value] = people
    return found


def table(dimension: Dimension, counts: dict[str, int]) -> Table:
    """Return the table of one dimension, with small figures hidden."""
    small = hidden(counts)
    words = _words(dimension, list(counts))
    rows: list[list[str | int]] = [
        [words.get(value, value), few() if value in small else people]
        for value, people in sorted(counts.items(), key=lambda one: words.get(one[0], one[0]))
    ]
    title = _("Registered people: %(dimension)s") % {"dimension": dimension.label}
    headings = [str(dimension.label), _("People")]
    return Table(f"people-by-{dimension.value}", title, "bar", headings, rows)


def few() -> str:
    """Return the words in place of a hidden figure."""
    return _("Hidden (few people)")


def note() -> str:
    """Return the explanation of hidden figures."""
    return _(
        "Numbers under %(least)d are hidden, and so are others from which they could be worked out."
    ) % {"least": LEAST}


def _words(dimension: Dimension, values: list[str]) -> dict[str, str]:
    """Return the words for each value of a dimension."""
    codes: dict[str, dict[str, Any]] = {
        Dimension.RACE: dict(RACES),
        Dimension.ETHNICITY: dict(ETHNICITIES),
        Dimension.LANGUAGE: dict(LANGUAGES),
        Dimension.COUNTY: counties(),
    }
    if dimension in codes:
        known = {code: str(label) for code, label in codes[dimension].items()}
    elif dimension == Dimension.ORGANIZATION:
        numbers = [int(value) for value in values if value]
        found = Organization.objects.in_bulk(numbers)
        known = {str(pk): f"{one.name} ({pk})" for pk, one in found.items()}
    else:
        known = {value: value for value in values}
    return known | {"": _("None")}


TABLES = {f"people-by-{dimension.value}": dimension for dimension in Dimension}
