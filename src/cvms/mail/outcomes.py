"""Decide the outcome of a message from the mail server's answer.

`judge` is the only place where an answer is judged by whose fault it is.
"""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum, auto

from anymail.exceptions import AnymailRecipientsRefused

from . import reasons
from .destinations import EVERYTHING
from .faults import Fault, fault_of


class Verdict(Enum):
    """SENT: accepted. FAILED: the address takes no mail, so the message is not tried again.

    OURS: the destination is paused, and the message waits. LATER: the message is tried again.
    """

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
    """A verdict and, unless it is SENT, the code of its reason and the server's answer.

    The answer is without the person's address. `everything`: an OURS verdict concerns all mail, not
    only this message's destination.
    """

    verdict: Verdict
    reason: str = ""
    answer: str = ""
    everything: bool = False

    def paused(self, destination: str) -> str:
        """Return the destination to pause for an OURS verdict."""
        return EVERYTHING if self.everything else destination


SENT = Outcome(Verdict.SENT)
_PERMANENT = 500  # RFC 5321, 4.2.1: 5yz is permanent, 4yz may be tried again
_SIZE = re.compile(r"^5\.3\.4\b")  # RFC 3463: message too big for system
_VERDICTS = {Fault.ADDRESS: Verdict.FAILED, Fault.OURS: Verdict.OURS, Fault.LATER: Verdict.LATER}
_ALL_MAIL = frozenset((reasons.SIGN_IN, reasons.RELAY, reasons.OUR_LIMIT, reasons.OUR_ADDRESS))
_BEFORE_ANY_RECIPIENT = {Stage.CONNECT: reasons.SIGN_IN, Stage.SENDER: reasons.OUR_ADDRESS}


def judge(answer: Answer, address: str) -> Outcome:
    """Return the outcome of the server's answer about a message to `address`."""
    words = _words(answer, address)
    if _too_large(answer):
        return Outcome(Verdict.FAILED, reasons.TOO_LARGE, words)
    judgment = fault_of(answer.code, words[4:], of_recipient=answer.stage is Stage.RECIPIENT)
    if answer.code >= _PERMANENT and answer.stage in _BEFORE_ANY_RECIPIENT:
        ours = judgment.fault is Fault.OURS
        reason = judgment.reason if ours else _BEFORE_ANY_RECIPIENT[answer.stage]
        return Outcome(Verdict.OURS, reason, words, everything=True)
    everything = judgment.fault is Fault.OURS and judgment.reason in _ALL_MAIL
    return Outcome(_VERDICTS[judgment.fault], judgment.reason, words, everything=everything)


def _too_large(answer: Answer) -> bool:
    at_size = answer.code == 552 and answer.stage is not Stage.RECIPIENT  # RFC 1870, 6.1
    return at_size or bool(_SIZE.match(answer.text))


def _words(answer: Answer, address: str) -> str:
    anonymous = re.sub(re.escape(address), "the address", answer.text, flags=re.IGNORECASE)
    return storable(f"{answer.code} {anonymous}".replace("\n", " "))


def storable(text: str) -> str:
    """Return the first 200 characters, without what PostgreSQL cannot store in a text."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")[:200]


def of_error(error: Exception) -> Outcome:
    """Return the outcome of an exception that was raised while sending one message."""
    match error:
        case AnymailRecipientsRefused():
            return Outcome(Verdict.FAILED, reasons.REFUSED)  # anymail gives no reason
        case UnicodeError() | smtplib.SMTPNotSupportedError():
            return Outcome(Verdict.FAILED, reasons.NO_SUCH_ADDRESS)
        case TimeoutError():
            return Outcome(Verdict.LATER, reasons.NO_ANSWER)
        case smtplib.SMTPServerDisconnected() | ConnectionError():
            return Outcome(Verdict.LATER, reasons.HUNG_UP)
    return Outcome(Verdict.LATER, reasons.NOT_REACHED, type(error).__name__)
