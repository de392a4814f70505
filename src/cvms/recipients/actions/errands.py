"""Bulk actions ("errands"): done at once for up to AT_ONCE people, by a worker for more.

A worker goes through the people in pieces. Each piece commits together with how far it got, so that
a worker that takes over, or a second one, does nothing twice.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.accounts.models import User
from cvms.jobs.deferring import defer
from cvms.organizations.models import Organization

from ..models import Errand, Recipient, RecipientQuerySet
from ..writable import writable
from . import leaving, writing

AT_ONCE = 1000  # people in one request, or in one transaction of a worker
SHOWN_FOR = timedelta(days=1)  # a finished errand stays on the organization's page so long
_TASK = "recipients.do_errand"
_ACTS: dict[str, Callable[..., int]] = {
    Errand.Kind.SEND_AGAIN: writing.send_again,
    Errand.Kind.LEAVE: leaving.leave,
    Errand.Kind.COME_BACK: leaving.come_back,
}


@transaction.atomic
def send_again_to_all(
    *, people: RecipientQuerySet, organization: Organization, by: User
) -> int | None:
    """Send another letter to all of these people who may get one.

    Return how many letters, or None if a worker sends them or still sends earlier ones.
    """
    return _start(Errand.Kind.SEND_AGAIN, writable(people), organization, by)


@transaction.atomic
def leave_all(*, people: RecipientQuerySet, organization: Organization, by: User) -> int | None:
    """Mark all of these people as no longer here; return as `send_again_to_all` does."""
    return _start(Errand.Kind.LEAVE, people.filter(left_at=None), organization, by)


@transaction.atomic
def come_back_all(*, people: RecipientQuerySet, organization: Organization, by: User) -> int | None:
    """Unmark all of these people; return as `send_again_to_all` does."""
    return _start(Errand.Kind.COME_BACK, people.exclude(left_at=None), organization, by)


def _start(
    kind: Errand.Kind, people: RecipientQuerySet, organization: Organization, by: User
) -> int | None:
    """Start an errand, unless the organization has one of this kind under way."""
    Organization.objects.locked().get(pk=organization.pk)
    if Errand.objects.filter(organization=organization, kind=kind, finished_at=None).exists():
        return None
    own = people.filter(organization=organization).order_by("pk")
    numbers = list(own.values_list("pk", flat=True))
    errand = Errand.objects.create(
        organization=organization, kind=kind, asked_by=by, people=numbers, asked=len(numbers)
    )
    if errand.asked > AT_ONCE:
        defer(_TASK, errand=errand.pk)
        return None
    do_next_piece(pk=errand.pk)
    return Errand.objects.values_list("done", flat=True).get(pk=errand.pk)


@transaction.atomic
def do_next_piece(*, pk: int) -> bool:
    """Do an errand for the next people; return whether there are more."""
    reached = Errand.objects.values_list("reached", flat=True).get(pk=pk)
    some = _some_from(pk, reached)
    list(Recipient.objects.locked().filter(pk__in=some).values_list("pk"))
    locked = Errand.objects.select_for_update(of=("self",)).select_related(
        "organization", "asked_by"
    )
    errand = locked.defer("people").get(pk=pk)
    if errand.finished_at or errand.reached != reached:
        return errand.finished_at is None
    people = Recipient.objects.filter(pk__in=some)
    act = _ACTS[errand.kind]
    errand.done += act(people=people, organization=errand.organization, by=errand.asked_by)
    errand.reached += len(some)
    if errand.reached >= errand.asked:
        errand.people, errand.finished_at = [], timezone.now()
    errand.save()
    return errand.finished_at is None


def _some_from(pk: int, place: int) -> list[int]:
    piece = f"people__{place}_{place + AT_ONCE}"
    found: list[int] | None = Errand.objects.values_list(piece, flat=True).get(pk=pk)
    return found or []


def requeue_abandoned() -> int:
    """Queue errands that have lost their job, and delete old ones; return how many were queued."""
    Errand.objects.filter(finished_at__lt=timezone.now() - SHOWN_FOR).delete()
    left = list(Errand.objects.filter(finished_at=None).values_list("pk", flat=True))
    jobs = ProcrastinateJob.objects.filter(task_name=_TASK, status__in=["todo", "doing"])
    at_work = set(jobs.values_list("args__errand", flat=True))
    abandoned = [pk for pk in left if pk not in at_work]
    for pk in abandoned:
        defer(_TASK, errand=pk)
    return len(abandoned)
