"""The worklist of a file: rows are stored while they are typed, and sent on request."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cvms.accounts.requests import SignedIn
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from .. import cells, grid
from ..actions import correcting, typing
from ..models import Rejection, TypedRow, Upload
from ..scope import own_upload


@require_POST
@after_submit
def keep(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Store one row while it is typed; return its problems, or who else changed it, as JSON."""
    file = own_upload(organization, pk).file
    typed = next(iter(cells.typed_rows(request.POST)), None)
    if typed is None or not _is_open(file, typed.line):
        return JsonResponse({"said": _("This record is not waiting to be corrected.")}, status=410)
    try:
        row = typing.keep(file=file, typed=typed, by=request.user)
    except typing.TypedMeanwhile as meanwhile:
        return JsonResponse(_meanwhile(meanwhile.row), status=409)
    changed = TypedRow.objects.filter(upload=file).count()
    return JsonResponse(
        {"version": row.version, "changed": changed, "problems": grid.problems_of_typed(row)}
    )


def _is_open(file: Upload, line: int) -> bool:
    if file.state == Upload.State.PREVIEW:
        return True
    waiting = Rejection.objects.of_file(file).outstanding()
    return waiting.filter(kind=Rejection.Kind.TO_CORRECT, line=line).exists()


def _meanwhile(row: TypedRow) -> dict[str, object]:
    when = time_format(localtime(row.typed_at))
    said = _("%(who)s typed this at %(when)s. It stays unless you type over it.") % {
        "who": row.typed_by.full_name,
        "when": when,
    }
    values = {column: getattr(row, column) for column in cells.COLUMNS}
    return {"version": row.version, "cells": values, "said": said}


@require_POST
@after_submit
def correct(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Store the rows of the form, then do what the pressed button asks for."""
    file = own_upload(organization, pk).file
    conflicts = _keep_form(request, file)
    if conflicts:
        _say_conflicts(request, conflicts)
        return _back(request, file)
    if "suggestions" in request.POST:
        return _take_suggestions(request, file)
    if "keep" in request.POST:
        messages.info(request, _("What you typed is saved. Send it when you are ready."))
        return _back(request, file)
    correction = correcting.correct(
        file=file,
        by=request.user,
        key=cells.key_of(request.POST),
        right=cells.right_lines(request.POST),
    )
    if correction is None:
        messages.warning(request, _("Nothing was changed yet. Edit the cells, then send them."))
        return _back(request, file)
    return redirect(f"{reverse('uploads:detail', args=[file.pk])}?sent={correction.pk}")


def _keep_form(request: SignedIn, file: Upload) -> set[int]:
    """Store the rows that differ from what the page showed; return the lines in conflict."""
    kept = {row.line: row for row in TypedRow.objects.filter(upload=file)}
    records = Rejection.objects.of_file(file).to_correct()
    before = {record.line: record for record in records}
    shown: dict[int, cells.Record] = {
        **before,
        **{line: row for line, row in kept.items() if line in before},
    }
    rows = [row for row in cells.typed_rows(request.POST) if cells.differs(row, shown)]
    return typing.keep_all(file=file, typed=rows, by=request.user)


def _say_conflicts(request: HttpRequest, lines: set[int]) -> None:
    said = ngettext(
        "Somebody else changed line %(lines)s in the meantime. What they typed was kept; "
        "look at it.",
        "Somebody else changed lines %(lines)s in the meantime. What they typed was kept; "
        "look at it.",
        len(lines),
    )
    messages.warning(request, said % {"lines": ", ".join(map(str, sorted(lines)))})


def _take_suggestions(request: SignedIn, file: Upload) -> HttpResponse:
    taken = typing.take_suggestions(file=file, by=request.user)
    said = ngettext(
        "%(number)s suggestion was used. Nothing has been sent yet.",
        "%(number)s suggestions were used. Nothing has been sent yet.",
        taken,
    )
    messages.info(request, said % {"number": taken})
    return _back(request, file)


@require_POST
@after_submit
def leave_out(request: SignedIn, organization: Organization, pk: int) -> HttpResponse:
    """Leave records out ("not one of ours"), or put them back."""
    file = own_upload(organization, pk).file
    if file.state != Upload.State.PREVIEW:
        _keep_form(request, file)
    back = "back" in request.POST
    lines = [
        int(line) for line in request.POST.getlist("back" if back else "line") if _is_line(line)
    ]
    typing.leave_out(file=file, lines=lines, by=request.user, back=back)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"to_correct": Rejection.objects.of_file(file).to_correct().count()})
    return _back(request, file)


def _is_line(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 7


def _back(request: HttpRequest, file: Upload) -> HttpResponse:
    page = request.POST.get("page", "")
    query = f"?page={page}" if _is_line(page) else ""
    return redirect(f"{reverse('uploads:detail', args=[file.pk])}{query}#corrections-heading")
