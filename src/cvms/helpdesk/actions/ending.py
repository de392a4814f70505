"""Answer the requester once the last removal of a request has ended."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cvms.accounts.models import User
from cvms.mail.actions import send as send_mail

from ..models import Entry, HelpRequest, Removal, RequestedChange

State = Removal.State


@transaction.atomic
def answer_once_ended(*, request: int, by: User) -> bool:
    """Answer and close a request if none of its removals waits any more; return whether it did.

    The last removal may be carried out or withdrawn. Each removal is answered once; if all were
    withdrawn, an agent has to answer. A person's own request was erased, so nobody is told.
    """
    ended = HelpRequest.objects.select_for_update().get(pk=request)
    unanswered = Removal.objects.filter(request=ended, state=State.DONE, answered=False)
    people, untold = unanswered.count(), unanswered.filter(told=False).count()
    if not people or _waits(ended):
        return False
    unanswered.update(answered=True)
    with translation.override(ended.language):
        text = _answer(people, untold)
    entry = ended.entries.create(kind=Entry.Kind.ANSWER, author=by, text=text)
    if ended.state != HelpRequest.State.CLOSED:
        ended.move(HelpRequest.State.CLOSED)
    ended.updated_at = timezone.now()
    ended.save()
    if ended.email:
        send_mail("help_answer", [entry.pk])
    return True


def _waits(request: HelpRequest) -> bool:
    """Return whether a removal is still requested, proposed or confirmed, but not done."""
    asked = request.changes.filter(
        kind=RequestedChange.Kind.REMOVE, outcome="", recipient__isnull=False
    )
    removals = Removal.objects.filter(request=request)
    return removals.filter(state__in=[State.PROPOSED, State.CONFIRMED]).exists() or asked.exists()


def _answer(people: int, untold: int) -> str:
    """Return the answer; `untold` of the `people` had no email address."""
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
