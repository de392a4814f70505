"""Erase a person everywhere. Rooms above this one register how to erase what they store."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from cvms.accounts import actions as accounts
from cvms.accounts.actions import sessions
from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.mail.actions import forget as forget_mail

from ..invitations import KIND
from ..models import Recipient


@dataclass(frozen=True, slots=True)
class Person:
    """The person to erase, with the primary keys of the recipient and of what it belongs to.

    A person registered at a location's desk has no organization, no account and no address.
    """

    recipient: int
    user: int | None
    organization: int | None
    upload: int | None
    location: int | None
    first_name: str
    last_name: str
    email: str  # as it was given
    email_key: str  # as mail systems compare it
    username: str
    former: tuple[str, ...] = ()  # addresses before a correction, unless somebody else has them

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return the address in every form, if there is one; the username begins with one."""
        return tuple(dict.fromkeys(filter(None, (self.email, self.email_key, *self.former))))

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


Eraser = Callable[[Person], None]
_erasers: dict[str, Eraser] = {}


def register(eraser: Eraser) -> None:
    """Register a room's eraser; it runs in the transaction that erases the person.

    Call this when the application starts. Erasers run before the recipient and the account are
    deleted, so they must delete or clear all references to them. The erasers of rooms above run
    first, so they can still query the rooms below about the person.
    """
    _erasers[f"{eraser.__module__}.{eraser.__qualname__}"] = eraser


@transaction.atomic
def erase(*, recipient: Recipient, by: User) -> Person:
    """Erase everything about a person; the address can then be loaded again. Return who it was.

    The audit trail keeps the primary keys of what was erased, and who did it.
    """
    recipient = Recipient.objects.locked().select_related("user").get(pk=recipient.pk)
    person = person_of(recipient)
    for eraser in reversed(_erasers.values()):
        eraser(person)
    forget_mail(KIND, [person.recipient])
    record("recipients.erased", by=by, on=recipient, organization=person.organization)
    user = recipient.user
    recipient.delete()
    if user:
        accounts.erase(user=user, words=[*person.addresses, person.full_name], by=by)
    else:
        sessions.erase([person.full_name])
    return person


def person_of(recipient: Recipient) -> Person:
    """Return what erasers need to know about a recipient."""
    return Person(
        recipient=recipient.pk,
        user=recipient.user_id,
        organization=recipient.organization_id,
        upload=recipient.upload_id,
        location=recipient.location_id,
        first_name=recipient.first_name,
        last_name=recipient.last_name,
        email=recipient.email,
        email_key=recipient.email_key or "",
        username=recipient.user.username if recipient.user else "",
        former=_former_of(recipient),
    )


def _former_of(recipient: Recipient) -> tuple[str, ...]:
    """Return the person's former addresses, except those that another recipient has now."""
    former = recipient.formerly.order_by("email_key").values_list("email_key", flat=True)
    taken = Recipient.objects.filter(email_key__in=former).values("email_key")
    return tuple(former.exclude(email_key__in=taken).distinct())
