"""A letter rendered once, with gaps for what differs from one reader to the next.

The gaps are found by rendering the templates with marks in place of the fields. Text and HTML have
marks of their own, since HTML needs its values escaped.
"""

import html
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from email.generator import BytesGenerator
from email.utils import formataddr
from io import BytesIO
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from cvms.jurisdiction.profile import JURISDICTION
from cvms.ui.addresses import providers_url
from cvms.ui.unreviewed import bare, in_html

from .kinds import Letter

EMPTY: Mapping[str, str] = MappingProxyType({})
_LONGEST_LINE = 998  # octets without CRLF: RFC 5322, 2.1.1
_UNSUBSCRIBE = "unsubscribe"


class Unfit(Exception):
    """The gaps of this letter cannot be filled with these values; it has to be made by itself."""


class Marks:
    """What stands for a field while the templates are rendered; nobody can guess it."""

    def __init__(self, names: Sequence[str]) -> None:
        secret = secrets.token_hex(8)
        self._names = names
        self._form = f"\ue000{{}}{secret}{{}}\ue001"  # private use: no catalogue has it
        self.pattern = re.compile(f"\ue000([th]){secret}(\\d+)\ue001")

    def of(self, part: str) -> dict[str, str]:
        """The marks of the text (`t`) or the HTML (`h`)."""
        return {name: self._form.format(part, n) for n, name in enumerate(self._names)}


class Gapped:
    """A text as the pieces between its gaps."""

    def __init__(self, text: str, marks: Marks) -> None:
        pieces = marks.pattern.split(text)  # a text, t or h, a number, a text, ...
        self._pieces = [piece.encode("utf-8", "surrogateescape") for piece in pieces[::3]]
        self._gaps = [
            int(number) * 2 + (part == "h")
            for part, number in zip(pieces[1::3], pieces[2::3], strict=True)
        ]
        self.count = len(self._gaps)

    def filled(self, values: Sequence[bytes]) -> bytes:
        """Fill gap n with `values[2 * n]` in text and `values[2 * n + 1]` in HTML."""
        filled = [self._pieces[0]]
        for gap, piece in zip(self._gaps, self._pieces[1:], strict=True):
            filled += (values[gap], piece)
        return b"".join(filled)


class CompiledLetter:
    """What letters have in common that differ in `to`, `unsubscribe` and `fields` alone.

    Raises Unfit for values that make a line too long or have line breaks.
    """

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._names = tuple(letter.fields)
        if letter.fields and letter.unsubscribe:
            self._names += (_UNSUBSCRIBE,)
        marks = Marks(self._names)
        text, as_html = (
            self._rendered(".txt", marks.of("t")),
            self._rendered(".html", marks.of("h")),
        )
        self._text, self._html = Gapped(text, marks), Gapped(as_html, marks)
        head, body = _as_bytes(self._mail(text, as_html)).split(b"\r\n\r\n", 1)
        self._head = head + b"\r\n"
        self._body = Gapped(body.decode("utf-8", "surrogateescape"), marks)
        self._fits = self._body.count == self._text.count + self._html.count
        lines = f"{text}\n{as_html}".splitlines()
        self._longest = max(len(line.encode()) for line in lines)
        self._most_gaps = max(len(marks.pattern.findall(line)) for line in lines)

    def _rendered(self, suffix: str, marks: Mapping[str, str]) -> str:
        letter = self._letter
        context = {
            "languages": [letter.language],
            _UNSUBSCRIBE: letter.unsubscribe,
            **letter.context,
            **marks,
            "JURISDICTION": JURISDICTION,
            "base_url": settings.BASE_URL,
            "providers_url": providers_url(),
            "subject": letter.subject,
            "language": letter.language,
        }
        with translation.override(letter.language):
            rendered = render_to_string(letter.template + suffix, context)
        return in_html(rendered) if suffix == ".html" else bare(rendered)

    def _mail(
        self, text: str, as_html: str, to: Sequence[str] = (), headers: Mapping[str, str] = EMPTY
    ) -> EmailMultiAlternatives:
        letter = self._letter
        mail = EmailMultiAlternatives(
            bare(letter.subject),
            text,
            formataddr((letter.sender_name or JURISDICTION.sender_name, JURISDICTION.sender)),
            to,
            headers={
                "Auto-Submitted": "auto-generated",
                "Content-Language": letter.language,
                **letter.headers,
                **headers,
            },
        )
        mail.attach_alternative(as_html, "text/html")
        for attachment in letter.attachments:
            mail.attach(attachment.name, attachment.content, attachment.media_type)
        return mail

    def text(self, letter: Letter) -> str:
        """Return what a reader of plain text sees."""
        return self._text.filled(self._values(letter)).decode()

    def data(self, letter: Letter, headers: Mapping[str, str]) -> bytes:
        """Return the whole message as bytes; `headers` are those that no other message has."""
        own = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return b"%s%s\r\n%s" % (self._head, own.encode(), self._body.filled(self._values(letter)))

    def mail(self, letter: Letter, headers: Mapping[str, str]) -> EmailMultiAlternatives:
        """Return the message for a mail backend that puts it into a form of its own."""
        values = self._values(letter)
        as_html = self._html.filled(values).decode()
        return self._mail(self.text(letter), as_html, [letter.to], headers)

    def _values(self, letter: Letter) -> list[bytes]:
        values: list[bytes] = []
        for name in self._names:
            value = letter.unsubscribe if name == _UNSUBSCRIBE else letter.fields[name]
            values += (value.encode(), html.escape(value).encode())
        if self._names:
            self._check(values)
        return values

    def _check(self, values: Sequence[bytes]) -> None:
        longest = self._longest + self._most_gaps * max(map(len, values))
        broken = any(b"\n" in value or b"\r" in value for value in values)
        if broken or longest > _LONGEST_LINE or not self._fits:
            raise Unfit


def _as_bytes(mail: EmailMultiAlternatives) -> bytes:
    """Headers on lines of their own as they were encoded: none begins with a folded space."""
    message = mail.message()
    for varying in ("Date", "Message-ID"):
        del message[varying]
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, maxheaderlen=0).flatten(message, linesep="\r\n")
    return written.getvalue()


class Press:
    """Compiled letters, the newest kept; those with fields are compiled once."""

    KEEP = 256

    def __init__(self) -> None:
        self._compiled: dict[Any, CompiledLetter] = {}

    def compiled(self, letter: Letter) -> CompiledLetter:
        """Return the letter's common form; one without fields is nobody else's."""
        if not letter.fields:
            return CompiledLetter(letter)
        key = _key(letter)
        compiled = self._compiled.pop(key, None) or CompiledLetter(letter)
        self._compiled[key] = compiled
        if len(self._compiled) > self.KEEP:
            del self._compiled[next(iter(self._compiled))]
        return compiled


def _key(letter: Letter) -> tuple[Any, ...]:
    return (
        letter.template,
        letter.language,
        letter.subject,
        letter.sender_name,
        letter.attachments,
        bool(letter.unsubscribe),
        tuple(letter.headers.items()),
        tuple(letter.context.items()),
        tuple(letter.fields),
    )


def by_itself(letter: Letter) -> Letter:
    """Return the letter with its fields as a part of what it says, for values that fit no gap."""
    return replace(letter, context={**letter.context, **letter.fields}, fields={})


def text_of(letter: Letter) -> str:
    """Return the letter as a reader of plain text sees it, for a page that shows it ahead."""
    return CompiledLetter(by_itself(letter)).text(by_itself(letter))
