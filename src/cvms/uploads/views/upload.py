"""The page of one file: progress, result, worklist, and the people loaded from it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cvms import intake
from cvms.accounts.idle import counts_as_idle
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit
from cvms.recipients.listing import totals_of
from cvms.recipients.wanted import Wanted

from .. import grid, whole_list
from ..actions import failing
from ..models import Rejection, RejectionQuerySet, TypedRow, Upload
from ..progress import progress_of
from ..scope import own_upload
from ..standing import Standing, standing_of
from .preview import preview

ROWS_PER_GRID = 200


@require_safe
@after_submit
def detail(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Show a file's state and what is left to do; a correction redirects to its first file."""
    upload = own_upload(organization, pk)
    if upload.corrects_id:
        return redirect("uploads:detail", upload.corrects_id)
    if upload.state == Upload.State.PREVIEW:
        return preview(request, upload)
    people = Wanted(organization, upload=upload.pk)
    by_stage = people.by_stage() if upload.state == Upload.State.LOADED else {}
    context: dict[str, Any] = {
        "upload": upload,
        "progress": progress_of(by_stage),
        "standing": standing_of(upload),
        "banner": "submitted" in request.GET and upload.is_well,
        "too_many": upload.problem_code == intake.ProblemCode.TOO_MANY_RECORDS
        and upload.volume == Upload.Volume.LOW
        and not upload.purged_at,
    }
    context |= _worklist(request, upload, context["standing"])
    context |= _dialog(request, upload, context["corrected"])
    if upload.state == Upload.State.LOADED:
        context["totals"] = totals_of(people, by_stage)
        context["loaded_people"] = any(total.people for total in context["totals"])
        context |= _comparison(upload, organization)
    return render(request, "uploads/detail.html", context)


def _dialog(request: HttpRequest, upload: Upload, corrected: list[Upload]) -> dict[str, Any]:
    """Return the dialog that the page opens with: file submitted, records created, or none."""
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
        "suggestions": _suggestions(mine, typed),
        "left_out": _left_out(mine) if standing.left_out else [],
        "corrected": list(Upload.objects.filter(corrects=upload).order_by("-id")[:20]),
    }


def _suggestions(mine: RejectionQuerySet, typed: Mapping[int, TypedRow]) -> int:
    """Return how many addresses are suggested in the whole worklist, not only on this page."""
    untouched = mine.to_correct().filter(suggested=True).exclude(line__in=typed)
    return untouched.count() + sum(
        1 for row in typed.values() if intake.suggest_email(row.email) is not None
    )


def _comparison(upload: Upload, organization: Organization) -> dict[str, Any]:
    """Return whether the file is, belongs to, or can be called the whole list.

    Return {} if it cannot, or if there is a newer whole list.
    """
    if upload.whole_with:
        return {"whole": upload.whole_with}
    newest = whole_list.newest(organization)
    if not whole_list.can_be_compared(upload) or (newest and newest.pk > upload.pk):
        return {}
    if upload.whole_list:
        return {"is_whole": True, "missing": upload.missing}
    if not whole_list.follows_others(upload):
        return {}
    return {"may_be_whole": True, "others": whole_list.may_belong(upload)[: whole_list.MOST_FILES]}


def _left_out(mine: RejectionQuerySet) -> list[Rejection]:
    return list(mine.filter(left_out=True).order_by("line")[:ROWS_PER_GRID])


@counts_as_idle
@require_safe
@after_submit
def progress(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Render the part of the page that polls for progress; it stops polling at the end."""
    upload = own_upload(organization, pk)
    people = Wanted(organization, upload=upload.pk)
    by_stage = people.by_stage() if upload.state == Upload.State.LOADED else {}
    context = {"upload": upload, "progress": progress_of(by_stage)}
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
