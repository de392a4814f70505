"""The page of statistics: charts of the state's registrations, with tables and CSV files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from cvms import intake
from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record

from .. import breakdowns, tables
from ..actions import counting
from ..county_map import county_map, legend
from ..models import Breakdown, Count
from .console import console_page
from .lists import download


@require_safe
@requires(Permission.SEE_STATISTICS)
def statistics(request: SignedIn) -> HttpResponse:
    """Show how many people reached each stage, over time, by county, and by other dimensions."""
    counted = breakdowns.counted()
    context = {
        "count": Count.objects.first(),
        "tables": [
            tables.funnel(),
            tables.over_time(),
            tables.by_county(),
            *(breakdowns.table(one, counted[one]) for one in Breakdown.Dimension),
        ],
        "map": county_map(counted[Breakdown.Dimension.COUNTY]),
        "legend": legend(),
        "note": breakdowns.note(),
        "days": tables.DAYS_SHOWN,
    }
    return console_page(request, "staff/statistics.html", context)


@require_safe
@requires(Permission.SEE_STATISTICS)
def as_csv(request: HttpRequest, name: str) -> HttpResponse:
    """Download one of the tables, with all rows."""
    if name not in tables.TABLES and name not in breakdowns.TABLES:
        raise Http404
    with override("en"):  # a file for programs has the same headings in every language
        table = _table(name)
    record("staff.statistics_exported", by=request.user, table=name)
    rows = ([str(cell) for cell in row] for row in table.rows)
    return download(f"cvms_{name}.csv", intake.csv_file(table.headings, rows))


def _table(name: str) -> tables.Table:
    if name in tables.TABLES:
        return tables.TABLES[name]()
    dimension = breakdowns.TABLES[name]
    return breakdowns.table(dimension, breakdowns.counted()[dimension])


@require_POST
@requires(Permission.SEE_STATISTICS)
def recount(request: HttpRequest) -> HttpResponse:
    """Queue a new count now."""
    counting.ask_for_recount()
    messages.info(request, _("People are being counted again. Reload this page in a moment."))
    return redirect("staff:statistics")
