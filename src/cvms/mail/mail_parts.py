"""Decode the text of real mail: encoded, in unknown character sets, or not as its type says."""

import base64
import binascii
import codecs
import quopri
from email import message_from_string
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Mail

# Python decodes these too, but no mail is written in them. Some raise whatever the text is, and
# Punycode takes time in proportion to the square of its length.
_NO_CHARACTER_SETS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}


def parse(raw: bytes) -> Mail:
    """Parse mail; each character of the result stands for one byte.

    If the library parses bytes, it decodes the parts with whatever character set they name, before
    we can tell whether it is one.
    """
    return message_from_string(raw.decode("latin-1"))


def header(mail: Mail, name: str) -> str:
    """Return a header, decoded as far as possible; "" if there is none."""
    value = mail.get(name)
    if value is None:
        return ""
    try:
        return "".join(_decoded(*chunk) for chunk in decode_header(str(value)))
    except (ValueError, LookupError, HeaderParseError):
        return str(value)


def _decoded(chunk: bytes | str, charset: str | None) -> str:
    return chunk if isinstance(chunk, str) else _text(chunk, charset)


def text_of(part: Mail) -> str:
    """Return all of a part's text, whatever its type.

    The parser splits a `message/...` part even if it is encoded, which yields nonsense; so such a
    part is put together again and decoded.
    """
    encoding = header(part, "Content-Transfer-Encoding").strip().lower()
    raw = _body(part)
    try:
        if encoding == "base64":
            raw = base64.b64decode(raw)
        elif encoding == "quoted-printable":
            raw = quopri.decodestring(raw)
    except (binascii.Error, ValueError):
        return _text(raw, None)  # not encoded, although its header says so
    charset = part.get_param("charset")
    return _text(raw, charset if isinstance(charset, str) else None)


def _body(part: Mail) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"\n".join(_flat(one) for one in payload if isinstance(one, Mail))
    return str(payload).encode("latin-1")


def _flat(mail: Mail) -> bytes:
    """Return headers and body unchanged; the library's generator raises on malformed ones."""
    headers = "".join(f"{name}: {value}\n" for name, value in mail.raw_items())
    return f"{headers}\n".encode("latin-1") + _body(mail)


def _text(raw: bytes, charset: str | None) -> str:
    """Decode in the character set that the mail names or, if it is none, as UTF-8."""
    try:
        if charset and codecs.lookup(charset).name not in _NO_CHARACTER_SETS:
            return raw.decode(charset, "replace")
    except (LookupError, ValueError):  # unknown, not of text, or a name with a NUL
        pass
    return raw.decode("utf-8", "replace")
