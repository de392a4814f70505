"""The pages on which a person says which column is which, and which sheet to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cvms import intake
from cvms.accounts.requests import SignedIn
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from .. import columns
from ..actions import asking
from ..choices import choices_of
from ..models import Upload
from ..reading import limits_of
from ..scope import own_upload

PEOPLE_SHOWN = 5


@require_safe
@after_submit
def show(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Show the columns of a file that waits, with the best guess or what was chosen before."""
    upload = own_upload(organization, pk)
    if upload.state != Upload.State.PREVIEW:
        return redirect("uploads:detail", pk)
    return page(request, upload)


def page(
    request: HttpRequest, upload: Upload, layout: intake.Layout | None = None, error: str = ""
) -> HttpResponse:
    """Render the columns, and the first people as this layout reads them."""
    data = bytes(upload.content.data)
    first = intake.first_rows(data, upload.choices.get("sheet"))
    if layout is None:
        layout = choices_of(upload).layout or first.guess
    context = {
        "upload": upload,
        "columns": columns.columns_of(first, layout),
        "roles": columns.ROLES,
        "row": layout.row,
        "rows": range(1, len(first.rows) + 1),
        "error": error,
        "people": _people(upload, data, layout),
    }
    return render(request, "uploads/columns.html", context, status=400 if error else 200)


def _people(
    upload: Upload, data: bytes, layout: intake.Layout
) -> list[intake.Record | intake.Rejection]:
    if not layout.is_complete:
        return []
    choices = intake.Choices(layout=layout, sheet=upload.choices.get("sheet"))
    report = intake.read(data, upload.filename, limits_of(upload.volume), choices)
    return list(report.rows_in_order())[:PEOPLE_SHOWN]


@require_POST
@after_submit
def choose(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Show how the file reads with a choice of columns, or store the choice."""
    upload = own_upload(organization, pk)
    if upload.state != Upload.State.PREVIEW:
        return redirect("uploads:detail", pk)
    first = intake.first_rows(bytes(upload.content.data), upload.choices.get("sheet"))
    layout = columns.layout_of(request.POST, first)
    if "show" in request.POST:
        return page(request, upload, layout)
    if not layout.is_complete:
        error = _(
            "Choose one column for the first name, one for the last name and one for the email. "
            "If first and last name are in one column, choose “Full name, to be split” for it."
        )
        return page(request, upload, layout, error)
    asking.choose_columns(upload=upload, layout=layout, by=request.user)
    return redirect("uploads:detail", pk)


@require_POST
@after_submit
def choose_sheet(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Read another sheet, or leave out hidden rows."""
    asking.choose_sheet(
        upload=own_upload(organization, pk),
        sheet=request.POST.get("sheet", ""),
        hidden_rows="without_hidden" not in request.POST,
        by=request.user,
    )
    return redirect("uploads:detail", pk)
