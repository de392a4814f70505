"""Mark people as no longer with their organization ("no longer here"), and unmark them.

Nothing is deleted: a person who left keeps their account and registration, gets no more letters
that ask them to register, and is not counted in the organization's figures.
"""

from collections.abc import Callable, Collection

from django.db import transaction
from django.utils import timezone

from cvms.accounts.models import User
from cvms.audit.actions import record
from cvms.mail.actions import send as send_mail
from cvms.mail.models import Message
from cvms.organizations.models import Organization

from ..invitations import KIND
from ..models import Recipient, RecipientQuerySet
from .following import refresh

Listener = Callable[[Organization], None]
_listeners: dict[str, Listener] = {}


def register(listener: Listener) -> None:
    """Register what to call, in the same transaction, after people have left or come back."""
    _listeners[f"{listener.__module__}.{listener.__qualname__}"] = listener


def _notify(organization: Organization) -> None:
    for listener in _listeners.values():
        listener(organization)


@transaction.atomic
def leave(*, people: RecipientQuerySet, organization: Organization, by: User) -> int:
    """Mark these people as no longer here; return how many were not marked before."""
    numbers = _locked(people.filter(organization=organization, left_at=None))
    left = Recipient.objects.filter(pk__in=numbers)
    left.update(left_at=timezone.now(), stage=Recipient.Stage.GONE, why="")
    _record("recipients.left", organization, by, len(numbers))
    _notify(organization)
    return len(numbers)


@transaction.atomic
def come_back(*, people: RecipientQuerySet, organization: Organization, by: User) -> int:
    """Unmark these people; return how many had been marked.

    People who were marked before their invitation was sent are invited now.
    """
    numbers = _locked(people.filter(organization=organization, left_at__isnull=False))
    Recipient.objects.filter(pk__in=numbers).update(left_at=None)
    refresh(numbers)
    if uninvited := _uninvited(numbers):
        send_mail(KIND, uninvited)
    _record("recipients.came_back", organization, by, len(numbers))
    _notify(organization)
    return len(numbers)


def _locked(people: RecipientQuerySet) -> list[int]:
    return list(people.locked().values_list("pk", flat=True))


def _uninvited(numbers: Collection[int]) -> list[int]:
    """Return the people whose invitation was dropped because they were marked."""
    letters = Message.objects.filter(kind=KIND, about__in=numbers)
    invited = letters.exclude(state=Message.State.DROPPED).values("about")
    there = Recipient.objects.invitable().filter(pk__in=numbers).exclude(pk__in=invited)
    return list(there.values_list("pk", flat=True))


def _record(action: str, organization: Organization, by: User, people: int) -> None:
    if people:
        record(action, by=by, on=organization, organization=organization.pk, people=people)
