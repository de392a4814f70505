"""The state's counties by FIPS code (ANSI INCITS 31; codes as the Census Bureau lists them)."""

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
    """Five-digit FIPS code -> name, in the order in which people look for them.

    Another state's list is a CSV file `fips,name` that CVMS_COUNTIES_FILE names.
    """
    path = Path(env.str("CVMS_COUNTIES_FILE", str(_DATA / f"counties-{JURISDICTION.fips}.csv")))
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["name"].casefold())
    return {row["fips"]: row["name"] for row in rows}


def choices() -> list[tuple[str, "str | Promise"]]:
    """For a select box; starts at --None--, as the guide's form does."""
    return [("", _("--None--")), *counties().items()]
