"""Export the audit trail as a CSV file, and record whom it names."""

import json
from collections.abc import Iterator
from contextvars import Context, copy_context

from django.http import HttpResponseBase, QueryDict, StreamingHttpResponse
from django.views.decorators.http import require_POST

from cvms import intake
from cvms.accounts.access import requires
from cvms.accounts.models import User
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn
from cvms.audit.actions import record
from cvms.audit.models import Event
from cvms.audit.trail import Question, pages
from cvms.recipients.models import Recipient

from .. import audit_names
from ..audit_questions import as_details, question_of

EXPORT_HEADINGS = (
    "Time", "Action", "Account", "Username", "Role", "Kind", "About", "Name", "Organization",
    "Address", "Details",
)  # fmt: skip
_UTF8_MARK = b"\xef\xbb\xbf"  # without it, Excel reads the file as Windows-1252


@require_POST
@requires(Permission.SEE_AUDIT)
def export(request: SignedIn) -> HttpResponseBase:
    """Export all events of the page's question as CSV; record the export."""
    question = question_of(request, QueryDict(request.POST.get("query", "")))
    record("audit.exported", by=request.user, asked=as_details(question))
    lines = _csv(question, request.user, copy_context())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit_trail.csv"'
    return response


def _csv(question: Question, reader: User, request: Context) -> Iterator[bytes]:
    """Yield one page of events at a time, so that memory never holds the whole trail.

    The people whom a page names are recorded before its bytes are sent. The file is written after
    the request has ended, so `request` is a copy of its context, with the network address.
    """
    for number, page in enumerate(pages(question)):
        request.run(_name, page, reader)
        part = intake.csv_file(EXPORT_HEADINGS, map(_row, page)).removeprefix(_UTF8_MARK)
        yield part.partition(b"\r\n")[2] if number else _UTF8_MARK + part


def _name(page: list[Event], reader: User) -> None:
    people = audit_names.name(page)
    if people:
        kind = Recipient._meta.label_lower
        record("audit.people_exported", by=reader, kind=kind, numbers=people)


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
