"""The page of the audit trail."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record
from cvms.audit.trail import Question, events
from cvms.recipients.models import Recipient
from cvms.ui.keyset import newest_first

from .. import audit_names
from ..audit_questions import as_details, question_of, remember
from ..forms import AuditForm
from .console import console_page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_AUDIT)
def trail(request: SignedIn) -> HttpResponse:
    """Show who did what, when and from where; a posted filter redirects to a URL without names."""
    if request.method == "POST":
        form = AuditForm(request.POST)
        if form.is_valid():
            return redirect(_address_of(remember(request, form.cleaned_data)))
        question = Question()
    else:
        question = question_of(request, request.GET)
        form = AuditForm(initial=asdict(question))
    page = newest_first(events(question), request.GET.get("before", ""), by="at")
    _record_read(request, question, audit_names.name(page.rows))
    context = {
        "form": form,
        "slice": page,
        "asked": audit_names.in_words(question),
        "query": _plain(request.GET),
    }
    return console_page(request, "staff/audit.html", context)


def _record_read(request: SignedIn, question: Question, people: list[int]) -> None:
    """Record that the trail, and with it the names of these people, was read."""
    kind = Recipient._meta.label_lower if people else ""
    asked = as_details(question)
    record("audit.read", by=request.user, kind=kind, asked=asked, numbers=people)


def _address_of(query: dict[str, Any]) -> str:
    return f"{reverse('staff:audit')}?{urlencode(query, doseq=True)}"


def _plain(query: QueryDict) -> str:
    """Return the query string without the position in the list."""
    kept = query.copy()
    kept.pop("before", None)
    return kept.urlencode()
