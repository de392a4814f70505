"""One file's own page: progress, result, its worklist, and the people it brought."""

import uuid
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cvms import intake
from cvms.accounts.idle import no_sign_of_life
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit
from cvms.recipients.invitations import counts
from cvms.recipients.listing import totals_of
from cvms.recipients.wanted import Wanted

from .. import grid, whole_list
from ..actions import failing, typing
from ..models import Rejection, TypedRow, Upload
from ..progress import progress_of
from ..scope import own_upload
from ..standing import Standing, standing_of
from .preview import preview

ROWS_PER_GRID = 200


@require_safe
@after_submit
def detail(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Where the file is, and what there is to do."""
    upload = own_upload(organization, pk)
    if upload.corrects_id:
        return redirect("uploads:detail", upload.corrects_id)
    if upload.state == Upload.State.PREVIEW:
        return preview(request, upload)
    context: dict[str, Any] = {
        "upload": upload,
        "progress": progress_of(upload),
        "standing": standing_of(upload),
        "banner": "submitted" in request.GET and upload.is_well,
        "too_many": upload.problem_code == intake.ProblemCode.TOO_MANY_RECORDS
        and upload.volume == Upload.Volume.LOW
        and not upload.purged_at,
    }
    context |= _worklist(request, upload, context["standing"])
    context |= _dialog(request, upload, context["corrected"])
    if upload.state == Upload.State.LOADED:
        people = Wanted(organization, upload=upload.pk)
        context["totals"] = totals_of(people, counts(people.everybody()))
        context["loaded_people"] = any(total.people for total in context["totals"])
        context |= _comparison(upload, organization)
    return render(request, "uploads/detail.html", context)


def _dialog(request: HttpRequest, upload: Upload, corrected: list[Upload]) -> dict[str, Any]:
    """What the page says first, until it is dismissed: the file came in, or records were made."""
    if request.GET.get("submitted") == "1" and upload.volume == Upload.Volume.HIGH:
        return {"dialog": "submitted"}
    if "created" in request.GET and upload.state == Upload.State.LOADED:
        return {"dialog": "created", "made": upload}
    sent = [one for one in corrected if str(one.pk) == request.GET.get("sent")]
    return {"dialog": "created", "made": sent[0]} if sent else {"dialog": ""}


def _worklist(request: HttpRequest, upload: Upload, standing: Standing) -> dict[str, Any]:
    mine = Rejection.objects.of_file(upload).outstanding()
    paginator = Paginator(mine.to_correct().order_by("line"), ROWS_PER_GRID)
    paginator.count = standing.to_correct
    page = paginator.get_page(request.GET.get("page"))
    typed = {
        row.line: row for row in TypedRow.objects.filter(upload=upload).select_related("typed_by")
    }
    number = upload.organization_id
    record_list("uploads.rows_read", page.object_list, by=request.user, organization=number)
    rows = grid.of_rejections(page.object_list, typed)
    return {
        "rows": rows,
        "page": page,
        "key": uuid.uuid4(),
        "changed": len(typed),
        "suggestions": _suggestions(upload, page, rows),
        "left_out": _left_out(mine) if standing.left_out else [],
        "corrected": list(Upload.objects.filter(corrects=upload).order_by("-id")[:20]),
    }


def _suggestions(upload: Upload, page: Page[Rejection], rows: list[grid.Row]) -> int:
    """How many addresses are suggested in the whole worklist, of which this may be one page."""
    if page.has_other_pages():
        return len(typing.suggested(upload))
    return sum(1 for row in rows if row.cells[-1].suggestion)


def _comparison(upload: Upload, organization: Organization) -> dict[str, Any]:
    """Whether it is the whole list, or may be said to be; nothing where a newer one is."""
    newest = whole_list.newest(organization)
    if not whole_list.can_be_compared(upload) or (newest and newest.pk > upload.pk):
        return {}
    if upload.whole_list:
        return {"missing": whole_list.missing(upload).filter(left_at=None).count()}
    return {"may_be_whole": whole_list.earlier(upload).filter(left_at=None).exists()}


def _left_out(mine: QuerySet[Rejection]) -> list[Rejection]:
    return list(mine.filter(left_out=True).order_by("line")[:ROWS_PER_GRID])


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
def try_again(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Load a stored file whose loading failed; a second press does nothing."""
    failing.try_again(upload=own_upload(organization, pk), by=request.user)
    return redirect("uploads:detail", pk)
