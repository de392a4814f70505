"""Search the public directory by ZIP code and county, nearest first."""

from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from cvms.jurisdiction.counties import counties

from .models import Location

PER_PAGE = 20
IN_ZIP_CODE, IN_COUNTY, NEARBY = range(3)


def find(*, zip_code: str = "", county: str = "", appointments: bool = False) -> QuerySet[Location]:
    """Return listed locations in the ZIP code, then in the county, then in the same postal area.

    The first three digits of a ZIP code are a postal area (USPS sectional center). Without
    `county`, use the counties of the locations in the ZIP code. Each location is annotated with its
    `distance`.
    """
    found = Location.objects.listed()
    if appointments:
        found = found.filter(takes_appointments=True)
    exact, near = _near(zip_code[:5])
    same_county = Q(county=county) if county else _counties_of(exact)
    if zip_code or county:
        found = found.filter(same_county | near)
    return found.annotate(
        distance=Case(
            When(exact, then=IN_ZIP_CODE),
            When(same_county, then=IN_COUNTY),
            default=Value(NEARBY),
            output_field=IntegerField(),
        )
    ).order_by("distance", "name", "id")


def _near(zip_code: str) -> tuple[Q, Q]:
    """Return conditions for the same ZIP code and postal area; without ZIP code, for none."""
    if not zip_code:
        return Q(pk__in=[]), Q(pk__in=[])
    return Q(zip_code__startswith=zip_code), Q(zip_code__startswith=zip_code[:3])


def _counties_of(exact: Q) -> Q:
    inside = Location.objects.listed().filter(exact).values("county")
    return Q(county__in=inside)


def add_counties(locations: Iterable[Location]) -> None:
    """Set `county_name` on each location."""
    for location in locations:
        location.county_name = counties().get(location.county, "")
