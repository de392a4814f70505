"""What agents do with a request: answer, note, assign, move, close; `removal` has removals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cvms.accounts.access import requires
from cvms.accounts.permissions import Permission
from cvms.accounts.requests import SignedIn

from ..actions import requests
from ..forms import AnswerForm, AssignForm, NoteForm
from ..models import HelpRequest
from ..numbers import as_number
from .request_page import LAST_REPLY, agents, page, request_action

answers = request_action(Permission.ANSWER_REQUESTS)


@answers
def answer(request: SignedIn, shown: HelpRequest) -> HttpResponse | None:
    """Mail an answer to the requester."""
    form = AnswerForm(request.POST, request=shown)
    if not form.is_valid():
        return page(request, shown, answer_form=form, form=form)
    said = form.cleaned_data
    requests.answer(request=shown, text=said["text"], then=said["then"], by=request.user)
    request.session[LAST_REPLY] = said["reply"].pk if said["reply"] else None
    messages.success(request, _("Your answer is on its way by email."))
    return _next(request, shown) if "next" in request.POST else None


def _next(request: SignedIn, shown: HelpRequest) -> HttpResponse:
    """Redirect to the request that has waited longest, or to the queue if there is none."""
    following = requests.take_next(after=shown, by=request.user)
    if following is None:
        messages.info(request, _("Nothing else is waiting for you."))
        return redirect("helpdesk:queue")
    return redirect("helpdesk:detail", following.number)


@require_POST
@requires(Permission.ANSWER_REQUESTS)
def start(request: SignedIn) -> HttpResponse:
    """Take the request that has waited longest."""
    following = requests.take_next(after=None, by=request.user)
    if following is None:
        messages.info(request, _("Nothing is waiting for you."))
        return redirect("helpdesk:queue")
    return redirect("helpdesk:detail", following.number)


@require_POST
@requires(Permission.ANSWER_REQUESTS)
def close_chosen(request: SignedIn) -> HttpResponse:
    """Close the requests that were chosen in the list."""
    if "close" not in request.POST:
        messages.error(request, _("Nothing was changed. Press “Close the chosen requests”."))
        return redirect("helpdesk:queue")
    numbers = [as_number(number) for number in request.POST.getlist("chosen")]
    count = requests.close_all(numbers=[number for number in numbers if number], by=request.user)
    words = ngettext("%(count)d request was closed.", "%(count)d requests were closed.", count)
    if count:
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Choose requests that are not closed yet, then close them."))
    return redirect("helpdesk:queue")


@answers
def note(request: SignedIn, shown: HelpRequest) -> HttpResponse | None:
    """Add a note for colleagues."""
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return page(request, shown, note_form=form, form=form)
    requests.note(request=shown, text=form.cleaned_data["message"], by=request.user)
    messages.success(request, _("The note was saved."))
    return None


@answers
def assign(request: SignedIn, shown: HelpRequest) -> None:
    """Take the request, give it to a colleague, or put it back into the queue."""
    form = AssignForm(request.POST, agents=agents())
    if form.is_valid():
        to = request.user if "take" in request.POST else form.cleaned_data["to"]
        requests.assign(request=shown, to=to, by=request.user)
    else:
        messages.error(request, _("Choose one of the agents in the list."))


@answers
def move(request: SignedIn, shown: HelpRequest) -> None:
    """Close the request, reopen it, or let it wait for the requester."""
    try:
        requests.move(request=shown, state=request.POST.get("state", ""), by=request.user)
    except ValueError:
        messages.info(request, _("A colleague changed it in the meantime: see the state below."))
