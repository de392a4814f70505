"""The county of each ZIP code; if it lies in several, the county of most of its addresses.

The table in `data/` has North Carolina's active ZIP codes, from the MIT-licensed package `zipcodes`
3.0.0 on PyPI.
"""

import csv
from functools import cache
from pathlib import Path

from cvms.jurisdiction.environment import env
from cvms.jurisdiction.profile import JURISDICTION

_DATA = Path(__file__).parent / "data"


@cache
def _table() -> dict[str, str]:
    """Return counties' FIPS codes by five-digit ZIP code; empty for a state without a table.

    CVMS_ZIP_CODES_FILE names the file for another state: CSV with the columns `zip` and `fips`.
    """
    path = Path(env.str("CVMS_ZIP_CODES_FILE", str(_DATA / f"zip-codes-{JURISDICTION.fips}.csv")))
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["zip"]: row["fips"] for row in csv.DictReader(file)}


def is_known() -> bool:
    """Return whether there is a table of the state's ZIP codes."""
    return bool(_table())


def county_of(zip_code: str) -> str | None:
    """Return the FIPS code of the county of a ZIP code of five or nine digits.

    Return None if the ZIP code is not in the table.
    """
    return _table().get(zip_code[:5])
