"""Which encoding a text is in. What is not certain is said, and what is unlikely is refused.

A byte order mark decides, and so does UTF-8 that is valid, since other encodings hardly ever are
by chance. Of the others, the one is taken in which the words look like names (`plausible`); beyond
the Latin alphabet charset-normalizer judges. Nothing but UTF-8 and UTF-16 is ever certain, so the
report has a notice with names as they were read.
"""

import codecs
import re
from functools import partial
from typing import NamedTuple

from cvms.intake.codes import NoticeCode, ProblemCode
from cvms.intake.plausible import doubts, words
from cvms.intake.statements import refusal

# The report's name of each encoding, and Python's decoder for it. The first is what Excel saves as
# plain CSV in the United States; then Excel for Mac, DOS, and Central Europe.
LATIN = {
    "windows-1252": "cp1252",
    "mac-roman": "mac_roman",
    "cp850": "cp850",
    "windows-1250": "cp1250",
}
# The name of each that charset-normalizer may choose, and the letters that it is then made of.
OTHERS = {
    "gb18030": re.compile("[\u3400-\u9fff\xb7]+").fullmatch,
    "big5": re.compile("[\u3400-\u9fff\u2027]+").fullmatch,
    "cp932": re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff]+").fullmatch,
    "cp949": re.compile("[\uac00-\ud7a3]+").fullmatch,
    "cp1251": re.compile("[\u0400-\u045f\u0490\u0491-]+").fullmatch,
    "cp1253": re.compile("[\u0384-\u03ce]+").fullmatch,
}
NAMES = {
    "cp932": "shift-jis",
    "cp949": "euc-kr",
    "cp1251": "windows-1251",
    "cp1253": "windows-1253",
}
_UTF = {
    codecs.BOM_UTF32_LE: ("utf-32", "utf-32"),
    codecs.BOM_UTF16_LE: ("utf-16", "utf-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "utf-16"),
    codecs.BOM_UTF8: ("utf-8", "utf-8-sig"),
}
_ENOUGH = 65_536  # bytes for it to judge
_MARGIN = 0.01  # of charset-normalizer's "chaos" to the next best
_END_OF_FILE = b"\x1a"  # Ctrl-Z, with which DOS programs end a text
_lines = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)").findall
_control = re.compile("[\x80-\x9f]").search
# What becomes of a letter beyond ASCII that is made UTF-8 twice; quick to look for in a long list.
_perhaps_twice = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84])"
).search
_beyond_ascii = re.compile("[^\x00-\x7f]").findall


class Decoded(NamedTuple):
    """A text, the name of its encoding, and the notice that its reading deserves, if any.

    `doubtful` are the words that the notice is about; empty for all beyond ASCII.
    """

    text: str
    encoding: str
    notice: NoticeCode | None = None
    doubtful: frozenset[str] = frozenset()


def decode(data: bytes) -> Decoded:
    """The text of a file. Raises Refused for what is no text in any encoding that is likely."""
    data = data.rstrip(_END_OF_FILE) if data.endswith(_END_OF_FILE) else data
    for mark, (name, decoder) in _UTF.items():
        if data.startswith(mark) and (text := _decoded(data, decoder)) is not None:
            return _mended(text, name)
    if b"\x00" in data:
        raise refusal(ProblemCode.NOT_A_SPREADSHEET, what="binary")
    if (text := _decoded(data, "utf-8")) is not None:
        return _mended(text, "utf-8") if _perhaps_twice(data) else Decoded(text, "utf-8")
    return _mixed(data) or _likeliest(data)


def _decoded(data: bytes, decoder: str) -> str | None:
    try:
        return data.decode(decoder)
    except UnicodeDecodeError:
        return None


def _mended(text: str, name: str) -> Decoded:
    """Text that was UTF-8 already when somebody made UTF-8 of it is read once more."""
    if doubts(text)[0]:
        mended = "".join(map(_once_less, text.splitlines(keepends=True)))
        if mended != text:
            return Decoded(mended, name, NoticeCode.ENCODED_TWICE)
    return Decoded(text, name)


def _once_less(line: str) -> str:
    if line.isascii() or not doubts(line)[0]:
        return line
    try:
        once = _bytes_of(line).decode()
    except UnicodeError:
        return line
    return line if doubts(once)[0] or _control(once) else once


def _bytes_of(text: str) -> bytes:
    """The text in Windows-1252, whose five bytes without a letter stand for themselves."""
    return b"".join(
        bytes((ord(char),)) if "\x80" <= char <= "\x9f" else char.encode("cp1252") for char in text
    )


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 except for a few bytes, which are read in their likeliest encoding."""
    lines = _lines(data.removeprefix(codecs.BOM_UTF8))
    texts = [_decoded(line, "utf-8") for line in lines]
    good = [text for text in texts if text is not None and not text.isascii()]
    if len(good) <= texts.count(None) // 2 or doubts("".join(good))[0]:
        return None
    other = [line for line, text in zip(lines, texts, strict=True) if text is None]
    name, read = _most_plausible({one: _patched(other, one) for one in LATIN})
    if not name:
        return None
    patched = iter(read)
    whole = "".join(next(patched) if text is None else text for text in texts)
    doubtful = frozenset(words("".join(read)))
    return Decoded(whole, "utf-8", NoticeCode.ENCODING_MIXED, doubtful)


def _patched(lines: list[bytes], name: str) -> list[str]:
    """The lines as UTF-8, each byte that is none read by the named encoding; [] if it cannot be."""
    try:
        return [line.decode("utf-8", errors=name) for line in lines]
    except UnicodeDecodeError:
        return []


def _by(decoder: str, error: UnicodeError) -> tuple[str, int]:
    """Read by another decoder what is no UTF-8: a handler of errors, as `codecs` asks for it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(decoder), error.end


for _name, _decoder in LATIN.items():
    codecs.register_error(_name, partial(_by, _decoder))


def _likeliest(data: bytes) -> Decoded:
    beyond = [line for line in _lines(data) if not line.isascii()]
    readings = {name: _all_decoded(beyond, decoder) for name, decoder in LATIN.items()}
    if name := _most_plausible(readings)[0]:
        return Decoded(data.decode(LATIN[name]), name, NoticeCode.ENCODING_GUESSED)
    decoder = _other(b"".join(beyond))
    if decoder is None:
        raise refusal(ProblemCode.NOT_A_SPREADSHEET, reason="encoding")
    name = NAMES.get(decoder, decoder)
    return Decoded(data.decode(decoder), name, NoticeCode.ENCODING_GUESSED)


def _all_decoded(lines: list[bytes], decoder: str) -> list[str]:
    text = _decoded(b"".join(lines), decoder)
    return [] if text is None else [text]


def _most_plausible(readings: dict[str, list[str]]) -> tuple[str, list[str]]:
    """The encoding in which most words look like names, and the reading; "" where there is none."""
    texts = {name: "".join(lines) for name, lines in readings.items() if lines}
    if not texts:
        return "", []
    scores = {name: doubts(text) for name, text in texts.items()}
    best = min(scores, key=scores.__getitem__)  # of equals, the first
    strong, weak = scores[best]
    count = len(words(texts[best]))
    if strong * 20 <= count and weak * 2 <= count:
        return best, readings[best]
    return "", []


def _other(beyond: bytes) -> str | None:
    """The decoder of another alphabet that charset-normalizer is sure of."""
    import charset_normalizer  # noqa: PLC0415 - few lists need it, and it takes long to load

    possible = [decoder for decoder in OTHERS if _is_of(beyond, decoder)]
    found = charset_normalizer.from_bytes(beyond[:_ENOUGH], cp_isolation=possible)
    ranked = sorted(found, key=lambda match: match.chaos) if possible else []
    if not ranked or (len(ranked) > 1 and ranked[1].chaos - ranked[0].chaos < _MARGIN):
        return None
    return ranked[0].encoding


def _is_of(data: bytes, decoder: str) -> bool:
    """Return whether every word is of the letters for which people use this encoding."""
    text = _decoded(data, decoder)
    if text is None:
        return False
    return all(OTHERS[decoder]("".join(_beyond_ascii(word))) for word in words(text))
