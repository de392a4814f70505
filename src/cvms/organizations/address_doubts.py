"""Find what looks wrong in an address; the form asks about it, but never refuses it."""

from django.utils.translation import gettext as _

from cvms.jurisdiction import zip_codes
from cvms.jurisdiction.counties import counties
from cvms.jurisdiction.profile import JURISDICTION


def doubts(*, state: str, zip_code: str, county: str) -> dict[str, str]:
    """Return a question for each field that does not fit the others."""
    if state and state != JURISDICTION.usps:
        asked = {"state": JURISDICTION.name, "typed": state}
        words = _("The counties listed here are those of %(state)s. Is %(typed)s the right state?")
        return {"state": words % asked}
    if not (zip_code and zip_codes.is_known()):
        return {}
    home = zip_codes.county_of(zip_code)
    if home is None:
        asked = {"zip": zip_code, "state": JURISDICTION.name}
        return {
            "zip_code": _("We could not find ZIP code %(zip)s in %(state)s. Is it right?") % asked
        }
    if county and county != home:
        names = counties()
        asked = {"zip": zip_code, "county": names.get(home, ""), "typed": names.get(county, "")}
        words = _("Most of ZIP code %(zip)s is in %(county)s County. Is %(typed)s right?")
        return {"county": words % asked}
    return {}
