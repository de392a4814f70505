"""Carry out confirmed removals, in a worker.

First the stored files are searched, which can take long. Then everything is erased in one
transaction, which also queues the letters: a person is told if and only if they were erased.
"""

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.jobs.deferring import defer
from cvms.mail.actions import send as send_mail
from cvms.recipients.actions import erasing
from cvms.recipients.locks import wait_for_loads
from cvms.recipients.models import Recipient
from cvms.uploads.actions import searching

from ..models import HelpRequest, Removal, SealedAddress
from ..sealing import seal
from .ending import answer_once_ended
from .removals import told_at

State = Removal.State
TASK = "helpdesk.remove"


def carry_out(*, pk: int) -> None:
    """Erase the person of a confirmed removal, write to them, and answer the requester.

    After a crash it continues where it stopped; if it runs twice, it does nothing twice. Files that
    arrive during the search are searched next.
    """
    done = False
    while not done:
        confirmed = Removal.objects.filter(pk=pk, state=State.CONFIRMED)
        recipient = Recipient.objects.filter(removals__in=confirmed).first()
        if recipient:
            searching.search(erasing.person_of(recipient))
        done = _erase_if_searched(pk)


def _erase_if_searched(pk: int) -> bool:
    try:
        _erase(pk)
    except searching.NotSearched:
        return False
    return True


@transaction.atomic
def _erase(pk: int) -> None:
    """Erase the person. Raises NotSearched, without changes, if files were not searched."""
    wait_for_loads()
    recipient = Recipient.objects.locked().filter(removals__pk=pk).first()
    removal = Removal.objects.select_for_update().get(pk=pk)
    if removal.state != State.CONFIRMED:
        return
    by, request = removal.decided_by, removal.request
    if recipient:
        _tell(recipient, request)
    removal.state, removal.told = State.DONE, bool(recipient and recipient.email)
    removal.save()
    if recipient and by:
        erasing.erase(recipient=recipient, by=by)
    if by:
        answer_once_ended(request=request.pk, by=by)


def _tell(recipient: Recipient, request: HelpRequest) -> None:
    opened = recipient.user and recipient.user.password_changed_at
    language = recipient.user.language if recipient.user and opened else request.language
    notices = SealedAddress.objects.bulk_create(
        SealedAddress(sealed=seal(address), language=language)
        for address in told_at(request, recipient)
    )
    send_mail("help_removed", [notice.pk for notice in notices])


@transaction.atomic
def requeue_abandoned() -> int:
    """Queue confirmed removals that have lost their job; return how many."""
    confirmed = list(
        Removal.objects.filter(state=State.CONFIRMED).select_for_update(skip_locked=True)
    )
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    queued = set(jobs.values_list("args__removal", flat=True)) if confirmed else set()
    abandoned = [removal for removal in confirmed if removal.pk not in queued]
    for removal in abandoned:
        defer(TASK, removal=removal.pk)
    return len(abandoned)
