"""Correct a recipient's name or email address."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from cvms import intake
from cvms.accounts.actions import sessions
from cvms.accounts.models import Portal, User, username_for
from cvms.audit.actions import record

from ..folding import folded
from ..locks import wait_for_loads
from ..models import Recipient


class AddressTaken(Exception):
    """Another recipient has this address."""


class NoAddress(Exception):
    """A person registered at a desk has no account, so they cannot be given an address."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed; `former_email` is "" if the address was not."""

    name: bool
    former_email: str


@transaction.atomic
def correct(
    *, recipient: Recipient, first_name: str, last_name: str, email: str, by: User
) -> Correction:
    """Change a recipient's name and address; links that were sent to the former address expire.

    An empty `email` leaves the address as it is. The former name and address are stored, since
    lists may still have them; the audit trail records the change, but not the former values.
    Raises AddressTaken and NoAddress.
    """
    wait_for_loads()
    locked = Recipient.objects.locked().get(pk=recipient.pk)
    former = locked.email if email and email != locked.email else ""
    if email and locked.user_id is None:
        raise NoAddress
    named = (first_name, last_name) != (locked.first_name, locked.last_name)
    if not (named or former):
        return Correction(name=False, former_email="")
    _remember(locked)
    locked.first_name, locked.last_name = first_name, last_name
    if former:
        locked.email, locked.email_key = email, intake.email_key(email)
    _save(locked, email if former else "")
    record(
        "recipients.corrected",
        by=by,
        on=locked,
        organization=locked.organization_id,
        name=named,
        email=bool(former),
    )
    return Correction(name=named, former_email=former)


def _remember(recipient: Recipient) -> None:
    """Store the present name and address, so that an old list does not load the person again."""
    if recipient.email_key:
        name = folded(recipient.full_name)
        recipient.formerly.get_or_create(email_key=recipient.email_key, name=name)


def _save(recipient: Recipient, new_email: str) -> None:
    try:
        with transaction.atomic():
            recipient.save()
            if new_email and recipient.user:
                _move_account(recipient.user, new_email)
    except IntegrityError as error:
        raise AddressTaken from error


def _move_account(user: User, email: str) -> None:
    """Move the account to the new address; links sent to the former one stop working."""
    user.email = email
    user.username = username_for(Portal.RECIPIENT, email)
    user.save(update_fields=["email", "username"])
    user.password_links.revoke()
    sessions.end(user)
    EmailAddress.objects.filter(user=user).delete()
