"""The audit trail's pages, for people who are responsible for it."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cvms import intake
from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record
from cvms.audit.models import Event
from cvms.audit.trail import Question, events, pages
from cvms.recipients.models import Recipient
from cvms.ui.keyset import newest_first

from .. import audit_names
from ..forms import AuditForm
from .console import console_page

EXPORT_HEADINGS = (
    "Time", "Action", "Account", "Username", "Role", "Kind", "About", "Name", "Organization",
    "Address", "Details",
)  # fmt: skip
YEARS = (1900, 2999)  # days beyond these have no neighbors that Python can count to
_UTF8_MARK = b"\xef\xbb\xbf"  # without it Excel takes the file for Windows-1252


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.SEE_AUDIT)
def trail(request: SignedIn) -> HttpResponse:
    """Who did what, when and from where. Posting the filter leads to an address of numbers."""
    if request.method == "POST":
        form = AuditForm(request.POST)
        if form.is_valid():
            return redirect(f"{reverse('staff:audit')}?{urlencode(_query(form), doseq=True)}")
        question = Question()
    else:
        question = question_of(request.GET)
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
    """Who reads the trail reads names: that is an event too, with the people who were named."""
    kind = Recipient._meta.label_lower if people else ""
    asked = _as_details(question)
    record("audit.read", by=request.user, kind=kind, asked=asked, numbers=people)


def _query(form: AuditForm) -> dict[str, Any]:
    asked = form.cleaned_data
    query = {
        "who": asked["actor"],
        "about": [f"{kind}:{number}" for kind, number in asked["person"]],
        "organization": asked["organization"],
        "action": asked["actions"],
        "address": asked["address"],
        "first": asked["first"],
        "last": asked["last"],
    }
    return {name: value for name, value in query.items() if value}


def _plain(query: QueryDict) -> str:
    """Return the query without the place in the list."""
    kept = query.copy()
    kept.pop("before", None)
    return kept.urlencode()


def question_of(query: QueryDict) -> Question:
    """Return the query that a URL holds, without invalid parts."""
    return Question(
        who=tuple(filter(None, map(_number, query.getlist("who")))),
        about=tuple(filter(None, map(_record, query.getlist("about")))),
        organizations=tuple(filter(None, map(_number, query.getlist("organization")))),
        actions=tuple(filter(_is_code, query.getlist("action"))),
        address=_address(query.get("address", "")),
        first=_day(query.get("first", "")),
        last=_day(query.get("last", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""


def _record(text: str) -> tuple[str, str] | None:
    kind, _colon, number = text.partition(":")
    return (kind, number) if _is_code(kind) and _number(number) is not None else None


def _is_code(text: str) -> bool:
    """As kinds and actions are written: lower-case words with dots and underscores."""
    return re.fullmatch(r"[a-z_]{1,30}(\.[a-z_]{1,30})?", text) is not None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None


@require_POST
@requires(Permission.SEE_AUDIT)
def export(request: HttpRequest) -> HttpResponseBase:
    """What the page shows and all that is older, as CSV. The export is itself an event."""
    query = QueryDict(request.POST.get("query", ""))
    question = question_of(query)
    record("audit.exported", by=request.user, asked=_as_details(question))
    lines = _csv(question)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit_trail.csv"'
    return response


def _as_details(question: Question) -> dict[str, Any]:
    """What was asked, as it was understood: text that somebody posts stays out of the trail."""
    asked = {
        "who": question.who,
        "about": [f"{kind}:{number}" for kind, number in question.about],
        "organizations": question.organizations,
        "actions": question.actions,
        "address": question.address,
        "first": question.first and question.first.isoformat(),
        "last": question.last and question.last.isoformat(),
    }
    return {name: value for name, value in asked.items() if value}


def _csv(question: Question) -> Iterator[bytes]:
    """A page of events at a time, so that no export holds the trail in memory."""
    for number, page in enumerate(pages(question)):
        audit_names.name(page)
        part = intake.csv_file(EXPORT_HEADINGS, map(_row, page)).removeprefix(_UTF8_MARK)
        yield part.partition(b"\r\n")[2] if number else _UTF8_MARK + part


def _row(event: Event) -> tuple[str, ...]:
    return (
        event.at.isoformat(),
        event.action,
        str(event.who or ""),
        event.actor,
        event.role,
        event.kind,
        event.about,
        event.named,
        event.place,
        event.address or "",
        json.dumps(event.details) if event.details else "",
    )
