"""The agents' side: the queue, and one request with all there is to do about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.models import User
from cvms.accounts.permissions import Permission, Role
from cvms.audit.actions import record

from . import actions, removals
from .forms import AnswerForm, AssignForm, LookUpForm, NoteForm
from .models import HelpRequest, Removal
from .queue import queue as queue_of
from .topics import Kind

State = HelpRequest.State


@require_safe
@requires(Permission.ANSWER_REQUESTS)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for an agent, and everything else by its state."""
    context = {"queue": queue_of(request), "kinds": Kind.choices, "states": _tabs()}
    return render(request, "helpdesk/queue.html", context)


def _tabs() -> list[tuple[str, Any]]:
    return [("todo", _("To do")), *State.choices, ("all", _("All"))]


@require_safe
@requires(Permission.ANSWER_REQUESTS)
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One request: who asks, what was said, and what to do. Reading it is recorded."""
    return _detail(request, _request(number))


def _detail(request: HttpRequest, shown: HelpRequest, **more: Any) -> HttpResponse:
    record("helpdesk.read", by=request.user, on=shown, organization=shown.organization_id)
    context = {
        "shown": shown,
        "entries": shown.entries.select_related("author").order_by("id"),
        "answer_form": AnswerForm(auto_id="answer_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "assign_form": AssignForm(agents=_agents(), initial={"to": shown.assigned_to_id}),
    } | _removal(request, shown)
    return render(request, "helpdesk/request.html", context | more)


def _removal(request: HttpRequest, shown: HelpRequest) -> dict[str, Any]:
    """Removing is there for requests about recipients, to who may."""
    may = request.user.may(Permission.REMOVE_RECIPIENTS) and shown.kind == Kind.RECIPIENT
    if not may:
        return {"may_remove": False}
    return {
        "may_remove": True,
        "removal": removals.under_proposal(request=shown, by=request.user),
        "removed": Removal.objects.filter(request=shown, state=Removal.State.DONE)
        .select_related("proposed_by", "decided_by")
        .first(),
        "look_up_form": LookUpForm(auto_id="look_up_%s", initial={"email": shown.person_email}),
    }


def _request(number: str) -> HelpRequest:
    requests = HelpRequest.objects.select_related("assigned_to", "organization", "submitted_by")
    return get_object_or_404(requests, number=number)


def _agents() -> QuerySet[User]:
    return User.objects.filter(is_active=True, roles__contains=[Role.HELP_DESK_AGENT]).order_by(
        "first_name", "last_name"
    )


@require_POST
@requires(Permission.ANSWER_REQUESTS)
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Mail an answer to who asked."""
    shown = _request(number)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return _detail(request, shown, answer_form=form, form=form)
    actions.answer(
        request=shown,
        text=form.cleaned_data["message"],
        then=form.cleaned_data["then"],
        by=request.user,
    )
    messages.success(request, _("Your answer is on its way by email."))
    return redirect("helpdesk:detail", number)


@require_POST
@requires(Permission.ANSWER_REQUESTS)
def note(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a note for colleagues."""
    shown = _request(number)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return _detail(request, shown, note_form=form, form=form)
    actions.note(request=shown, text=form.cleaned_data["message"], by=request.user)
    messages.success(request, _("The note was kept."))
    return redirect("helpdesk:detail", number)


@require_POST
@requires(Permission.ANSWER_REQUESTS)
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Take it, give it to a colleague, or put it back."""
    shown = _request(number)
    form = AssignForm(request.POST, agents=_agents())
    if form.is_valid():
        to = request.user if "take" in request.POST else form.cleaned_data["to"]
        actions.assign(request=shown, to=to, by=request.user)
    else:
        messages.error(request, _("Choose one of the agents in the list."))
    return redirect("helpdesk:detail", number)


@require_POST
@requires(Permission.ANSWER_REQUESTS)
def move(request: HttpRequest, number: str) -> HttpResponse:
    """Close, reopen, or wait."""
    try:
        actions.move(request=_request(number), state=request.POST.get("state", ""), by=request.user)
    except ValueError:
        messages.info(request, _("A colleague was quicker: see the state below."))
    return redirect("helpdesk:detail", number)


@require_POST
@requires(Permission.REMOVE_RECIPIENTS)
def look_up(request: HttpRequest, number: str) -> HttpResponse:
    """Find the recipient who is meant; the address stays out of the page's address."""
    shown = _request(number)
    form = LookUpForm(request.POST, auto_id="look_up_%s")
    if not form.is_valid():
        return _detail(request, shown, look_up_form=form, form=form)
    email = form.cleaned_data["email"]
    found = removals.look_up(request=shown, email=email, by=request.user)
    return _detail(request, shown, look_up_form=form, found=found, looked_up=email)


@require_POST
@requires(Permission.REMOVE_RECIPIENTS)
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """Ask a colleague to confirm the removal of who was found."""
    shown = _request(number)
    form = LookUpForm(request.POST)
    if form.is_valid():
        propose_it = partial(removals.propose, request=shown, email=form.cleaned_data["email"])
        _try(request, propose_it, _("The removal was proposed. A colleague has to confirm it."))
    return redirect("helpdesk:detail", number)


@require_POST
@requires(Permission.REMOVE_RECIPIENTS)
def decide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Confirm a colleague's proposal, or withdraw one."""
    removal = get_object_or_404(Removal, pk=pk, request__number=number)
    if "confirm" in request.POST:
        confirm_it = partial(removals.confirm, removal=removal)
        _try(request, confirm_it, _("The person was removed, and is told by email."))
    else:
        withdraw_it = partial(removals.withdraw, removal=removal)
        _try(request, withdraw_it, _("The proposal was withdrawn. Nobody was removed."))
    return redirect("helpdesk:detail", number)


def _try(request: HttpRequest, action: Callable[..., object], done: str) -> None:
    """Do it and say so, or say why it is not possible."""
    try:
        action(by=request.user)
    except removals.NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, done)
