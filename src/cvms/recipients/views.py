"""What the organization may do for one of its people, and what that person may refuse."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cvms.accounts.access import public
from cvms.organizations.models import Organization
from cvms.organizations.scope import after_submit

from .actions import inviting
from .invitations import add_states
from .letters import recipient_of_token
from .models import Recipient


@require_POST
@after_submit
def invite_again(request: HttpRequest, organization: Organization, pk: int) -> HttpResponse:
    """Send one of its people the invitation again; what came of it is said beside the person."""
    recipient = get_object_or_404(
        Recipient.objects.select_related("user"), pk=pk, organization=organization
    )
    name = {"name": f"{recipient.first_name} {recipient.last_name}"}
    if inviting.invite_again(recipient=recipient, by=request.user):
        said = _("A new invitation to %(name)s is on its way.") % name
    else:
        said = _("%(name)s needs no further invitation.") % name
    if request.htmx:
        add_states([recipient])
        return render(request, "recipients/_row.html", {"recipient": recipient, "said": said})
    messages.info(request, said, extra_tags="loaded")
    return redirect(f"{reverse('uploads:start')}?{request.GET.urlencode()}#loaded")


@csrf_exempt  # RFC 8058: the person's mail service posts this, with the token as its only proof
@public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """No more invitations to this person. Opening the link changes nothing."""
    recipient = Recipient.objects.filter(pk=recipient_of_token(token)).first()
    if recipient is None:
        raise Http404
    if request.method == "POST":
        inviting.unsubscribe(recipient=recipient)
    return render(request, "recipients/unsubscribe.html", {"recipient": recipient})
