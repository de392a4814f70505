"""The help desk's letters: request received, answered or closed, person corrected or removed.

Anybody can submit a request with any address, so the first letter repeats nothing that was typed:
otherwise strangers could have the state send their words to others.
"""

import logging
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from cvms.accounts.sealing import Unreadable
from cvms.mail.kinds import SOON, URGENT, Letter, register
from cvms.mail.models import Message

from .links import mint
from .models import Entry, HelpRequest, SealedAddress
from .sealing import unseal

logger = logging.getLogger(__name__)

_RECEIVED = gettext_lazy("Help desk request received")
_ANSWER = gettext_lazy("Help desk answer")
_CLOSED = gettext_lazy("Help desk request closed")
_REMOVED = gettext_lazy("Notice of a removal")
_CORRECTED = gettext_lazy("Notice of a correction")


def write_received(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write the number of each request and a private link to it."""
    return _about_requests(messages, gettext_noop("Your help desk request %(number)s"), "received")


def write_closed(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write that a request was closed without a further answer, and how to reopen it."""
    return _about_requests(
        messages, gettext_noop("Your help desk request %(number)s was closed"), "closed"
    )


def write_answers(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write each answer, with a private link to its request."""
    entries = _answers().select_related("request").in_bulk([one.about for one in messages])
    urls = mint({entry.request_id: entry.request for entry in entries.values()}.values())
    subject = gettext_noop("Answer to your help desk request %(number)s")
    return {
        message.pk: _letter(entry.request, subject, "answer", urls, text=entry.text)
        for message in messages
        if (entry := entries.get(message.about))
    }


def write_corrections(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write that a name or an email was corrected, to the former address and to the new one."""
    sealed = SealedAddress.objects.in_bulk([message.about for message in messages])
    return {
        message.pk: letter
        for message in messages
        if (address := sealed.get(message.about)) and (letter := _corrected(address))
    }


def _corrected(address: SealedAddress) -> Letter | None:
    with translation.override(address.language):
        subject = _("Your details were corrected")
    to = _unsealed(address)
    if to is None:
        return None
    return Letter(to, subject, "helpdesk/mail/corrected", {}, address.language)


def write_removals(messages: Sequence[Message]) -> dict[int, Letter]:
    """Write to removed people; nothing in the letter names them."""
    notices = SealedAddress.objects.in_bulk([message.about for message in messages])
    return {
        message.pk: letter
        for message in messages
        if (notice := notices.get(message.about)) and (letter := _removed(notice))
    }


def _removed(notice: SealedAddress) -> Letter | None:
    """Return the letter, or None if the address cannot be unsealed."""
    with translation.override(notice.language):
        subject = _("Your details were removed")
    address = _unsealed(notice)
    if address is None:
        return None
    return Letter(address, subject, "helpdesk/mail/removed", {}, notice.language)


def _unsealed(address: SealedAddress) -> str | None:
    """Return the address, or None if the key that sealed it is lost: then nobody can be told."""
    try:
        return unseal(address.sealed)
    except Unreadable:
        logger.error("no key of the settings opens the address of a person")
        return None


def _about_requests(messages: Sequence[Message], subject: str, template: str) -> dict[int, Letter]:
    requests = _answerable().in_bulk([message.about for message in messages])
    urls = mint(requests.values())
    return {
        message.pk: _letter(requests[message.about], subject, template, urls)
        for message in messages
        if message.about in requests
    }


def _answerable() -> QuerySet[HelpRequest]:
    return HelpRequest.objects.exclude(email="")


def still_answerable(numbers: Collection[int]) -> Collection[int]:
    """Return the requests among these whose requester was not erased."""
    return list(_answerable().filter(pk__in=numbers).values_list("pk", flat=True))


def _answers() -> QuerySet[Entry]:
    return Entry.objects.exclude(request__email="").exclude(text="")


def still_said(numbers: Collection[int]) -> Collection[int]:
    """Return the answers among these that were not erased, and whose requester was not either."""
    return list(_answers().filter(pk__in=numbers).values_list("pk", flat=True))


def still_to_tell(numbers: Collection[int]) -> Collection[int]:
    """Return the addresses among these that are still stored."""
    return list(SealedAddress.objects.filter(pk__in=numbers).values_list("pk", flat=True))


def _letter(
    request: HelpRequest, subject: str, template: str, urls: dict[int, str], **more: Any
) -> Letter:
    with translation.override(request.language):
        words = _(subject) % {"number": request.number}
    context = {"request": request, "url": urls[request.pk]} | more
    return Letter(request.email, words, f"helpdesk/mail/{template}", context, request.language)


def register_letters() -> None:
    for kind, write, wanted, label, priority in (
        ("help_received", write_received, still_answerable, _RECEIVED, URGENT),
        ("help_answer", write_answers, still_said, _ANSWER, URGENT),
        ("help_closed", write_closed, still_answerable, _CLOSED, SOON),
        ("help_corrected", write_corrections, still_to_tell, _CORRECTED, URGENT),
        ("help_removed", write_removals, still_to_tell, _REMOVED, URGENT),
    ):
        register(kind, write, wanted=wanted, label=label, priority=priority)
