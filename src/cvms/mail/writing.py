"""Turn messages into letters that are ready to be sent: kind by kind, then one by one.

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

from .compiling import CannotFill, LetterCache, with_fields_in_context
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
    """A message that is ready to be sent; `seen` is the time of its last check (`boottime`)."""

    message: Message
    address: str  # for the envelope; ASCII, unless the local part needs SMTPUTF8
    destination: str
    data: bytes  # with CRLF; empty for a mail backend that uses `mail`
    mail: EmailMultiAlternatives | None
    seen: float
    return_path: str  # the envelope's sender
    gone: bool = False  # no longer wanted, or claimed by another mailer


Written = Ready | Outcome | None  # None: no longer wanted


class Writer:
    """Write letters: as bytes for a mail server, or for a mail service's backend."""

    def __init__(self, *, as_bytes: bool) -> None:
        self._letters_cache = LetterCache()
        self._as_bytes = as_bytes

    def write(self, messages: Sequence[Message], seen: float) -> Iterator[tuple[Message, Written]]:
        """Yield each message with its result, in the order of `messages`."""
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
            compiled = self._letters_cache.compiled(letter)
            if self._as_bytes:
                return compiled.data(letter, {"To": address, "Date": formatdate()} | headers), None
            mail = compiled.mail(letter, headers)
        except CannotFill:
            return self._made(message, with_fields_in_context(letter), address)
        vars(mail)["metadata"] = {"token": message.token.hex}  # mail services return it in webhooks
        return b"", mail


def envelope_address(address: str) -> str:
    """Return the address in the form for mail servers. Raises ValueError if there is none.

    The domain is in its ASCII form, and a local part with special characters is quoted.
    """
    if _PLAIN.fullmatch(address):
        return address
    local, at, domain = address.rpartition("@")
    if not at or _FORBIDDEN.search(address):
        raise ValueError
    return Address(username=local, domain=punycode(domain)).addr_spec


def return_path(message: Message) -> str:
    """Return the envelope's sender; `{token}` in it lets a bounce identify its message."""
    address: str = settings.RETURN_ADDRESS
    return address.replace("{token}", message.token.hex)


def _headers(message: Message, letter: Letter) -> dict[str, str]:
    """Return the headers; a fixed Message-ID lets mail programs recognize a message sent twice."""
    headers = {"Message-ID": f"<{message.token.hex}@{JURISDICTION.sender.rpartition('@')[2]}>"}
    if settings.REPLY_TO:
        headers["Reply-To"] = settings.REPLY_TO
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
