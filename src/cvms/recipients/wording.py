"""Say why a letter did not arrive, in a sentence that an organization can act on."""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cvms.mail.models import Message
from cvms.mail.reasons import reason_words

_WEEK = 6  # days ahead within which the name of a weekday is unambiguous
State = Message.State


def sentence(reason: str) -> str:
    """Return the sentence of a reason; for an unknown one, that mail gave no reason."""
    words = reason_words(reason)
    return f"{words[:1].upper()}{words[1:]}" if words else _("The mail service gave no reason")


def words_of(letter: Message) -> str:
    """Return why a letter failed, or why it waits and until when we try; "" if all is well."""
    if letter.state in (State.FAILED, State.BOUNCED):
        return sentence(letter.reason)
    if letter.state == State.QUEUED and letter.attempts and letter.reason:
        return still_tried(letter.reason, letter.tried_until)
    return ""


def still_tried(reason: str, until: datetime) -> str:
    """Return why mail waits, and until when we try again."""
    day = timezone.localtime(until)
    near = (day.date() - timezone.localdate()).days <= _WEEK
    named = formats.date_format(day, "l" if near else "SHORT_DATE_FORMAT")
    return _("%(why)s: we try until %(day)s") % {"why": sentence(reason), "day": named}
