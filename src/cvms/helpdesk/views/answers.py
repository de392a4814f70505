"""What agents do with one request: answer, note, assign, move; `removal` has removals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cvms.accounts.permissions import Permission

from ..actions import requests
from ..forms import AnswerForm, AssignForm, NoteForm
from ..models import HelpRequest
from .request_page import agents, done_to_request, page

answers = done_to_request(Permission.ANSWER_REQUESTS)


@answers
def answer(request: HttpRequest, shown: HelpRequest) -> HttpResponse | None:
    """Mail an answer to who asked."""
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return page(request, shown, answer_form=form, form=form)
    said = form.cleaned_data
    requests.answer(request=shown, text=said["message"], then=said["then"], by=request.user)
    messages.success(request, _("Your answer is on its way by email."))
    return None


@answers
def note(request: HttpRequest, shown: HelpRequest) -> HttpResponse | None:
    """Keep a note for colleagues."""
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return page(request, shown, note_form=form, form=form)
    requests.note(request=shown, text=form.cleaned_data["message"], by=request.user)
    messages.success(request, _("The note was kept."))
    return None


@answers
def assign(request: HttpRequest, shown: HelpRequest) -> None:
    """Take it, give it to a colleague, or put it back."""
    form = AssignForm(request.POST, agents=agents())
    if form.is_valid():
        to = request.user if "take" in request.POST else form.cleaned_data["to"]
        requests.assign(request=shown, to=to, by=request.user)
    else:
        messages.error(request, _("Choose one of the agents in the list."))


@answers
def move(request: HttpRequest, shown: HelpRequest) -> None:
    """Close, reopen, or wait."""
    try:
        requests.move(request=shown, state=request.POST.get("state", ""), by=request.user)
    except ValueError:
        messages.info(request, _("A colleague was quicker: see the state below."))
