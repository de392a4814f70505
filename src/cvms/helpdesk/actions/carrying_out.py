"""Carry out removals that two agents have agreed on; a worker does it.

First the kept files are searched, which can take long. Then everything is erased in one
transaction, and the letters are queued in it: a person is told if and only if they were erased.
"""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django.models import ProcrastinateJob

from cvms.accounts.models import User
from cvms.jobs.deferring import defer
from cvms.mail.actions import send as send_mail
from cvms.recipients.actions import erasing
from cvms.recipients.locks import wait_for_loads
from cvms.recipients.models import Recipient
from cvms.uploads.actions import searching

from ..models import Entry, HelpRequest, Removal, SealedAddress
from ..sealing import seal
from .removals import told_at

State = Removal.State
TASK = "helpdesk.remove"


def carry_out(*, pk: int) -> None:
    """Erase the person of a confirmed removal, tell them, and answer the requester.

    After a crash it continues where it was; if it runs twice, it does nothing twice. Files that
    come while the others are searched are searched next.
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
    """Erase the person. Raise NotSearched, without changes, if files were not searched."""
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
    _close(request.pk, by)


def _tell(recipient: Recipient, request: HelpRequest) -> None:
    opened = recipient.user and recipient.user.password_changed_at
    language = recipient.user.language if recipient.user and opened else request.language
    notices = SealedAddress.objects.bulk_create(
        SealedAddress(sealed=seal(address), language=language)
        for address in told_at(request, recipient)
    )
    send_mail("help_removed", [notice.pk for notice in notices])


def _close(pk: int, by: User | None) -> None:
    """Answer a request once the last of its people is removed; a person's own is erased."""
    request = HelpRequest.objects.select_for_update().get(pk=pk)
    removals = Removal.objects.filter(request=request)
    if removals.filter(state__in=[State.PROPOSED, State.CONFIRMED]).exists():
        return
    done = removals.filter(state=State.DONE)
    with translation.override(request.language):
        text = _answer(done.count(), done.filter(told=False).count())
    entry = request.entries.create(kind=Entry.Kind.ANSWER, author=by, text=text)
    if request.state != HelpRequest.State.CLOSED:
        request.move(HelpRequest.State.CLOSED)
    request.updated_at = timezone.now()
    request.save()
    if request.email:
        send_mail("help_answer", [entry.pk])


def _answer(people: int, untold: int) -> str:
    """What the requester is told, of whom some may have had no address."""
    text = _removed(people)
    if people > untold:
        text += " " + ngettext(
            "Their email address can be loaded again.",
            "Their email addresses can be loaded again.",
            people - untold,
        )
    return text + (f" {_untold(people, untold)}" if untold else "")


def _removed(people: int) -> str:
    if people == 1:
        return _(
            "The person you asked us to remove has been removed, and their details are erased from"
            " the system and from this request."
        )
    return _(
        "The %(people)d people you asked us to remove have been removed, and their details are"
        " erased from the system and from this request."
    ) % {"people": people}


def _untold(people: int, untold: int) -> str:
    if people == 1:
        return _("They had no email address, so we cannot tell them: please do.")
    return ngettext(
        "%(untold)d of them had no email address, so we cannot tell that person: please do.",
        "%(untold)d of them had no email address, so we cannot tell those people: please do.",
        untold,
    ) % {"untold": untold}


@transaction.atomic
def requeue_abandoned() -> int:
    """Queue confirmed removals again whose job was given up; return how many."""
    confirmed = list(
        Removal.objects.filter(state=State.CONFIRMED).select_for_update(skip_locked=True)
    )
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    queued = set(jobs.values_list("args__removal", flat=True)) if confirmed else set()
    abandoned = [removal for removal in confirmed if removal.pk not in queued]
    for removal in abandoned:
        defer(TASK, removal=removal.pk)
    return len(abandoned)
