"""Actions of agents and state staff for one person."""

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.accounts.second_factor import actions as second_factor
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.recipients.actions import correcting, inviting
from cvms.recipients.models import Recipient

from ..models import RequestedChange, SealedAddress
from ..sealing import seal

Kind = RequestedChange.Kind
Outcome = RequestedChange.Outcome


def read(*, recipient: Recipient, by: User) -> None:
    """Record that somebody looked at a person's page."""
    record("recipients.read", by=by, on=recipient, organization=recipient.organization_id)


def searched(*, found: int, by: User) -> None:
    """Record that somebody searched for people, without what they typed."""
    record("recipients.searched", by=by, found=found)


@transaction.atomic
def correct(*, recipient: Recipient, first_name: str, last_name: str, email: str, by: User) -> bool:
    """Correct a name or an address, and say so at the former address and at the new one.

    People without a password are invited at the new address. Return False if nothing changes.
    Raises AddressTaken and NoAddress.
    """
    done = correcting.correct(
        recipient=recipient, first_name=first_name, last_name=last_name, email=email, by=by
    )
    if not (done.name or done.former_email):
        return False
    recipient = Recipient.objects.select_related("user").get(pk=recipient.pk)
    language = recipient.user.language if recipient.user else "en"
    tell_of_correction({done.former_email, recipient.email}, language)
    if done.former_email:
        inviting.invite_again(recipient=recipient, by=by)
    return True


def tell_of_correction(addresses: set[str], language: str) -> None:
    """Mail to each of the addresses that somebody's details were corrected; "" is none."""
    sealed = SealedAddress.objects.bulk_create(
        SealedAddress(sealed=seal(address), language=language)
        for address in sorted(addresses - {""})
    )
    send_mail("help_corrected", [address.pk for address in sealed])


@transaction.atomic
def send_again(*, recipient: Recipient, by: User) -> bool:
    """Send the invitation again. False: the person has an account, or wants no invitations."""
    Recipient.objects.locked().filter(pk=recipient.pk).first()
    return inviting.invite_again(recipient=recipient, by=by)


@transaction.atomic
def unsubscribe(*, recipient: Recipient, by: User) -> bool:
    """Stop invitations; return False if they were stopped already."""
    locked = Recipient.objects.locked().get(pk=recipient.pk)
    if locked.unsubscribed_at:
        return False
    inviting.unsubscribe(recipient=locked, by=by)
    return True


@transaction.atomic
def end_second_factor(*, recipient: Recipient, by: User) -> bool:
    """Let the password alone sign in, after the checks that the page lists. False: no account."""
    locked = Recipient.objects.locked().get(pk=recipient.pk)
    if locked.user is None:
        return False
    second_factor.remove(user=locked.user, by=by)
    return True


@transaction.atomic
def apply(*, changes: list[RequestedChange], by: User) -> int:
    """Do what an organization asked for, for all of these people; return how many were changed.

    Each change that was done, or cannot be, says so; it is not done twice.
    """
    wanted = RequestedChange.objects.filter(pk__in=[change.pk for change in changes], outcome="")
    people = wanted.values("recipient")
    list(Recipient.objects.locked().filter(pk__in=people))
    done = 0
    for change in wanted.select_for_update(of=("self",)).order_by("pk"):
        change.outcome = _apply(change, by)
        change.applied_at, change.applied_by = timezone.now(), by
        change.save(update_fields=["outcome", "applied_at", "applied_by"])
        done += change.outcome == Outcome.APPLIED
    return done


def _apply(change: RequestedChange, by: User) -> str:
    person = change.recipient
    if person is None:
        return Outcome.GONE
    if change.kind == Kind.SEND_AGAIN:
        return _outcome(done=send_again(recipient=person, by=by))
    if change.kind == Kind.UNSUBSCRIBE:
        return _outcome(done=unsubscribe(recipient=person, by=by))
    try:
        return _outcome(
            done=correct(
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
