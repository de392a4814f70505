"""Every write to a request that means something; removals are in `removals`."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms import intake
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.organizations.models import Organization

from ..models import Entry, HelpRequest
from ..numbers import as_number, new_number

State = HelpRequest.State


@transaction.atomic
def submit(
    *,
    kind: str,
    language: str,
    by: User | None,
    organization: Organization | None,
    message: str,
    **details: Any,
) -> HelpRequest:
    """Keep what somebody asks, and mail them its number and their private link.

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
    request.entries.create(kind=Entry.Kind.MESSAGE, text=message)
    send_mail("help_received", [request.pk])
    _record("submitted", request, by=by, kind=kind, topic=request.topic)
    return request


def _free_number() -> str:
    number = new_number()
    return _free_number() if HelpRequest.objects.filter(number=number).exists() else number


@transaction.atomic
def send_link(*, number: str, email: str) -> None:
    """Mail the private link again to who asked; the caller learns nothing."""
    key = intake.email_key(email)
    request = HelpRequest.objects.filter(number=as_number(number), email_key=key).first()
    if request and request.email:
        send_mail("help_received", [request.pk])
        _record("link_requested", request, by=None)


@transaction.atomic
def add_message(*, request: HelpRequest, text: str) -> None:
    """The requester writes again; a request that waited for them, or was closed, is open again."""
    request = _locked(request)
    request.entries.create(kind=Entry.Kind.MESSAGE, text=text)
    if request.state in (State.WAITING, State.CLOSED):
        request.move(State.OPEN)
    _touch(request)
    _record("message_added", request, by=None)


@transaction.atomic
def answer(*, request: HelpRequest, text: str, then: str, by: User) -> None:
    """Mail an answer to who asked, and move the request on to the state `then`."""
    request = _locked(request)
    entry = request.entries.create(kind=Entry.Kind.ANSWER, author=by, text=text)
    request.assigned_to = request.assigned_to or by
    _go_on(request, then)
    _touch(request)
    send_mail("help_answer", [entry.pk])
    _record("answered", request, by=by, state=then)


def _go_on(request: HelpRequest, then: str) -> None:
    """To the state `then`; what was closed is opened again on the way."""
    if request.closed and then != State.CLOSED:
        request.move(State.OPEN)
    if request.state != then:
        request.move(then)


@transaction.atomic
def note(*, request: HelpRequest, text: str, by: User) -> None:
    """Keep a note for colleagues; the requester never sees it."""
    request.entries.create(kind=Entry.Kind.NOTE, author=by, text=text)
    _record("noted", request, by=by)


@transaction.atomic
def assign(*, request: HelpRequest, to: User | None, by: User) -> None:
    """Take a request, give it to a colleague, or put it back; a new one that is given is open."""
    request = _locked(request)
    request.assigned_to = to
    if to and request.state == State.NEW:
        request.move(State.OPEN)
    _touch(request)
    _record("assigned", request, by=by, to=to.pk if to else None)


@transaction.atomic
def move(*, request: HelpRequest, state: str, by: User) -> None:
    """Put a request into another state; who asked is told when it is closed.

    Raises ValueError where the state may not follow the present one.
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
