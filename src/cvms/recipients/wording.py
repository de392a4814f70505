"""Why a letter did not arrive, in a sentence that an organization can act on."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cvms.mail.models import Message
from cvms.mail.reasons import reason_words

_WEEK = 6  # days ahead within which the name of a weekday means one day alone
State = Message.State


def sentence(reason: str) -> str:
    """Return a reason as a sentence; what an earlier release stored may have none."""
    words = reason_words(reason)
    return f"{words[:1].upper()}{words[1:]}" if words else _("The mail service gave no reason")


def words_of(letter: Message) -> str:
    """Say why a letter failed, or why it waits and until when it is tried; "" if all is well."""
    if letter.state in (State.FAILED, State.BOUNCED):
        return sentence(letter.reason)
    if letter.state == State.QUEUED and letter.attempts and letter.reason:
        until = {"why": sentence(letter.reason), "day": _day(letter)}
        return _("%(why)s: we try until %(day)s") % until
    return ""


def _day(letter: Message) -> str:
    until = timezone.localtime(letter.tried_until)
    near = (until.date() - timezone.localdate()).days <= _WEEK
    return formats.date_format(until, "l" if near else "SHORT_DATE_FORMAT")
