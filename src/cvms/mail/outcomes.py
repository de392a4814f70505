"""What a mail server's answer means for one message."""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum, auto

from anymail.exceptions import AnymailRecipientsRefused

from .reasons import NO_SUCH_ADDRESS, REFUSED


class Verdict(Enum):
    """SENT: accepted. REFUSED: never to be tried again. LATER: this one. DOWN: the whole server."""

    SENT = auto()
    REFUSED = auto()
    LATER = auto()
    DOWN = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and, where it is not SENT, its reason without the address."""

    verdict: Verdict
    reason: str = ""


SENT = Outcome(Verdict.SENT)
_PERMANENT = 500  # RFC 5321, 4.2.1: 5yz is permanent, 4yz may be tried again


def _answered(code: int, text: bytes | str, recipient: str) -> Outcome:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    anonymous = re.sub(re.escape(recipient), "the address", words, flags=re.IGNORECASE)
    reason = f"{code} {anonymous}".replace("\n", " ")[:200]
    return Outcome(Verdict.REFUSED if code >= _PERMANENT else Verdict.LATER, reason)


def of_error(error: Exception, recipient: str) -> Outcome:  # noqa: PLR0911 -- a table
    """Judge what sending to `recipient` raised.

    A server that cannot be reached, that hangs up or that does not take our sign-in says nothing
    about this message: DOWN, and the message waits.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return _answered(code, text, recipient)
        case smtplib.SMTPSenderRefused() | smtplib.SMTPAuthenticationError():
            return Outcome(Verdict.DOWN, type(error).__name__)
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return Outcome(Verdict.DOWN, type(error).__name__)
        case smtplib.SMTPResponseException() if error.smtp_code != 421:
            return _answered(error.smtp_code, error.smtp_error, recipient)
        case AnymailRecipientsRefused():
            return Outcome(Verdict.REFUSED, REFUSED)
        case UnicodeError() | smtplib.SMTPNotSupportedError():
            return Outcome(Verdict.REFUSED, NO_SUCH_ADDRESS)
    return Outcome(Verdict.DOWN, type(error).__name__)
