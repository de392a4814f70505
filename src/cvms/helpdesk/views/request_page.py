"""The page of one request for agents, and the decorator of views that act on a request."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cvms.accounts.access import requires
from cvms.accounts.models import User
from cvms.accounts.permissions import Permission, Role
from cvms.accounts.requests import SignedIn
from cvms.accounts.two_people import related_accounts
from cvms.audit.actions import record, record_list
from cvms.uploads.actions.searching import Progress, progress

from ..actions import removals
from ..forms import AnswerForm, AssignForm, NoteForm
from ..look_up_forms import asked_way, look_up_forms
from ..models import HelpRequest, Removal, RequestedChange, SavedReply
from ..numbers import as_number
from ..topics import Kind

RequestView = Callable[..., HttpResponse | None]
LAST_REPLY = "last_reply"  # session key for the primary key of the saved reply used last


def request_action(permission: Permission) -> Callable[[RequestView], Callable[..., HttpResponse]]:
    """Decorate a POST view on one request, and pass the request to it.

    If the view returns None, redirect to the request's page.
    """

    def mark(view: RequestView) -> Callable[..., HttpResponse]:
        @require_POST
        @requires(permission)
        @wraps(view)
        def inner(request: HttpRequest, number: str, **more: Any) -> HttpResponse:
            answer = view(request, request_of(number), **more)
            return answer or redirect("helpdesk:detail", number)

        return inner

    return mark


def request_of(number: str) -> HelpRequest:
    """Return the request with this number; raise Http404 if there is none."""
    requests = HelpRequest.objects.select_related("assigned_to", "organization", "submitted_by")
    return get_object_or_404(requests, number=as_number(number))


def agents() -> QuerySet[User]:
    """Return the agents to whom a request can be assigned."""
    return User.objects.filter(is_active=True, roles__contains=[Role.HELP_DESK_AGENT]).order_by(
        "first_name", "last_name"
    )


def page(request: SignedIn, shown: HelpRequest, **more: Any) -> HttpResponse:
    """Render a request with all its forms, which `more` can replace; record that it was read."""
    record("helpdesk.read", by=request.user, on=shown, organization=shown.organization_id)
    context = {
        "shown": shown,
        "entries": shown.entries.with_files().select_related("author").order_by("id"),
        "answer_form": AnswerForm(request=shown, initial=_last_reply(request)),
        "replies": [(reply.title, reply.to(shown)) for reply in _replies()],
        "taken_by": _colleague(request, shown),
        "changes": (changes := _changes(request, shown)),
        "to_apply": next((one.kind for one in changes if not one.outcome), ""),
        "note_form": NoteForm(auto_id="note_%s"),
        "assign_form": AssignForm(agents=agents(), initial={"to": shown.assigned_to_id}),
    } | _removal(request, shown)
    return render(request, "helpdesk/request.html", context | more)


def _last_reply(request: HttpRequest) -> dict[str, Any]:
    """Return as initial values the saved reply that the agent used last, and closing."""
    reply = request.session.get(LAST_REPLY)
    return {"reply": reply, "then": HelpRequest.State.CLOSED} if reply else {}


def _replies() -> QuerySet[SavedReply]:
    return SavedReply.objects.order_by("title")


def _changes(request: SignedIn, shown: HelpRequest) -> list[RequestedChange]:
    """Return the requested changes; record that their people were read about.

    People whose removal is proposed are recorded with the removals instead.
    """
    changes = list(shown.changes.select_related("recipient").order_by("pk"))
    proposed = RequestedChange.Outcome.PROPOSED
    people = [one.recipient for one in changes if one.recipient and one.outcome != proposed]
    record_list("recipients.listed", people, by=request.user, organization=shown.organization_id)
    return changes


def _colleague(request: HttpRequest, shown: HelpRequest) -> User | None:
    """Return another agent to whom the request is assigned, or None."""
    other = shown.assigned_to
    return other if other and other.pk != request.user.pk else None


def progress_of(removals: Sequence[Removal]) -> Progress | None:
    """Return the progress of the removal that a worker is carrying out, or None."""
    for removal in removals:
        if removal.state == Removal.State.CONFIRMED and removal.recipient_id is not None:
            return progress(removal.recipient_id)
    return None


def _removal(request: SignedIn, shown: HelpRequest) -> dict[str, Any]:
    """Return the context for removals, for requests about recipients and users who may remove."""
    may = request.user.may(Permission.REMOVE_RECIPIENTS) and shown.kind == Kind.RECIPIENT
    if not may:
        return {"may_remove": False}
    removals_ = removals.under_way(request=shown, by=request.user)
    proposed = [one for one in removals_ if one.state == Removal.State.PROPOSED]
    same = related_accounts(request.user.pk) if proposed else set()
    done = Removal.objects.filter(request=shown, state=Removal.State.DONE)
    return {
        "may_remove": True,
        "proposed": [(one, removals.told_at(shown, one.recipient)) for one in proposed],
        "may_confirm": any(one.proposed_by_id not in same for one in proposed),
        "confirmed": len(removals_) - len(proposed),
        "progress": progress_of(removals_),
        "removed": done.select_related("proposed_by", "decided_by").order_by("pk"),
        "look_up_forms": look_up_forms(shown),
        "way": asked_way(shown),
    }


@require_safe
@requires(Permission.ANSWER_REQUESTS)
def detail(request: SignedIn, number: str) -> HttpResponse:
    """Show one request: who asks, what was said, and what to do."""
    return page(request, request_of(number))
