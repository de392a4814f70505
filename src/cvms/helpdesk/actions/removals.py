"""Find a recipient to remove, propose the removal, and have another agent confirm it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cvms.accounts.models import User
from cvms.accounts.two_people import related_accounts
from cvms.audit.actions import record, record_list
from cvms.jobs.deferring import defer
from cvms.recipients.models import Recipient
from cvms.registration.finding import Way, begun_at_desk, find

from ..models import HelpRequest, Removal, RequestedChange
from ..topics import Kind
from .ending import answer_once_ended
from .erasing import asked_by

State = Removal.State


class NotPossible(Exception):
    """A removal cannot be proposed or decided; the message tells the agent why."""


@transaction.atomic
def look_up(
    *, request: HelpRequest, way: Way, typed: Mapping[str, Any], by: User
) -> list[Recipient]:
    """Find people who match; record each look-up in the audit trail, without what was typed."""
    found = find(way, typed) + (begun_at_desk(**typed) if way == Way.NAME else [])
    if len(found) == 1:
        _record_read(found[0], request, by, way=way.value)
    else:
        record("recipients.not_found", by=by, on=request, way=way.value, found=len(found))
    return found


def under_way(*, request: HelpRequest, by: User) -> list[Removal]:
    """Return a request's removals that are not done; record that their people were read about."""
    removals = list(
        Removal.objects.filter(request=request, state__in=[State.PROPOSED, State.CONFIRMED])
        .select_related("recipient__organization", "recipient__location", "proposed_by")
        .order_by("pk")
    )
    people = [removal.recipient for removal in removals if removal.recipient]
    if len(people) == 1:
        _record_read(people[0], request, by)
    record_list("recipients.listed", people, by=by, organization=request.organization_id)
    return removals


@transaction.atomic
def propose(*, request: HelpRequest, recipient: int | None, by: User) -> Removal:
    """Propose to remove the recipient with this primary key; a second agent has to confirm.

    Raises NotPossible.
    """
    person = Recipient.objects.filter(pk=recipient).first() if recipient else None
    if request.kind != Kind.RECIPIENT or request.closed or person is None:
        raise NotPossible(_("There is no such recipient to remove with this request anymore."))
    try:
        with transaction.atomic():
            removal = Removal.objects.create(request=request, recipient=person, proposed_by=by)
    except IntegrityError as error:
        raise NotPossible(
            _("The removal of this person has been proposed in this request already.")
        ) from error
    record(
        "helpdesk.removal_proposed",
        by=by,
        on=removal,
        organization=person.organization_id,
        recipient=person.pk,
        request=request.pk,
    )
    return removal


@transaction.atomic
def withdraw(*, removal: Removal, by: User) -> None:
    """Withdraw a proposal, so that nobody is removed. Raises NotPossible.

    The caller must call `ending.answer_once_ended` afterwards, once all removals that are decided
    together are locked.
    """
    removal = _locked(removal)
    removal.state, removal.decided_by, removal.decided_at = State.WITHDRAWN, by, timezone.now()
    removal.save()
    outcome = RequestedChange.Outcome
    RequestedChange.objects.filter(
        request=removal.request_id, recipient=removal.recipient_id, outcome=outcome.PROPOSED
    ).update(outcome=outcome.WITHDRAWN)  # changes without an outcome can still be applied
    record("helpdesk.removal_withdrawn", by=by, on=removal, request=removal.request_id)


@transaction.atomic
def confirm(*, removal: Removal, by: User) -> None:
    """Confirm a removal, and queue it for a worker (`carry_out`). Raises NotPossible."""
    removal = _locked(removal)
    if removal.proposed_by_id == by.pk:
        raise NotPossible(_("A colleague has to confirm what you proposed."))
    if removal.proposed_by_id in related_accounts(by.pk):
        raise NotPossible(
            _("One of you made the other's account, so another colleague has to confirm it.")
        )
    if removal.recipient is None:
        raise NotPossible(_("This person was removed already."))
    recipient, request = removal.recipient, removal.request
    record(
        "helpdesk.removal_confirmed",
        by=by,
        on=removal,
        organization=recipient.organization_id,
        recipient=recipient.pk,
        request=request.pk,
        proposed_by=removal.proposed_by_id,
    )
    removal.state, removal.decided_by, removal.decided_at = State.CONFIRMED, by, timezone.now()
    removal.save()
    defer("helpdesk.remove", removal=removal.pk)


@dataclass(slots=True)
class Decided:
    """How many removals were decided together, and why others could not be."""

    done: int = 0
    told: int = 0  # of those, how many people have an address to be told at
    ended: bool = False  # the last one of a request was decided, and the requester answered
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def decide_all(*, removals: Iterable[Removal], confirmed: bool, by: User) -> Decided:
    """Confirm or withdraw these removals; one that cannot be decided does not stop the others.

    All recipients are locked before the first removal is (docs/adr/0011-locks.md).
    """
    removals = sorted(removals, key=lambda removal: removal.pk)
    list(Recipient.objects.locked().filter(pk__in=[one.recipient_id for one in removals]))
    decide: Callable[..., None] = confirm if confirmed else withdraw
    decided = Decided()
    for removal in removals:
        try:
            decide(removal=removal, by=by)
        except NotPossible as reason:
            decided.reasons.append(str(reason))
        else:
            decided.done += 1
            decided.told += bool(told_at(removal.request, removal.recipient))
    if not confirmed:
        for request in sorted({removal.request_id for removal in removals}):
            decided.ended |= answer_once_ended(request=request, by=by)
    return decided


def told_at(request: HelpRequest, person: Recipient | None) -> list[str]:
    """Return the addresses at which to tell a removed person: the loaded one, and the requester's.

    The requester's counts only if the person is the requester.
    """
    if person is None:
        return []
    addresses = {person.email_key: person.email} if person.email else {}
    if request.email and asked_by(request, person):
        addresses[request.email_key] = request.email
    return list(addresses.values())


def _locked(removal: Removal) -> Removal:
    """Lock the recipient first, then the removal (docs/adr/0011-locks.md)."""
    if removal.recipient_id is not None:
        Recipient.objects.locked().filter(pk=removal.recipient_id).first()
    locked = Removal.objects.select_for_update().get(pk=removal.pk)
    if locked.state != State.PROPOSED:
        raise NotPossible(_("This removal has been decided already."))
    return locked


def _record_read(recipient: Recipient, request: HelpRequest, by: User, **details: Any) -> None:
    record(
        "recipients.read",
        by=by,
        on=recipient,
        organization=recipient.organization_id,
        request=request.pk,
        **details,
    )
