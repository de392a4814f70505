"""Download files of a request; browsers save them and never show them on our site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cvms.accounts.access import public, requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from ..actions import attachments
from ..files import TYPES
from ..models import AttachmentContent, Entry, HelpRequest
from ..numbers import as_number


@require_safe
@requires(Permission.ANSWER_REQUESTS)
def file_for_agent(request: SignedIn, number: str, pk: int) -> HttpResponse:
    """Download a file of a request as an agent; record it."""
    of_request = Entry.objects.filter(request__number=as_number(number))
    content = _content(pk, of_request)
    attachments.record_read(attachment=content.attachment, by=request.user)
    return _saved(content)


@public
@require_safe
def file_for_requester(request: HttpRequest, secret: str, pk: int) -> HttpResponse:  # noqa: ARG001
    """Download a file of a request by the requester's private link."""
    own = HelpRequest.objects.with_secret(secret)
    return _saved(_content(pk, Entry.objects.public().filter(request__in=own.values("pk"))))


def _content(pk: int, entries: object) -> AttachmentContent:
    kept = AttachmentContent.objects.select_related("attachment__entry__request")
    return get_object_or_404(kept, pk=pk, attachment__entry__in=entries)


def _saved(content: AttachmentContent) -> HttpResponse:
    """Return a response that browsers save, whatever the content, and never run or show."""
    kind = content.attachment.Kind(content.attachment.kind)
    response = HttpResponse(bytes(content.data), content_type=TYPES[kind])
    name = content.attachment.name
    saved = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Content-Disposition"] = saved
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
