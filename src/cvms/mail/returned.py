"""Read returned mail: what it reports about which of our messages, and whose fault it is.

Reports follow RFC 3464 (delivery status), RFC 6533 (the same beyond ASCII) and RFC 5965
(complaints), or are in any form that servers really send: with encoded parts, without the original
message, in an unknown character set, or as plain text. Nothing here raises.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_string
from email.message import Message as Mail
from enum import Enum, auto

from . import reasons
from .faults import Fault, Judgment, final_fault_of
from .mail_parts import header, parse, text_of

logger = logging.getLogger(__name__)


class Kind(Enum):
    """FAILED: our message was not and will not be delivered.

    COMPLAINT: the reader marked it as spam. NOTHING: a delay, a delivery or an automatic reply,
    which needs no action. UNREAD: written by a person, or not understood.
    """

    FAILED = auto()
    COMPLAINT = auto()
    NOTHING = auto()
    UNREAD = auto()


@dataclass(frozen=True, slots=True)
class Returned:
    """Returned mail. `token` identifies our message, or is ""; only FAILED has a `judgment`."""

    kind: Kind
    token: str = ""
    judgment: Judgment | None = None
    status: str = ""  # the enhanced status code that was reported, RFC 3463


_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_DELIVERY_STATUS = ("message/delivery-status", "message/global-delivery-status")
_ORIGINAL = (
    "message/rfc822",
    "message/global",
    "text/rfc822-headers",
    "message/global-headers",
    "text/rfc822",
)
_REFERENCES = ("X-Original-Message-ID", "Original-Message-ID", "In-Reply-To", "References")
_ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "X-Envelope-To")
_AUTOMATIC = re.compile(r"^(auto-replied|auto-generated)", re.IGNORECASE)
_AWAY = re.compile(r"out of (the )?office|automatic reply|auto.?reply|vacation", re.IGNORECASE)
_FAILURE = re.compile(
    r"undeliver|delivery (status|failure|has failed)|failure notice|returned (mail|to sender)"
    r"|mail delivery failed|delivery.{0,20}fail|non-?deliver",
    re.IGNORECASE,
)
_REPLY_LINE = re.compile(r"(?<!\d)([45]\d\d)[ -](?:#?\d\.\d{1,3}\.\d{1,3}|\w)[^\r\n]{0,400}")
# Bytes that are read: reports come first, and the parser's time grows with the square of the length
# of some headers that a stranger can write.
_LONGEST = 2**18


def read(raw: bytes, *, envelope_recipient: str = "") -> Returned:
    """Read one returned message.

    `envelope_recipient` is the address it was sent to, if the mail server provides it: a variable
    envelope return path contains the token. UNREAD if the library's parser raises.
    """
    try:
        return _read(raw, envelope_recipient)
    except Exception:  # anybody can write it, and the server would deliver it again
        logger.exception("returned mail of %d bytes could not be read", len(raw))
        return Returned(Kind.UNREAD)


def _read(raw: bytes, envelope_recipient: str) -> Returned:
    mail = parse(raw[:_LONGEST])
    parts = list(mail.walk())
    token = _token(mail, parts, envelope_recipient)
    if any(part.get_content_type() == "message/feedback-report" for part in parts):
        return _complaint(parts, token)
    for part in parts:
        if part.get_content_type() in _DELIVERY_STATUS:
            return _of_status(part, token)
    return _without_report(mail, parts, token)


def _complaint(parts: list[Mail], token: str) -> Returned:
    """Read a complaint (RFC 5965); `not-spam` and authentication reports need no action."""
    for part in parts:
        if part.get_content_type() == "message/feedback-report":
            kind = _fields(text_of(part)).get("feedback-type", "abuse").strip().lower()
            wanted = kind in ("abuse", "fraud", "opt-out", "other")
            return Returned(Kind.COMPLAINT if wanted else Kind.NOTHING, token)
    return Returned(Kind.UNREAD, token)


def _of_status(part: Mail, token: str) -> Returned:
    """Read a delivery status: the first recipient that failed, or nothing to do."""
    blocks = re.split(r"\r?\n[ \t]*\r?\n", text_of(part))
    recipients = [fields for fields in map(_fields, blocks) if _tells_of_a_recipient(fields)]
    for fields in recipients:
        status = _STATUS.search(fields.get("status", ""))
        said = fields.get("action", "").strip().lower()
        if said == "failed" or (not said and status and status.group().startswith("5")):
            return Returned(
                Kind.FAILED,
                token,
                _final(fields, status.group() if status else ""),
                status.group() if status else "",
            )
    return Returned(Kind.NOTHING if recipients else Kind.UNREAD, token)


def _tells_of_a_recipient(fields: Mapping[str, str]) -> bool:
    return bool(fields.keys() & {"final-recipient", "original-recipient", "action", "status"})


def _final(fields: Mapping[str, str], status: str) -> Judgment:
    said = fields.get("diagnostic-code", "").partition(";")[2].strip()
    code = re.match(r"\d{3}", said)
    words = said if _STATUS.search(said) else f"{status} {said}"
    return final_fault_of(int(code.group()) if code else 0, words)


def _without_report(mail: Mail, parts: list[Mail], token: str) -> Returned:
    """Read plain text: a report by qmail, Exim and some services, or a person's or robot's mail."""
    subject = header(mail, "Subject")
    failed = _FAILURE.search(subject) or header(mail, "X-Failed-Recipients")
    if failed and _from_a_mail_system(mail):
        text = "\n".join(text_of(part) for part in parts if part.get_content_type() == "text/plain")
        return Returned(Kind.FAILED, token, _in_words(text)) if token else Returned(Kind.UNREAD)
    if _is_automatic(mail, subject):
        return Returned(Kind.NOTHING, token)
    return Returned(Kind.UNREAD, token)


def _from_a_mail_system(mail: Mail) -> bool:
    sender = header(mail, "From").lower()
    empty_path = header(mail, "Return-Path").strip() == "<>"
    return empty_path or "mailer-daemon" in sender or "postmaster" in sender


def _is_automatic(mail: Mail, subject: str) -> bool:
    return bool(
        _AUTOMATIC.match(header(mail, "Auto-Submitted").strip())
        or header(mail, "X-Autoreply")
        or header(mail, "X-Autorespond")
        or header(mail, "Precedence").strip().lower() in ("auto_reply", "bulk", "junk")
        or _AWAY.search(subject)
    )


def _in_words(text: str) -> Judgment:
    found = _REPLY_LINE.search(text)
    if not found:
        return Judgment(Fault.ADDRESS, reasons.NOT_REACHED)
    return final_fault_of(int(found[1]), found[0])


def _fields(block: str) -> dict[str, str]:
    """Return the fields of a block, with names in lower case and folded lines joined."""
    read = message_from_string(block.strip() + "\n\n")
    return {name.lower(): " ".join(str(value).split()) for name, value in read.items()}


_TOKEN = re.compile(r"(?<![0-9a-f])([0-9a-f]{32})@")


def _token(mail: Mail, parts: list[Mail], envelope_recipient: str) -> str:
    """Return the first token found, searching the most reliable places first; "" if none."""
    for text in _places(mail, parts, envelope_recipient):
        if found := _TOKEN.search(text.lower()):
            return found.group(1)
    return ""


def _places(mail: Mail, parts: list[Mail], envelope_recipient: str) -> Iterator[str]:
    yield envelope_recipient
    yield from (header(mail, name) for name in _ADDRESSED)
    for part in parts:
        if part.get_content_type() in _ORIGINAL:
            text = text_of(part)
            yield _fields(re.split(r"\r?\n\r?\n", text.lstrip())[0]).get("message-id", "")
        elif part.get_content_type() in (*_DELIVERY_STATUS, "message/feedback-report"):
            fields = _fields(text_of(part))
            yield from (fields.get(name.lower(), "") for name in _REFERENCES)
    yield from (header(mail, name) for name in _REFERENCES)
