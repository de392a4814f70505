"""The queue of requests, for agents."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record_list

from ..listing import queue as queue_of
from ..listing import remember
from ..models import HelpRequest
from ..topics import Kind


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_REQUESTS)
def queue(request: SignedIn) -> HttpResponse:
    """List requests, first those that wait for an agent; a search is posted."""
    if request.method == "POST":
        return redirect(f"{request.path}?{remember(request)}")
    found = queue_of(request)
    record_list("helpdesk.listed", found.page.object_list, by=request.user)
    context = {"queue": found, "kinds": Kind.choices, "states": _tabs()}
    return render(request, "helpdesk/queue.html", context)


def _tabs() -> list[tuple[str, Any]]:
    return [("todo", _("To do")), *HelpRequest.State.choices, ("all", _("All"))]
