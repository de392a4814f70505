"""Submit, answer, assign, move and close requests; `removals` has removals."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.organizations.models import Organization

from ..files import File
from ..models import Entry, HelpRequest, SavedReply
from ..numbers import as_number, new_number
from . import attachments

State = HelpRequest.State


class TitleTaken(Exception):
    """Another saved reply has this title, perhaps only since a moment ago."""


@transaction.atomic
def submit(
    *,
    kind: str,
    language: str,
    by: User | None,
    organization: Organization | None,
    message: str,
    files: Sequence[File] = (),
    **details: Any,
) -> HelpRequest:
    """Store a request, and mail the requester its number and a private link.

    `details` are fields of HelpRequest: topic, subject, name, email, phone, person_*.
    """
    request = HelpRequest.objects.create(
        number=_free_number(),
        kind=kind,
        language=language,
        submitted_by=by,
        organization=organization,
        email_key=intake.email_key(details["email"]),
        **details,
    )
    entry = request.entries.create(kind=Entry.Kind.MESSAGE, text=message)
    attachments.attach(entry=entry, files=files)
    send_mail("help_received", [request.pk])
    _record("submitted", request, by=by, kind=kind, topic=request.topic, files=len(files))
    return request


def _free_number() -> str:
    number = new_number()
    return _free_number() if HelpRequest.objects.filter(number=number).exists() else number


@transaction.atomic
def send_link(*, number: str, email: str) -> None:
    """Mail a private link to the requester again; do not tell the caller whether there is one."""
    key = intake.email_key(email)
    request = HelpRequest.objects.filter(number=as_number(number), email_key=key).first()
    if request and request.email:
        send_mail("help_received", [request.pk])
        _record("link_requested", request, by=None)


@transaction.atomic
def add_message(*, request: HelpRequest, text: str, files: Sequence[File] = ()) -> None:
    """Add the requester's message; reopen a request that waited for them or was closed."""
    request = _locked(request)
    entry = request.entries.create(kind=Entry.Kind.MESSAGE, text=text)
    attachments.attach(entry=entry, files=files)
    if request.state in (State.WAITING, State.CLOSED):
        request.move(State.OPEN)
    _touch(request)
    _record("message_added", request, by=None, files=len(files))


@transaction.atomic
def answer(*, request: HelpRequest, text: str, then: str, by: User) -> None:
    """Mail an answer to the requester, and move the request to the state `then`."""
    request = _locked(request)
    entry = request.entries.create(kind=Entry.Kind.ANSWER, author=by, text=text)
    request.assigned_to = request.assigned_to or by
    _move_to(request, then)
    _touch(request)
    send_mail("help_answer", [entry.pk])
    _record("answered", request, by=by, state=then)


def _move_to(request: HelpRequest, then: str) -> None:
    """Move to the state `then`; reopen a closed request first."""
    if request.closed and then != State.CLOSED:
        request.move(State.OPEN)
    if request.state != then:
        request.move(then)


@transaction.atomic
def take_next(*, after: HelpRequest | None, by: User) -> HelpRequest | None:
    """Give an agent the request that has waited longest and is not another agent's, or None.

    Two agents who call this at the same time get different requests.
    """
    waiting = HelpRequest.objects.filter(state__in=[State.NEW, State.OPEN])
    mine = waiting.filter(Q(assigned_to=None) | Q(assigned_to=by))
    if after:
        mine = mine.exclude(pk=after.pk)
    found = mine.select_for_update(of=("self",), skip_locked=True).order_by("updated_at", "id")
    chosen = found.first()
    if chosen and chosen.assigned_to_id is None:
        chosen.assigned_to = by
        chosen.save(update_fields=["assigned_to"])
        _record("assigned", chosen, by=by, to=by.pk)
    return chosen


@transaction.atomic
def close_all(*, numbers: Sequence[str], by: User) -> int:
    """Close these requests and tell the requesters; return how many were not closed before."""
    chosen = HelpRequest.objects.filter(number__in=numbers).exclude(state=State.CLOSED)
    closed = list(chosen.select_for_update(of=("self",)).order_by("pk"))
    for request in closed:
        move(request=request, state=State.CLOSED, by=by)
    return len(closed)


@transaction.atomic
def keep_reply(*, reply: SavedReply, by: User) -> None:
    """Save a new or changed reply. Raises TitleTaken."""
    reply.updated_at = timezone.now()
    try:
        with transaction.atomic():
            reply.save()
    except IntegrityError as error:
        raise TitleTaken from error
    record("helpdesk.reply_kept", by=by, on=reply)


@transaction.atomic
def drop_reply(*, reply: SavedReply, by: User) -> None:
    """Delete a saved reply; answers that used it stay as they were sent."""
    record("helpdesk.reply_dropped", by=by, on=reply)
    reply.delete()


@transaction.atomic
def note(*, request: HelpRequest, text: str, by: User) -> None:
    """Add a note for colleagues; the requester never sees it."""
    request.entries.create(kind=Entry.Kind.NOTE, author=by, text=text)
    _record("noted", request, by=by)


@transaction.atomic
def assign(*, request: HelpRequest, to: User | None, by: User) -> None:
    """Assign a request to an agent, or to nobody; a new request becomes open when assigned."""
    request = _locked(request)
    request.assigned_to = to
    if to and request.state == State.NEW:
        request.move(State.OPEN)
    _touch(request)
    _record("assigned", request, by=by, to=to.pk if to else None)


@transaction.atomic
def move(*, request: HelpRequest, state: str, by: User) -> None:
    """Move a request to another state; tell the requester if it is closed.

    Raises ValueError if the move is not allowed.
    """
    request = _locked(request)
    request.move(state)
    _touch(request)
    if state == State.CLOSED:
        send_mail("help_closed", [request.pk])
    _record("moved", request, by=by, state=state)


def _locked(request: HelpRequest) -> HelpRequest:
    return HelpRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def _touch(request: HelpRequest) -> None:
    request.updated_at = timezone.now()
    request.save()


def _record(verb: str, request: HelpRequest, *, by: User | None, **details: Any) -> None:
    record(f"helpdesk.{verb}", by=by, on=request, organization=request.organization_id, **details)
