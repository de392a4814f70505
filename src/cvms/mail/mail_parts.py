"""Decode the text of real mail: encoded, in unknown character sets, or not as its type says."""

import base64
import binascii
import quopri
from email.header import decode_header
from email.message import Message as Mail


def header(mail: Mail, name: str) -> str:
    """Return a header, decoded as far as possible; "" if there is none."""
    value = mail.get(name)
    if value is None:
        return ""
    try:
        return "".join(_decoded(*chunk) for chunk in decode_header(str(value)))
    except (ValueError, LookupError):
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
    return str(payload).encode("utf-8", "surrogateescape")


def _flat(mail: Mail) -> bytes:
    """Return headers and body unchanged; the library's generator raises on malformed ones."""
    headers = "".join(f"{name}: {value}\n" for name, value in mail.raw_items())
    return f"{headers}\n".encode("utf-8", "surrogateescape") + _body(mail)


def _text(raw: bytes, charset: str | None) -> str:
    try:
        return raw.decode(charset or "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")
