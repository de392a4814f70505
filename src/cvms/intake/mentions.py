"""Search a file for words, in any encoding or container; used when a person is erased."""

import html
import io
import zlib
from collections.abc import Iterator, Sequence
from zipfile import BadZipFile, ZipFile

from cvms.intake.bounds import UNPACKED_LIMIT
from cvms.intake.sniff import ZIP

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850", "cp1250")


def mentions(data: bytes, words: Sequence[str]) -> bool:
    """Return whether a list contains one of the words; ASCII case is ignored.

    Return True for a workbook that is damaged or unpacks to more than would ever be read, since it
    cannot be searched. The work grows only with the size of the file.
    """
    needles = {form for word in words for form in _encoded(word)}
    try:
        return any(needle in part for part in _parts(data) for needle in needles)
    except (BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError):
        return True


def _encoded(word: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        if form := word.encode(encoding, "ignore"):
            yield form.lower()


def _parts(data: bytes) -> Iterator[bytes]:
    """Yield the texts to search. Tags may split a workbook's cells, and entities encode them."""
    if not data.startswith(ZIP):
        yield data.lower()
        return
    left = UNPACKED_LIMIT
    with ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            with archive.open(part) as stream:
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                raise ValueError("more than would ever be read")
            yield html.unescape(_without_tags(content.decode("utf-8", "replace"))).encode().lower()


def _without_tags(text: str) -> str:
    """Return the text outside `<...>`; a `<` that is never closed is text."""
    kept, at = list[str](), 0
    while (start := text.find("<", at)) >= 0:
        end = text.find(">", start)
        if end < 0:
            break
        kept.append(text[at:start])
        at = end + 1
    return "".join(kept) + text[at:]
