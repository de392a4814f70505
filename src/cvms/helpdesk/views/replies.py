"""Pages to list, write, change and delete saved replies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from ..actions import requests
from ..forms import SavedReplyForm
from ..models import SavedReply


@require_safe
@requires(Permission.ANSWER_REQUESTS)
def replies(request: HttpRequest) -> HttpResponse:
    """List every saved reply."""
    context = {"replies": SavedReply.objects.order_by("title")}
    return render(request, "helpdesk/replies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_REQUESTS)
def add(request: SignedIn) -> HttpResponse:
    """Write a reply."""
    return _edit(request, SavedReply())


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_REQUESTS)
def change(request: SignedIn, pk: int) -> HttpResponse:
    """Change a reply."""
    return _edit(request, get_object_or_404(SavedReply, pk=pk))


def _edit(request: SignedIn, reply: SavedReply) -> HttpResponse:
    form = SavedReplyForm(request.POST or None, instance=reply)
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        messages.success(request, _("The reply was saved."))
        return redirect("helpdesk:replies")
    return render(request, "helpdesk/reply.html", {"form": form, "reply": reply})


def _kept(request: SignedIn, form: SavedReplyForm) -> bool:
    try:
        requests.keep_reply(reply=form.instance, by=request.user)
    except requests.TitleTaken:
        form.add_error("title", _("There is a reply with this title already."))
        return False
    return True


@require_POST
@requires(Permission.ANSWER_REQUESTS)
def drop(request: SignedIn, pk: int) -> HttpResponse:
    """Delete a reply."""
    requests.drop_reply(reply=get_object_or_404(SavedReply, pk=pk), by=request.user)
    messages.info(request, _("The reply was deleted."))
    return redirect("helpdesk:replies")
