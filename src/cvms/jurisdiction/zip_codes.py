"""In which county a ZIP code is: for most of its addresses, since some lie in several.

The shipped table has the active ZIP codes of North Carolina, taken from the MIT-licensed table of
PyPI's `zipcodes` 3.0.0.
"""

import csv
from functools import cache
from pathlib import Path

from cvms.jurisdiction.environment import env
from cvms.jurisdiction.profile import JURISDICTION

_DATA = Path(__file__).parent / "data"


@cache
def _table() -> dict[str, str]:
    """Five-digit ZIP code -> FIPS code of its county; empty for a state without a table.

    Another state's is a CSV file `zip,fips` that CVMS_ZIP_CODES_FILE names.
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
    """Return the county of a ZIP code, of five or nine digits; None if it is not the state's."""
    return _table().get(zip_code[:5])
