"""One upload's own page: preview, progress, result, and correcting what was rejected."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cvms import intake
from cvms.accounts.idle import no_sign_of_life
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from . import actions, editing, failing, grid, judging
from .models import Upload
from .progress import progress_of
from .reading import report_on

ROWS_PER_GRID = 100


def _upload(organization: Organization, pk: int) -> Upload:
    return get_object_or_404(Upload.objects.of(organization).select_related("corrects"), pk=pk)


@require_safe
@after_submit
def detail(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Where the upload is, and what there is to do."""
    upload = _upload(organization, pk)
    if upload.state == Upload.State.PREVIEW:
        return _preview(request, upload)
    context = {
        "upload": upload,
        "progress": progress_of(upload),
        "banner": "submitted" in request.GET
        and upload.volume == Upload.Volume.HIGH
        and upload.state not in (Upload.State.FAILED, Upload.State.REFUSED),
        "dialog": _dialog(request, upload),
        "too_many": upload.problem_code == intake.ProblemCode.TOO_MANY_RECORDS
        and upload.volume == Upload.Volume.LOW
        and not upload.purged_at,
    } | _corrections(request, upload)
    return render(request, "uploads/detail.html", context)


def _dialog(request: HttpRequest, upload: Upload) -> str:
    """What the page says first, until it is dismissed: the file came in, or records were made."""
    if request.GET.get("submitted") == "1" and upload.volume == Upload.Volume.HIGH:
        return "submitted"
    if "created" in request.GET and upload.state == Upload.State.LOADED:
        return "created"
    return ""


def _preview(request: HttpRequest, upload: Upload) -> HttpResponse:
    report = report_on(upload)
    rows = grid.of_report(report, judging.already_there(report))
    context = {
        "upload": upload,
        "rows": rows,
        "failing": sum(1 for row in rows if row.reasons),
    }
    return render(request, "uploads/preview.html", context)


def _corrections(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    outstanding = upload.rejections.outstanding().order_by("line")
    page = Paginator(outstanding, ROWS_PER_GRID).get_page(request.GET.get("page"))
    return {
        "rows": grid.of_rejections(page.object_list),
        "page": page,
        "key": uuid.uuid4(),
        "corrected": list(Upload.objects.filter(corrects=upload).order_by("id")[:20]),
    }


@no_sign_of_life
@require_safe
@after_submit
def progress(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """The part of the page that follows the work; it stops asking when there is none left."""
    upload = _upload(organization, pk)
    context = {"upload": upload, "progress": progress_of(upload)}
    response = render(request, "uploads/_progress.html", context)
    ended = not upload.under_way and request.GET.get("was") != upload.state
    if ended:
        response["HX-Refresh"] = "true"  # the result and its grid come with the whole page
    return response


@require_POST
@after_submit
def create(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Create Records, or check again, with the cells as they were edited."""
    upload = _upload(organization, pk)
    if upload.state == Upload.State.PREVIEW:
        upload = _keep_edits(request, upload)
    if "check" in request.POST or upload.state == Upload.State.REFUSED:
        return redirect("uploads:detail", upload.pk)
    upload = actions.create_records(upload=upload, by=request.user)
    return redirect(reverse("uploads:detail", args=[upload.pk]) + "?created=1")


def _keep_edits(request: HttpRequest, upload: Upload) -> Upload:
    rows = editing.rows_of(request.POST)
    before = {record.line: record for record in report_on(upload).rows_in_order()}
    if not editing.changed(rows, before) or {row[0] for row in rows} != set(before):
        return upload
    return actions.edit(upload=upload, rows=rows, by=request.user)


@require_POST
@after_submit
def cancel(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Cancel: the file is dropped, nothing is loaded."""
    upload = _upload(organization, pk)
    if actions.cancel(upload=upload, by=request.user):
        messages.info(request, _("The file was removed. Nothing was loaded from it."))
        return redirect("uploads:start")
    messages.warning(request, _("It was too late to cancel. This is what came of the file."))
    return redirect("uploads:detail", upload.pk)


@require_POST
@after_submit
def use_high_volume(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """The same file by the other tab, in one click."""
    upload = _upload(organization, pk)
    actions.use_high_volume(upload=upload, by=request.user)
    return redirect(reverse("uploads:detail", args=[upload.pk]) + "?submitted=1")


@require_POST
@after_submit
def try_again(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Load the kept bytes of a file whose loading failed; pressed twice, once."""
    failing.try_again(upload=_upload(organization, pk), by=request.user)
    return redirect("uploads:detail", pk)


@require_POST
@after_submit
def correct(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Send again the rejected records whose cells were changed; the others stay as they are."""
    upload = _upload(organization, pk)
    correction = actions.correct(
        upload=upload,
        rows=editing.rows_of(request.POST),
        by=request.user,
        key=editing.key_of(request.POST),
    )
    if correction is None:
        messages.warning(request, _("Nothing was changed yet. Edit the cells, then send them."))
        return redirect("uploads:detail", upload.pk)
    return redirect(reverse("uploads:detail", args=[correction.pk]) + "?created=1")
