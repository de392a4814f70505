"""Convert a message for a mail server that accepts only seven-bit text."""

from email import message_from_bytes
from email.charset import QP, Charset
from email.generator import BytesGenerator
from io import BytesIO

_QUOTED = Charset("utf-8")
_QUOTED.body_encoding = QP


def in_seven_bits(data: bytes) -> bytes:
    """Return the message with each non-ASCII part encoded as quoted-printable."""
    message = message_from_bytes(data)
    for part in message.walk():
        content = part.get_payload(decode=True)  # bytes, except for a multipart
        if isinstance(content, bytes) and not content.isascii():
            del part["Content-Transfer-Encoding"]
            part.set_payload(content.decode("utf-8"), _QUOTED)
    written = BytesIO()
    BytesGenerator(written, mangle_from_=False, maxheaderlen=0).flatten(message, linesep="\r\n")
    return written.getvalue()
