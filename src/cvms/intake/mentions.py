"""Whether a file says some words, in whatever encoding or container: for erasing a person."""

import html
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from zipfile import BadZipFile, ZipFile

from cvms.intake.sniff import ZIP

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
_tag = re.compile("<[^>]*>")


def mentions(data: bytes, words: Sequence[str]) -> bool:
    """Whether a file that `read` made a table of says one of the words; ASCII case is ignored.

    A damaged workbook is taken to say them, since nobody can tell.
    """
    needles = {form for word in words for form in _encoded(word)}
    try:
        return any(needle in part for part in _parts(data) for needle in needles)
    except (BadZipFile, zlib.error, OSError, ValueError, NotImplementedError):
        return True


def _encoded(word: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        if form := word.encode(encoding, "ignore"):
            yield form.lower()


def _parts(data: bytes) -> Iterator[bytes]:
    """The text to look in. A workbook's cells may be cut up by tags and written as entities."""
    if not data.startswith(ZIP):
        yield data.lower()
        return
    with ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            text = archive.read(part).decode("utf-8", "replace")
            yield html.unescape(_tag.sub("", text)).encode().lower()
