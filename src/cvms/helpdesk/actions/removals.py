"""Removing a recipient: found from a request, proposed by one agent, confirmed by another."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.recipients.actions import erasing
from cvms.recipients.models import Recipient
from cvms.registration.finding import Way, begun_at_desk, find

from ..models import Entry, Farewell, HelpRequest, Removal
from ..sealing import seal
from ..topics import Kind
from .erasing import asked_by

State = Removal.State


class NotPossible(Exception):  # noqa: N818 -- an answer, not a fault
    """This removal may not be proposed or decided like this; the words say why."""


@transaction.atomic
def look_up(
    *, request: HelpRequest, way: Way, typed: Mapping[str, Any], by: User
) -> list[Recipient]:
    """Whoever fits what was typed; each look-up is on the audit trail, without what was typed."""
    found = find(way, typed) + (begun_at_desk(**typed) if way == Way.NAME else [])
    if len(found) == 1:
        _record_read(found[0], request, by, way=way.value)
    else:
        record("recipients.not_found", by=by, on=request, way=way.value, found=len(found))
    return found


def under_proposal(*, request: HelpRequest, by: User) -> Removal | None:
    """The request's removal that waits for a second agent; reading whom it names is recorded."""
    removal = (
        Removal.objects.filter(request=request, state=State.PROPOSED)
        .select_related("recipient__organization", "recipient__location", "proposed_by")
        .first()
    )
    if removal and removal.recipient:
        _record_read(removal.recipient, request, by)
    return removal


@transaction.atomic
def propose(*, request: HelpRequest, recipient: int | None, by: User) -> Removal:
    """Ask a second agent to confirm that the recipient with this number is removed.

    Raises NotPossible.
    """
    recipient = Recipient.objects.filter(pk=recipient).first()
    if request.kind != Kind.RECIPIENT or request.closed or recipient is None:
        raise NotPossible(_("There is no such recipient to remove by this request any more."))
    try:
        with transaction.atomic():
            removal = Removal.objects.create(request=request, recipient=recipient, proposed_by=by)
    except IntegrityError as error:
        raise NotPossible(_("A removal has been proposed for this request already.")) from error
    record(
        "helpdesk.removal_proposed",
        by=by,
        on=removal,
        organization=recipient.organization_id,
        recipient=recipient.pk,
        request=request.pk,
    )
    return removal


@transaction.atomic
def withdraw(*, removal: Removal, by: User) -> None:
    """Drop a proposal: nobody is removed. Raises NotPossible."""
    removal = _locked(removal)
    removal.state, removal.decided_by, removal.decided_at = State.WITHDRAWN, by, timezone.now()
    removal.save()
    record("helpdesk.removal_withdrawn", by=by, on=removal, request=removal.request_id)


@transaction.atomic
def confirm(*, removal: Removal, by: User) -> None:
    """Erase the person everywhere, tell them, and answer who asked. Raises NotPossible.

    Everything is in one transaction, the letters too: a person is told exactly if they are gone.
    """
    removal = _locked(removal)
    if removal.proposed_by_id == by.pk:
        raise NotPossible(_("A colleague has to confirm what you proposed."))
    if removal.recipient is None:
        raise NotPossible(_("This person was removed already."))
    recipient, request = removal.recipient, removal.request
    _tell(recipient, request)
    record(
        "helpdesk.removal_confirmed",
        by=by,
        on=removal,
        organization=recipient.organization_id,
        recipient=recipient.pk,
        request=request.pk,
        proposed_by=removal.proposed_by_id,
    )
    removal.state, removal.decided_by, removal.decided_at = State.DONE, by, timezone.now()
    removal.save()
    erasing.erase(recipient=recipient, by=by)
    _close(request.pk, by, by_email=bool(recipient.email))


def told_at(request: HelpRequest, person: Recipient | None) -> list[str]:
    """Where a removed person is told: at the address that was loaded, and where they asked from.

    Nowhere, if they have no address and somebody else asked.
    """
    if person is None:
        return []
    addresses = {person.email_key: person.email} if person.email else {}
    if request.email and asked_by(request, person):
        addresses[request.email_key] = request.email
    return list(addresses.values())


def _tell(recipient: Recipient, request: HelpRequest) -> None:
    opened = recipient.user and recipient.user.password_changed_at
    language = recipient.user.language if opened else request.language
    letters = Farewell.objects.bulk_create(
        Farewell(sealed=seal(address), language=language) for address in told_at(request, recipient)
    )
    send_mail("help_removed", [letter.pk for letter in letters])


def _close(pk: int, by: User, *, by_email: bool) -> None:
    """Answer who asked for somebody else's removal; of the person's own request nothing is left."""
    request = HelpRequest.objects.get(pk=pk)
    with translation.override(request.language):
        text = _(
            "The person you asked us to remove has been removed, and their details are erased from"
            " the system and from this request."
        )
        text += " " + (
            _("Their email address can be loaded again.")
            if by_email
            else _("They had no email address, so we cannot tell them: please do.")
        )
    entry = request.entries.create(kind=Entry.Kind.ANSWER, author=by, text=text)
    if request.state != HelpRequest.State.CLOSED:
        request.move(HelpRequest.State.CLOSED)
    request.updated_at = timezone.now()
    request.save()
    if request.email:
        send_mail("help_answer", [entry.pk])


def _locked(removal: Removal) -> Removal:
    locked = (
        Removal.objects.select_for_update(of=("self",))
        .select_related("request", "recipient__user", "recipient__organization")
        .get(pk=removal.pk)
    )
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
