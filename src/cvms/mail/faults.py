"""Decide whose fault a refusal is, from a mail server's answer or the status in a bounce.

Many servers answer with codes that contradict their text, so known phrases come first
(`answer_words`), then the enhanced status code (RFC 3463 and the IANA registry of RFC 5248), then
the basic code (RFC 5321, 4.2).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from . import reasons
from .answer_words import KNOWN


class Fault(Enum):
    """ADDRESS: no mail reaches this address, from any sender.

    OURS: the address is not to blame, and mail waits until we fix the cause.
    LATER: the same message may be accepted after a while.
    """

    ADDRESS = auto()
    OURS = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Judgment:
    """Whose fault a refusal is, and the code of the reason (`reasons`)."""

    fault: Fault
    reason: str


_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d]|\.\d)")
_ADDRESS, _OURS, _LATER = Fault.ADDRESS, Fault.OURS, Fault.LATER
_BY_SUBJECT_AND_DETAIL: Mapping[str, Judgment] = {
    code: Judgment(fault, reason)
    for codes, fault, reason in (
        ("1.1 1.3 1.6", _ADDRESS, reasons.NO_SUCH_ADDRESS),  # 1.3 is a bad syntax
        ("1.2 1.10 4.4 7.18", _ADDRESS, reasons.NO_MAIL_AT_DOMAIN),  # 1.10: RFC 7505, null MX
        ("6.7 6.8 6.9 6.10", _ADDRESS, reasons.NO_SUCH_ADDRESS),  # RFC 6531: not beyond ASCII
        ("2.1 7.13 7.17", _ADDRESS, reasons.MAILBOX_CLOSED),  # 7.17: RFC 7293, a new owner
        ("2.2", _LATER, reasons.MAILBOX_FULL),
        ("2.0 2.4 3.0 3.1 3.2 3.3 4.0 4.1 4.2 4.3 4.6 4.7", _LATER, reasons.NOT_REACHED),
        ("4.5", _OURS, reasons.OUR_LIMIT),  # Gmail's daily limit for a sender
        ("1.7 1.8 1.9", _OURS, reasons.OUR_ADDRESS),  # the sender's address
        ("7.20 7.21 7.22 7.23 7.24 7.25 7.26 7.27 7.29 7.30", _OURS, reasons.NOT_AUTHENTICATED),
        ("7.8 7.9 7.11 7.14", _OURS, reasons.SIGN_IN),  # RFC 4954
    )
    for code in codes.split()
}
_SUBJECTS: Mapping[str, Judgment] = {  # for details that are not listed above
    "1": Judgment(_ADDRESS, reasons.NO_SUCH_ADDRESS),
    "2": Judgment(_ADDRESS, reasons.MAILBOX_CLOSED),
    "5": Judgment(_OURS, reasons.PROTOCOL),
    "6": Judgment(_OURS, reasons.CONTENT),
    "7": Judgment(_OURS, reasons.BLOCKED),
}
_BASIC: Mapping[int, Judgment] = {
    code: Judgment(fault, reason)
    for codes, fault, reason in (
        ((530, 534, 535, 538), _OURS, reasons.SIGN_IN),  # RFC 4954, 6
        ((521, 556), _ADDRESS, reasons.NO_MAIL_AT_DOMAIN),  # RFC 7504
    )
    for code in codes
}
_PERMANENT = 500


def fault_of(code: int, text: str, *, of_recipient: bool) -> Judgment:
    """Judge a refusal by its basic code (0 if unknown) and its text; never raise.

    `of_recipient`: it answers RCPT TO, or is a bounce, which is about one recipient.
    """
    found = _ENHANCED.search(text)
    permanent = code >= _PERMANENT or (not code and found is not None and found[1] == "5")
    judgment = _known(text) or _BASIC.get(code) or _of_enhanced(found, permanent=permanent)
    if judgment is None:
        judgment = _without_reason(of_recipient=of_recipient)
    if not permanent and judgment.fault is _ADDRESS:  # RFC 5321, 4.2.1: 4yz may be tried again
        return Judgment(_LATER, reasons.NOT_REACHED)
    return judgment


def final_fault_of(code: int, text: str) -> Judgment:
    """Judge a report that delivery to one recipient has failed for good, whatever its code.

    The server has stopped trying (RFC 3464, 2.3.3), so even a temporary reason counts against the
    address.
    """
    judgment = fault_of(code, text, of_recipient=True)
    if judgment.fault is Fault.LATER:
        return Judgment(Fault.ADDRESS, judgment.reason)
    return judgment


def _known(text: str) -> Judgment | None:
    for fault, reason, words in KNOWN:
        if words.search(text):
            return Judgment(Fault[fault], reason)
    return None


def _of_enhanced(found: re.Match[str] | None, *, permanent: bool) -> Judgment | None:
    if found is None:
        return None
    _class, subject, detail = found.groups()
    exact = _BY_SUBJECT_AND_DETAIL.get(f"{subject}.{detail}")
    if exact or permanent:
        return exact or _SUBJECTS.get(subject)
    return Judgment(_LATER, reasons.NOT_REACHED)


def _without_reason(*, of_recipient: bool) -> Judgment:
    """Judge a refusal without a reason.

    A bare 550 after RCPT TO is about the mailbox (RFC 5321, 4.2.3). After a whole message it says
    nothing, so the message is tried again and nobody is blamed.
    """
    if of_recipient:
        return Judgment(_ADDRESS, reasons.NO_SUCH_ADDRESS)
    return Judgment(_LATER, reasons.NOT_REACHED)
