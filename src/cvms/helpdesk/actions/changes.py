"""Changes that an organization requests for several of its people, in one request."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.organizations.models import Organization
from cvms.recipients.actions import correcting
from cvms.recipients.locks import wait_for_loads
from cvms.recipients.models import Recipient

from ..models import HelpRequest, RequestedChange
from ..topics import Kind, Topic
from . import people, removals, requests

Change = RequestedChange.Kind
Outcome = RequestedChange.Outcome
_TOPICS = {
    Change.SEND_AGAIN: Topic.INVITATION,
    Change.UNSUBSCRIBE: Topic.INVITATION,
    Change.CORRECT: Topic.CORRECTION,
    Change.REMOVE: Topic.REMOVAL,
}


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person, and the name and address that they should have; "" for what stays."""

    person: Recipient
    first_name: str = ""
    last_name: str = ""
    email: str = ""


@transaction.atomic
def ask_for_changes(
    *,
    people: Sequence[PersonChange],
    change: str,
    message: str,
    organization: Organization,
    by: User,
) -> HelpRequest:
    """Submit one request for several of an organization's people, except those erased meanwhile."""
    numbers = [one.person.pk for one in people]
    there = set(Recipient.objects.locked().filter(pk__in=numbers).values_list("pk", flat=True))
    asked = requests.submit(
        kind=Kind.RECIPIENT,
        language=by.language or "en",
        by=by,
        organization=organization,
        message=message,
        topic=_TOPICS[Change(change)],
        subject=Change(change).label,
        name=by.full_name or by.email,
        email=by.email,
        phone="",
    )
    RequestedChange.objects.bulk_create(
        RequestedChange(
            request=asked,
            recipient=one.person,
            kind=change,
            first_name=one.first_name,
            last_name=one.last_name,
            email=one.email,
        )
        for one in people
        if one.person.pk in there
    )
    return asked


@transaction.atomic
def apply(*, changes: Sequence[RequestedChange], by: User) -> int:
    """Apply requested changes; return how many people were changed.

    Applying a removal proposes it, for a colleague to confirm. Each change gets an outcome, and a
    change that has one is not applied again.
    """
    if any(change.kind == Change.CORRECT for change in changes):
        wait_for_loads()
    wanted = RequestedChange.objects.filter(pk__in=[change.pk for change in changes], outcome="")
    list(Recipient.objects.locked().filter(pk__in=wanted.values("recipient")))
    waiting = wanted.select_related("recipient__user", "request").order_by("pk")
    done = 0
    for change in waiting.select_for_update(of=("self",)):
        change.outcome = _apply(change, by)
        change.applied_at, change.applied_by = timezone.now(), by
        change.save(update_fields=["outcome", "applied_at", "applied_by"])
        done += change.outcome in (Outcome.APPLIED, Outcome.PROPOSED)
    if changes:
        request = changes[0].request
        record("helpdesk.changes_applied", by=by, on=request, people=done)
    return done


def _apply(change: RequestedChange, by: User) -> str:
    person = change.recipient
    if person is None:
        return Outcome.GONE
    if change.kind == Change.REMOVE:
        return _propose(change, person, by)
    if change.kind == Change.SEND_AGAIN:
        return _outcome(done=people.send_again(recipient=person, by=by))
    if change.kind == Change.UNSUBSCRIBE:
        return _outcome(done=people.unsubscribe(recipient=person, by=by))
    return _correct(change, person, by)


def _propose(change: RequestedChange, person: Recipient, by: User) -> str:
    """Propose the removal, unless an agent has proposed it already from a look-up."""
    if not change.request.removals.filter(recipient=person).exclude(state="withdrawn").exists():
        removals.propose(request=change.request, recipient=person.pk, by=by)
    return Outcome.PROPOSED


def _correct(change: RequestedChange, person: Recipient, by: User) -> str:
    """Change the name and the address, but never hand over an account.

    Whoever has the address has the account. So the address of a person with a password is changed
    only on the person's own page, after they have asked for it.
    """
    has_account = bool(person.user and person.user.password_changed_at)
    if has_account and change.email not in ("", person.email):
        return Outcome.HAS_ACCOUNT
    try:
        return _outcome(
            done=people.correct(
                recipient=person,
                first_name=change.first_name or person.first_name,
                last_name=change.last_name or person.last_name,
                email=change.email or person.email,
                by=by,
            )
        )
    except correcting.AddressTaken:
        return Outcome.ADDRESS_TAKEN


def _outcome(*, done: bool) -> str:
    return Outcome.APPLIED if done else Outcome.NOT_NEEDED
