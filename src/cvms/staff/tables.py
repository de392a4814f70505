"""The statistics as tables, for pages, charts and CSV files."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from cvms.jurisdiction.counties import counties
from cvms.recipients.funnel import stages

from .models import StageCount, StageDay

DAYS_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `chart` is its kind of chart: "line", "bar" or "funnel" (horizontal bars)."""

    name: str
    title: str
    chart: str
    headings: list[str]
    rows: list[list[str | int]] = field(default_factory=list)


def funnel() -> Table:
    """Return how many people reached each stage, and their share of all people loaded."""
    sums = dict(StageCount.objects.values_list("stage").annotate(Sum("people")))
    ordered = stages()
    whole = sums.get(ordered[0].name, 0) if ordered else 0
    rows: list[list[str | int]] = [
        [str(stage.label), people, f"{100 * people / whole:.1f}%" if whole else "-"]
        for stage in ordered
        for people in [sums.get(stage.name, 0)]
    ]
    headings = [_("Stage"), _("People"), _("Share of those loaded")]
    return Table("funnel", _("From the list to eligibility"), "funnel", headings, rows)


def over_time(days: int | None = DAYS_SHOWN) -> Table:
    """Return how many people reached each dated stage on each day, for the last days or all."""
    dated = [stage for stage in stages() if stage.at]
    headings = [_("Day"), *(str(stage.label) for stage in dated)]
    table = Table("over-time", _("Registrations over time"), "line", headings)
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for stage, day, people in _days(days):
        found[day][stage] = people
    if found:
        for day in _each_day(min(found), max(found)):
            counts = [found.get(day, {}).get(stage.name, 0) for stage in dated]
            table.rows.append([day.isoformat(), *counts])
    return table


def _days(days: int | None) -> list[tuple[str, date, int]]:
    known = StageDay.objects.all()
    last = known.aggregate(last=Max("day"))["last"] if days else None
    if days and last:
        known = known.filter(day__gt=last - timedelta(days=days))
    return list(known.values_list("stage", "day", "people"))


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def by_county() -> Table:
    """Return how many people reached each stage, by the county of their organization."""
    names = counties()
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    sums = StageCount.objects.values_list("organization__county", "stage").annotate(Sum("people"))
    for county, stage, people in sums:
        here = counted[county if county in names else ""]
        here[stage] = here.get(stage, 0) + people
    ordered = stages()
    rows: list[list[str | int]] = [
        [name, *(counted[fips].get(stage.name, 0) for stage in ordered)]
        for fips, name in [*names.items(), ("", _("Another county, or registered at a desk"))]
        if fips in counted
    ]
    headings = [_("County"), *(str(stage.label) for stage in ordered)]
    return Table("by-county", _("By county of the organization"), "bar", headings, rows)


TABLES = {
    "funnel": funnel,
    "over-time": lambda: over_time(None),
    "by-county": by_county,
}
