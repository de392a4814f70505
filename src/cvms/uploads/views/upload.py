"""One upload's own page: preview, progress, result, and correcting what was rejected."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cvms import intake
from cvms.accounts.idle import no_sign_of_life
from cvms.audit.actions import record_list
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from .. import grid
from ..actions import failing
from ..models import Upload
from ..progress import progress_of
from ..scope import own_upload
from .preview import preview

ROWS_PER_GRID = 100


@require_safe
@after_submit
def detail(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Where the upload is, and what there is to do."""
    upload = own_upload(organization, pk)
    if upload.state == Upload.State.PREVIEW:
        return preview(request, upload)
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


def _corrections(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    outstanding = upload.rejections.outstanding().order_by("line")
    page = Paginator(outstanding, ROWS_PER_GRID).get_page(request.GET.get("page"))
    number = upload.organization_id
    record_list("uploads.rows_read", page.object_list, by=request.user, organization=number)
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
    upload = own_upload(organization, pk)
    context = {"upload": upload, "progress": progress_of(upload)}
    response = render(request, "uploads/_progress.html", context)
    ended = not upload.under_way and request.GET.get("was") != upload.state
    if ended:
        response["HX-Refresh"] = "true"  # the result and its grid come with the whole page
    return response


@require_POST
@after_submit
def try_again(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Load the kept bytes of a file whose loading failed; pressed twice, once."""
    failing.try_again(upload=own_upload(organization, pk), by=request.user)
    return redirect("uploads:detail", pk)
