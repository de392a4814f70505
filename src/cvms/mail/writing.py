"""From messages to what is handed to the mail server: kind by kind, then letter by letter.

An error in one kind does not stop another kind, and an error in one letter does not stop the
others of its kind.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

from cvms.jurisdiction.profile import JURISDICTION

from .compiling import Press, Unfit, by_itself
from .destinations import destination_of
from .kinds import KINDS, Letter
from .models import Message
from .outcomes import Outcome, Verdict
from .reasons import NO_SUCH_ADDRESS, NOT_WRITTEN, UNKNOWN_KIND

logger = logging.getLogger(__name__)

_PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f<>]")


@dataclass(slots=True)
class Ready:
    """A message that only has to be sent; `seen` is when it was last known to be wanted."""

    message: Message
    address: str  # for the envelope; ASCII but for a local part that needs SMTPUTF8
    destination: str
    data: bytes  # with CRLF; empty where the mail backend makes its own form
    mail: EmailMultiAlternatives | None
    seen: float
    return_path: str  # the envelope's sender
    gone: bool = False  # nobody wants it any more, or it is another mailer's by now


Written = Ready | Outcome | None  # None: nobody wants it any more


class Writer:
    """Writes letters; `as_bytes` for a mail server, else for the mail backend of a service."""

    def __init__(self, *, as_bytes: bool) -> None:
        self._press = Press()
        self._as_bytes = as_bytes

    def write(self, messages: Sequence[Message], seen: float) -> Iterator[tuple[Message, Written]]:
        """Return the result for each message, in their order."""
        by_kind: dict[str, list[Message]] = defaultdict(list)
        for message in messages:
            by_kind[message.kind].append(message)
        written = {
            message.pk: one
            for kind, some in by_kind.items()
            for message, one in self._of_kind(kind, some, seen)
        }
        for message in messages:
            yield message, written[message.pk]

    def _of_kind(
        self, kind: str, messages: list[Message], seen: float
    ) -> Iterator[tuple[Message, Written]]:
        if kind not in KINDS:
            logger.error("messages of kind %s are unknown to this release", kind)
            yield from ((one, Outcome(Verdict.LATER, UNKNOWN_KIND)) for one in messages)
            return
        try:
            letters = KINDS[kind].write(messages)
        except Exception:
            if len(messages) == 1:
                logger.exception("message %s of kind %s is not written", messages[0].pk, kind)
                yield messages[0], Outcome(Verdict.LATER, NOT_WRITTEN)
                return
            for message in messages:
                yield from self._of_kind(kind, [message], seen)
            return
        for message in messages:
            yield message, self._ready(message, letters.get(message.pk), seen)

    def _ready(self, message: Message, letter: Letter | None, seen: float) -> Written:
        if letter is None:
            return None
        try:
            address = envelope_address(letter.to)
            data, mail = self._made(message, letter, address)
        except ValueError:
            return Outcome(Verdict.FAILED, NO_SUCH_ADDRESS)
        except Exception:
            logger.exception("message %s of kind %s is not written", message.pk, message.kind)
            return Outcome(Verdict.LATER, NOT_WRITTEN)
        return Ready(
            message, address, destination_of(address), data, mail, seen, return_path(message)
        )

    def _made(
        self, message: Message, letter: Letter, address: str
    ) -> tuple[bytes, EmailMultiAlternatives | None]:
        headers = _headers(message, letter)
        try:
            compiled = self._press.compiled(letter)
            if self._as_bytes:
                return compiled.data(letter, {"To": address, "Date": formatdate()} | headers), None
            mail = compiled.mail(letter, headers)
        except Unfit:
            return self._made(message, by_itself(letter), address)
        vars(mail)["metadata"] = {"token": message.token.hex}  # a mail service's webhook says it
        return b"", mail


def envelope_address(address: str) -> str:
    """Return the address as mail servers take it; ValueError for one that none would.

    The domain is in its ASCII form, and a local part with special characters is quoted.
    """
    if _PLAIN.fullmatch(address):
        return address
    local, at, domain = address.rpartition("@")
    if not at or _FORBIDDEN.search(address):
        raise ValueError
    return Address(username=local, domain=punycode(domain)).addr_spec


def return_path(message: Message) -> str:
    """Return the envelope's sender; a bounce to one with `{token}` in it names its message."""
    address: str = settings.RETURN_ADDRESS
    return address.replace("{token}", message.token.hex)


def _headers(message: Message, letter: Letter) -> dict[str, str]:
    """Return the headers; the Message-ID is fixed, so that mail programs see a resend as one."""
    headers = {"Message-ID": f"<{message.token.hex}@{JURISDICTION.sender.rpartition('@')[2]}>"}
    if settings.REPLY_TO:
        headers["Reply-To"] = settings.REPLY_TO
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
