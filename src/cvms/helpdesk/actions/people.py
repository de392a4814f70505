"""What agents and state staff can do for one person."""

from django.db import transaction

from cvms.accounts.models import User
from cvms.accounts.second_factor import actions as second_factor
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.recipients.actions import correcting, inviting
from cvms.recipients.models import Recipient

from ..models import SealedAddress
from ..sealing import seal


def record_read(*, recipient: Recipient, by: User) -> None:
    """Record that somebody looked at a person's page."""
    record("recipients.read", by=by, on=recipient, organization=recipient.organization_id)


def record_search(*, found: int, by: User) -> None:
    """Record that somebody searched for people, without what they typed."""
    record("recipients.searched", by=by, found=found)


@transaction.atomic
def correct(*, recipient: Recipient, first_name: str, last_name: str, email: str, by: User) -> bool:
    """Correct a name or an address, and write to the former address and the new one.

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
    """Write to each of these addresses that the person's details were corrected; "" is ignored."""
    sealed = SealedAddress.objects.bulk_create(
        SealedAddress(sealed=seal(address), language=language)
        for address in sorted(addresses - {""})
    )
    send_mail("help_corrected", [address.pk for address in sealed])


@transaction.atomic
def send_again(*, recipient: Recipient, by: User) -> bool:
    """Send the invitation again; return False if the person has an account or has unsubscribed."""
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
    """Remove the second factor, after the checks on the page; return False without an account."""
    locked = Recipient.objects.locked().get(pk=recipient.pk)
    if locked.user is None:
        return False
    second_factor.remove(user=locked.user, by=by)
    return True
