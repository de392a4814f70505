"""People who are no longer with their organization, and those who are there again.

Nothing is deleted: somebody who left keeps account and registration, gets no more letters that ask
them to register, and is out of the organization's counts.
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

Told = Callable[[Organization], None]
_told: dict[str, Told] = {}


def register(told: Told) -> None:
    """Register what a room above does, in the same transaction, after people have left or come
    back."""
    _told[f"{told.__module__}.{told.__qualname__}"] = told


def _tell(organization: Organization) -> None:
    for told in _told.values():
        told(organization)


@transaction.atomic
def leave(*, people: RecipientQuerySet, organization: Organization, by: User) -> int:
    """Mark these people as no longer with the organization; return how many were not yet."""
    numbers = _locked(people.filter(organization=organization, left_at=None))
    left = Recipient.objects.filter(pk__in=numbers)
    left.update(left_at=timezone.now(), stage=Recipient.Stage.GONE, why="")
    _record("recipients.left", organization, by, len(numbers))
    _tell(organization)
    return len(numbers)


@transaction.atomic
def come_back(*, people: RecipientQuerySet, organization: Organization, by: User) -> int:
    """Take that back; return how many had been marked.

    Whoever was marked before their invitation left is invited now.
    """
    numbers = _locked(people.filter(organization=organization, left_at__isnull=False))
    Recipient.objects.filter(pk__in=numbers).update(left_at=None)
    refresh(numbers)
    if uninvited := _uninvited(numbers):
        send_mail(KIND, uninvited)
    _record("recipients.came_back", organization, by, len(numbers))
    _tell(organization)
    return len(numbers)


def _locked(people: RecipientQuerySet) -> list[int]:
    return list(people.locked().values_list("pk", flat=True))


def _uninvited(numbers: Collection[int]) -> list[int]:
    """Return those whose invitation was dropped, because they were marked meanwhile."""
    letters = Message.objects.filter(kind=KIND, about__in=numbers)
    invited = letters.exclude(state=Message.State.DROPPED).values("about")
    there = Recipient.objects.invitable().filter(pk__in=numbers).exclude(pk__in=invited)
    return list(there.values_list("pk", flat=True))


def _record(action: str, organization: Organization, by: User, people: int) -> None:
    if people:
        record(action, by=by, on=organization, organization=organization.pk, people=people)
