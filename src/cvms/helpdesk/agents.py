"""The agents' side: the queue, and what they do with one request; `removing` has removals."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission

from . import actions
from .forms import AnswerForm, AssignForm, NoteForm
from .models import HelpRequest
from .queue import queue as queue_of
from .queue import remember
from .request_page import agents, done_to_request, page, request_of
from .topics import Kind

answers = done_to_request(Permission.ANSWER_REQUESTS)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_REQUESTS)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an agent, and everything else by its state; a search is posted."""
    if request.method == "POST":
        return redirect(f"{request.path}?{remember(request)}")
    context = {"queue": queue_of(request), "kinds": Kind.choices, "states": _tabs()}
    return render(request, "helpdesk/queue.html", context)


def _tabs() -> list[tuple[str, Any]]:
    return [("todo", _("To do")), *HelpRequest.State.choices, ("all", _("All"))]


@require_safe
@requires(Permission.ANSWER_REQUESTS)
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One request: who asks, what was said, and what to do."""
    return page(request, request_of(number))


@answers
def answer(request: HttpRequest, shown: HelpRequest) -> HttpResponse | None:
    """Mail an answer to who asked."""
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return page(request, shown, answer_form=form, form=form)
    said = form.cleaned_data
    actions.answer(request=shown, text=said["message"], then=said["then"], by=request.user)
    messages.success(request, _("Your answer is on its way by email."))
    return None


@answers
def note(request: HttpRequest, shown: HelpRequest) -> HttpResponse | None:
    """Keep a note for colleagues."""
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return page(request, shown, note_form=form, form=form)
    actions.note(request=shown, text=form.cleaned_data["message"], by=request.user)
    messages.success(request, _("The note was kept."))
    return None


@answers
def assign(request: HttpRequest, shown: HelpRequest) -> None:
    """Take it, give it to a colleague, or put it back."""
    form = AssignForm(request.POST, agents=agents())
    if form.is_valid():
        to = request.user if "take" in request.POST else form.cleaned_data["to"]
        actions.assign(request=shown, to=to, by=request.user)
    else:
        messages.error(request, _("Choose one of the agents in the list."))


@answers
def move(request: HttpRequest, shown: HelpRequest) -> None:
    """Close, reopen, or wait."""
    try:
        actions.move(request=shown, state=request.POST.get("state", ""), by=request.user)
    except ValueError:
        messages.info(request, _("A colleague was quicker: see the state below."))
