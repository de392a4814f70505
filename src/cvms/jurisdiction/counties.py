"""The state's counties by FIPS code (ANSI INCITS 31, as the Census Bureau lists them)."""

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cvms.jurisdiction.environment import env
from cvms.jurisdiction.profile import JURISDICTION

if TYPE_CHECKING:
    from django.utils.functional import Promise

_DATA = Path(__file__).parent / "data"


@cache
def counties() -> dict[str, str]:
    """Return the counties' names by five-digit FIPS code, sorted by name.

    CVMS_COUNTIES_FILE names the file for another state: CSV with the columns `fips` and `name`.
    """
    path = Path(env.str("CVMS_COUNTIES_FILE", str(_DATA / f"counties-{JURISDICTION.fips}.csv")))
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["name"].casefold())
    return {row["fips"]: row["name"] for row in rows}


def choices() -> list[tuple[str, "str | Promise"]]:
    """Return the choices of a select box; the first is --None--, as in the user guide's form."""
    return [("", _("--None--")), *counties().items()]
