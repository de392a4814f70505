"""Recognize the kind of a file by its first bytes; its name and media type are ignored."""

import re
from dataclasses import dataclass

from .models import Attachment

Kind = Attachment.Kind
NAME_LENGTH = 80
TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.GIF: "image/gif",
    Kind.WEBP: "image/webp",
    Kind.HEIC: "image/heic",
}
_BEGINNINGS = (
    (re.compile(rb"%PDF-\d"), Kind.PDF),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"GIF8[79]a"), Kind.GIF),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), Kind.WEBP),
    (re.compile(rb".{4}ftyp(?:heic|heix|heim|heis|mif1)", re.DOTALL), Kind.HEIC),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a kind that we accept."""

    name: str
    kind: Kind
    data: bytes


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a file, or None if it is neither a picture nor a PDF."""
    return next((kind for beginning, kind in _BEGINNINGS if beginning.match(data)), None)


def name_for(typed: str, kind: Kind) -> str:
    """Return the name as sent, without characters that are special in file systems or headers.

    The extension is the kind's: a picture named `photo.pdf.exe` becomes `photo.pdf.jpg`.
    """
    base = typed.replace("\\", "/").rpartition("/")[2]
    stem = base.rpartition(".")[0] or base
    plain = re.sub(r"[^\w .()-]", "_", stem).strip(" ._")[:NAME_LENGTH]
    return f"{plain or 'file'}.{kind.value}"
