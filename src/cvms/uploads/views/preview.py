"""A file that waits for Create Records."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from .. import cells, grid, known_people, sheets
from ..actions import previewing, typing
from ..models import TypedRow, Upload
from ..reading import report_on
from ..scope import own_upload
from . import columns

FIRST_ROWS = 10


def preview(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Ask which column is which, or show the records and ask whether they are right.

    For Low Volume, show each record with its problems and what was typed over it. A High Volume
    file waits only if something was read with a doubt; show its first records.
    """
    if upload.asks_for_columns:
        return columns.page(request, upload)
    report = report_on(upload)
    high = upload.volume == Upload.Volume.HIGH
    typed = {
        row.line: row for row in TypedRow.objects.filter(upload=upload).select_related("typed_by")
    }
    record(
        "uploads.preview_read",
        by=request.user,
        on=upload,
        organization=upload.organization_id,
        records=report.records,
    )
    known = {} if high else known_people.nothing_to_do(upload, report)
    rows = grid.of_report(report, known, typed)
    context = {
        "upload": upload,
        "rows": rows,
        "people": list(report.rows_in_order())[:FIRST_ROWS],
        "failing": sum(1 for row in rows if row.reasons),
        "good": len(report.good),
        "known": sum(1 for row in rows if row.note and not row.reasons),
        "sheets": sheets.of(upload),
    }
    return render(request, f"uploads/{'confirm' if high else 'preview'}.html", context)


@require_POST
@after_submit
def create(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Create the records, or check them again, with the cells as edited."""
    upload = own_upload(organization, pk)
    if upload.state == Upload.State.PREVIEW and not upload.asks_for_columns:
        conflicts = _keep_form(request, upload)
        if conflicts:
            messages.warning(
                request, _("Somebody else changed this list in the meantime. Look at it again.")
            )
            return redirect("uploads:detail", upload.pk)
        right = cells.right_lines(request.POST)
        upload = previewing.edit(upload=upload, by=request.user, right=right)
    if "check" in request.POST or upload.state == Upload.State.REFUSED:
        return redirect("uploads:detail", upload.pk)
    upload = previewing.create_records(upload=upload, by=request.user)
    if upload.volume == Upload.Volume.HIGH and upload.under_way:
        return redirect(reverse("uploads:detail", args=[upload.pk]) + "?submitted=done")
    return redirect(reverse("uploads:detail", args=[upload.pk]) + "?created=1")


def _keep_form(request: SignedIn, upload: Upload) -> set[int]:
    """Store the rows that differ from what the page showed; return the lines in conflict."""
    shown: dict[int, cells.Record] = {
        record.line: record for record in report_on(upload).rows_in_order()
    }
    shown |= {row.line: row for row in TypedRow.objects.filter(upload=upload) if row.line in shown}
    rows = [row for row in cells.typed_rows(request.POST) if cells.differs(row, shown)]
    return typing.keep_all(file=upload, typed=rows, by=request.user)


@require_POST
@after_submit
def cancel(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Delete the file and load nothing."""
    upload = own_upload(organization, pk)
    if previewing.cancel(upload=upload, by=request.user):
        messages.info(request, _("The file was removed. Nothing was loaded from it."))
        return redirect("uploads:start")
    messages.warning(request, _("It was too late to cancel. This is what became of the file."))
    return redirect("uploads:detail", upload.pk)


@require_POST
@after_submit
def use_high_volume(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Submit the same file as High Volume."""
    upload = own_upload(organization, pk)
    previewing.use_high_volume(upload=upload, by=request.user)
    return redirect(reverse("uploads:detail", args=[upload.pk]) + "?submitted=1")
