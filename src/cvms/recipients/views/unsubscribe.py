"""The page on which a person stops invitations."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cvms.accounts.access import public

from ..actions import inviting
from ..letters import recipient_of_token
from ..models import Recipient


@csrf_exempt  # RFC 8058: the person's mail service posts this, with the token as its only proof
@public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop invitations to this person. Opening the link changes nothing."""
    number = recipient_of_token(token)
    recipient = None if number is None else Recipient.objects.filter(pk=number).first()
    if recipient is None:
        raise Http404
    if request.method == "POST":
        inviting.unsubscribe(recipient=recipient)
    return render(request, "recipients/unsubscribe.html", {"recipient": recipient})
