"""What became of one message, decided from what the mail server answered.

`judge` is the one place where an answer is judged by whose fault it is.
"""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum, auto

from anymail.exceptions import AnymailRecipientsRefused

from .destinations import EVERYTHING
from .reasons import HUNG_UP, NO_ANSWER, NO_SUCH_ADDRESS, REFUSED, TOO_LARGE


class Verdict(Enum):
    """SENT: accepted. FAILED: the person's address takes no mail, and nothing is tried again.
    OURS: the destination pauses and nobody is blamed. LATER: this message is tried again."""

    SENT = auto()
    FAILED = auto()
    OURS = auto()
    LATER = auto()


class Stage(Enum):
    """The command that an answer belongs to (RFC 5321)."""

    CONNECT = auto()  # the greeting, EHLO, STARTTLS and AUTH
    SENDER = auto()  # MAIL FROM
    RECIPIENT = auto()  # RCPT TO
    CONTENT = auto()  # DATA and what follows it


@dataclass(frozen=True, slots=True)
class Answer:
    """A mail server's reply: its code (RFC 5321, 4.2) and its text."""

    stage: Stage
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and, where it is not SENT, its reason without the address.

    `everything`: what is OURS concerns all mail and not this message's destination alone.
    """

    verdict: Verdict
    reason: str = ""
    everything: bool = False

    def paused(self, destination: str) -> str:
        """Return which destination an outcome that is OURS pauses."""
        return EVERYTHING if self.everything else destination


SENT = Outcome(Verdict.SENT)
_PERMANENT = 500  # RFC 5321, 4.2.1: 5yz is permanent, 4yz may be tried again
_SIGN_IN = (530, 534, 535, 538)  # RFC 4954: authentication is required, too weak or wrong
_POLICY = re.compile(r"^5\.7\.\d{1,3}\b")  # RFC 3463: security or policy
_SIZE = re.compile(r"^5\.3\.4\b")  # RFC 3463: message too big for system


def judge(answer: Answer, address: str) -> Outcome:
    """Decide from the server's answer to a command of a message to `address`."""
    reason = _reason(answer, address)
    if answer.code < _PERMANENT:
        return Outcome(Verdict.LATER, reason)
    if answer.code in _SIGN_IN or answer.stage is Stage.CONNECT:
        return Outcome(Verdict.OURS, reason, everything=True)
    if _too_large(answer):
        return Outcome(Verdict.FAILED, TOO_LARGE)
    if answer.stage is Stage.SENDER:
        return Outcome(Verdict.OURS, reason, everything=True)
    if _POLICY.match(answer.text):
        return Outcome(Verdict.OURS, reason)
    return Outcome(Verdict.FAILED, reason)


def _too_large(answer: Answer) -> bool:
    at_size = answer.code == 552 and answer.stage is not Stage.RECIPIENT  # RFC 1870, 6.1
    return at_size or bool(_SIZE.match(answer.text))


def _reason(answer: Answer, address: str) -> str:
    anonymous = re.sub(re.escape(address), "the address", answer.text, flags=re.IGNORECASE)
    return f"{answer.code} {anonymous}".replace("\n", " ").replace("\x00", "")[:200]


def of_error(error: Exception) -> Outcome:
    """Decide from what handing over one message raised."""
    match error:
        case AnymailRecipientsRefused():
            return Outcome(Verdict.FAILED, REFUSED)
        case UnicodeError() | smtplib.SMTPNotSupportedError():
            return Outcome(Verdict.FAILED, NO_SUCH_ADDRESS)
        case TimeoutError():
            return Outcome(Verdict.LATER, NO_ANSWER)
        case smtplib.SMTPServerDisconnected() | ConnectionError():
            return Outcome(Verdict.LATER, HUNG_UP)
    return Outcome(Verdict.LATER, type(error).__name__)
