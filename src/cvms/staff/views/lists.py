"""Pages to invite many organizations by a file: upload, preview, send."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.idle import counts_as_idle
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record
from cvms.organizations.actions.inviting import Invitee

from .. import list_rows
from ..actions import lists
from ..forms import ListForm
from ..models import InvitationList
from .console import console_page

ROWS_PER_PAGE = 100
LISTS_SHOWN = 10
manages = requires(Permission.MANAGE_ORGANIZATIONS)


@require_http_methods(["GET", "HEAD", "POST"])
@manages
def start(request: SignedIn) -> HttpResponse:
    """Show the instructions, the form and recent lists, or receive a file."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        received = lists.receive_list(
            filename=file.name, data=file.read(), by=request.user, key=form.cleaned_data["key"]
        )
        return redirect("staff:list", received.pk)
    if "key" in form.errors:
        form = ListForm()
        messages.error(request, _("The upload did not arrive whole. Choose the file again."))
    context = {
        "form": form,
        "lists": _lists().select_related("uploaded_by").order_by("-id")[:LISTS_SHOWN],
        "most": settings.INVITATION_LIST_RECORDS,
        "largest": settings.UPLOAD_BYTES,
    }
    return console_page(request, "staff/list_start.html", context)


def _lists() -> Any:
    return InvitationList.objects.defer("data", "failed_rows")


@require_safe
@manages
def template(_request: HttpRequest) -> HttpResponse:
    """Download the file to fill in."""
    return download(list_rows.TEMPLATE_NAME, list_rows.template())


def download(name: str, content: bytes) -> HttpResponse:
    """Return a response that browsers save as a CSV file."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@manages
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """Show a list's state and what is left to do."""
    chosen = get_object_or_404(InvitationList, pk=pk)
    record("staff.list_read", by=request.user, on=chosen)
    context: dict[str, Any] = {"list": chosen}
    if chosen.state == InvitationList.State.PREVIEW:
        context |= _preview(request, chosen)
    elif chosen.state == InvitationList.State.INVITED:
        failed = [
            list_rows.Judged(line, Invitee(*cells), problems)
            for line, cells, problems in chosen.failed_rows
        ]
        context["page"] = Paginator(failed, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return console_page(request, "staff/list.html", context)


def _preview(request: HttpRequest, chosen: InvitationList) -> dict[str, Any]:
    rows = list_rows.judge(list_rows.read(bytes(chosen.data or b""), chosen.filename).rows)
    failing = [row for row in rows if row.problems]
    only = request.GET.get("show") == "problems"
    page = Paginator(failing if only else rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    good = [row.invitee.organization.casefold() for row in rows if not row.problems]
    return {
        "page": page,
        "only": only,
        "failing": len(failing),
        "good": len(good),
        "organizations": len(set(good)),
    }


@counts_as_idle
@require_safe
@manages
def progress(request: SignedIn, pk: int) -> HttpResponse:
    """Render the progress, which the page polls for; reload the page at the end."""
    chosen = get_object_or_404(_lists(), pk=pk)
    response = console_page(request, "staff/_list_progress.html", {"list": chosen})
    if chosen.state != InvitationList.State.SUBMITTED:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@manages
def send(request: SignedIn, pk: int) -> HttpResponse:
    """Send invitations to the good rows."""
    chosen = get_object_or_404(_lists(), pk=pk)
    lists.send_invitations(invitation_list=chosen, by=request.user)
    return redirect("staff:list", pk)


@require_POST
@manages
def cancel(request: SignedIn, pk: int) -> HttpResponse:
    """Cancel the list; nobody is invited."""
    chosen = get_object_or_404(_lists(), pk=pk)
    lists.cancel_list(invitation_list=chosen, by=request.user)
    messages.info(request, _("The list was removed. Nobody was invited from it."))
    return redirect("staff:lists")


@require_safe
@manages
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the rows that failed, to correct and upload again."""
    chosen = get_object_or_404(InvitationList.objects.filter(failed__gt=0, purged_at=None), pk=pk)
    record("staff.list_errors_downloaded", by=request.user, on=chosen)
    return download("organization_invitations_errors.csv", list_rows.error_file(chosen.failed_rows))
