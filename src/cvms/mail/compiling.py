"""Render a letter once, with gaps for what differs from one reader to the next.

The gaps are found by rendering the templates with placeholders in place of the fields. Text and
HTML have different placeholders, since values in HTML must be escaped.
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


class CannotFill(Exception):
    """The gaps of a compiled letter cannot be filled with these values; render it separately."""


class Placeholders:
    """The text in place of each field while templates are rendered; it cannot be guessed."""

    def __init__(self, names: Sequence[str]) -> None:
        secret = secrets.token_hex(8)
        self._names = names
        self._form = f"\ue000{{}}{secret}{{}}\ue001"  # private use characters, in no translation
        self.pattern = re.compile(f"\ue000([th]){secret}(\\d+)\ue001")

    def of(self, part: str) -> dict[str, str]:
        """Return the placeholders for the text (`t`) or the HTML (`h`), by field."""
        return {name: self._form.format(part, n) for n, name in enumerate(self._names)}


class GappedText:
    """A text, stored as the pieces between its gaps."""

    def __init__(self, text: str, placeholders: Placeholders) -> None:
        pieces = placeholders.pattern.split(text)  # text, t or h, number, text, ...
        self._pieces = [piece.encode("utf-8", "surrogateescape") for piece in pieces[::3]]
        self._gaps = [
            int(number) * 2 + (part == "h")
            for part, number in zip(pieces[1::3], pieces[2::3], strict=True)
        ]
        self.count = len(self._gaps)

    def filled(self, values: Sequence[bytes]) -> bytes:
        """Return the text with gap n filled by `values[2 * n]`, or `values[2 * n + 1]` in HTML."""
        filled = [self._pieces[0]]
        for gap, piece in zip(self._gaps, self._pieces[1:], strict=True):
            filled += (values[gap], piece)
        return b"".join(filled)


class CompiledLetter:
    """The common part of letters that differ only in `to`, `unsubscribe` and `fields`.

    Its methods raise CannotFill for values that have line breaks or make a line too long.
    """

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._names = tuple(letter.fields)
        if letter.fields and letter.unsubscribe:
            self._names += (_UNSUBSCRIBE,)
        placeholders = Placeholders(self._names)
        text, as_html = (
            self._rendered(".txt", placeholders.of("t")),
            self._rendered(".html", placeholders.of("h")),
        )
        self._text, self._html = GappedText(text, placeholders), GappedText(as_html, placeholders)
        head, body = _as_bytes(self._mail(text, as_html)).split(b"\r\n\r\n", 1)
        self._head = head + b"\r\n"
        self._body = GappedText(body.decode("utf-8", "surrogateescape"), placeholders)
        self._fits = self._body.count == self._text.count + self._html.count
        lines = f"{text}\n{as_html}".splitlines()
        self._longest = max(len(line.encode()) for line in lines)
        self._most_gaps = max(len(placeholders.pattern.findall(line)) for line in lines)

    def _rendered(self, suffix: str, placeholders: Mapping[str, str]) -> str:
        letter = self._letter
        context = {
            "languages": [letter.language],
            _UNSUBSCRIBE: letter.unsubscribe,
            **letter.context,
            **placeholders,
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
        """Return the letter's plain text."""
        return self._text.filled(self._values(letter)).decode()

    def data(self, letter: Letter, headers: Mapping[str, str]) -> bytes:
        """Return the whole message as bytes; `headers` are this message's own."""
        own = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return b"%s%s\r\n%s" % (self._head, own.encode(), self._body.filled(self._values(letter)))

    def mail(self, letter: Letter, headers: Mapping[str, str]) -> EmailMultiAlternatives:
        """Return the message for a mail backend that converts it to its own format."""
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
            raise CannotFill


def _as_bytes(mail: EmailMultiAlternatives) -> bytes:
    """Serialize without folding headers, since a folded one would begin with a space."""
    message = mail.message()
    for varying in ("Date", "Message-ID"):
        del message[varying]
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, maxheaderlen=0).flatten(message, linesep="\r\n")
    return written.getvalue()


class LetterCache:
    """A cache of the compiled letters used last; letters without fields are not cached."""

    KEEP = 256

    def __init__(self) -> None:
        self._compiled: dict[Any, CompiledLetter] = {}

    def compiled(self, letter: Letter) -> CompiledLetter:
        """Return the compiled form of a letter, from the cache if it is there."""
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


def with_fields_in_context(letter: Letter) -> Letter:
    """Return the letter with its fields in the context, for values that fit no gap."""
    return replace(letter, context={**letter.context, **letter.fields}, fields={})


def text_of(letter: Letter) -> str:
    """Return the letter's plain text, for a page that previews it."""
    whole = with_fields_in_context(letter)
    return CompiledLetter(whole).text(whole)
