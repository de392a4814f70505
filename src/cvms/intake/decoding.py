"""Find out which encoding a text is in; report a guess, and refuse an unlikely text.

A byte order mark decides, and so does valid UTF-8, since text in another encoding is hardly ever
valid UTF-8 by chance. Otherwise it is the encoding in which the words look like names
(`plausible`); for other alphabets, charset-normalizer decides. Only UTF-8 and UTF-16 are certain;
for all others the report has a notice with names as they were read.
"""

import codecs
import re
from functools import partial
from typing import NamedTuple

from cvms.intake.codes import NoticeCode, ProblemCode
from cvms.intake.plausible import doubts, words
from cvms.intake.statements import refusal

# The report's name of each encoding, and Python's codec. In order: what Excel saves as plain CSV in
# the United States, Excel for Mac, DOS, and Central Europe.
LATIN = {
    "windows-1252": "cp1252",
    "mac-roman": "mac_roman",
    "cp850": "cp850",
    "windows-1250": "cp1250",
}
# The codecs that charset-normalizer may choose, and the letters that such a text must consist of.
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
_ENOUGH = 65_536  # bytes that charset-normalizer examines
_MARGIN = 0.01  # by which the best must beat the next in charset-normalizer's "chaos"
_END_OF_FILE = b"\x1a"  # Ctrl-Z, which DOS programs write at the end of a text
_lines = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)").findall
_control = re.compile("[\x80-\x9f]").search
# What a letter beyond ASCII looks like when encoded as UTF-8 twice; quick to find in a long list.
_perhaps_twice = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84])"
).search
_beyond_ascii = re.compile("[^\x00-\x7f]").findall


class Decoded(NamedTuple):
    """A text, the name of its encoding, and the notice to report about it, if any.

    `doubtful` are the words that the notice is about; if empty, all words beyond ASCII are.
    """

    text: str
    encoding: str
    notice: NoticeCode | None = None
    doubtful: frozenset[str] = frozenset()


def decode(data: bytes) -> Decoded:
    """Decode a file's text. Raises Refused if it is not text in any likely encoding."""
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
    """Decode once more the lines that were encoded as UTF-8 twice."""
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
    """Encode in Windows-1252, mapping C1 control characters to the byte of the same number."""
    return b"".join(
        bytes((ord(char),)) if "\x80" <= char <= "\x9f" else char.encode("cp1252") for char in text
    )


def _mixed(data: bytes) -> Decoded | None:
    """Decode text that is UTF-8 except for some lines, in those lines' likeliest encoding.

    Return None if it is not such a text.
    """
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
    """Decode lines as UTF-8, and invalid bytes by the named encoding; [] if that fails."""
    try:
        return [line.decode("utf-8", errors=name) for line in lines]
    except UnicodeDecodeError:
        return []


def _by(decoder: str, error: UnicodeError) -> tuple[str, int]:
    """Decode invalid UTF-8 by another codec; an error handler as `codecs` defines it."""
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
    """Return the encoding in which most words look like names, and the lines so decoded.

    Return ("", []) if none is plausible.
    """
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
    """Return the codec of another alphabet if charset-normalizer is sure of one, else None."""
    import charset_normalizer  # imported here: it loads slowly, and few lists need it

    possible = [decoder for decoder in OTHERS if _is_of(beyond, decoder)]
    found = charset_normalizer.from_bytes(beyond[:_ENOUGH], cp_isolation=possible)
    ranked = sorted(found, key=lambda match: match.chaos) if possible else []
    if not ranked or (len(ranked) > 1 and ranked[1].chaos - ranked[0].chaos < _MARGIN):
        return None
    return ranked[0].encoding


def _is_of(data: bytes, decoder: str) -> bool:
    """Return whether all words consist of the letters for which people use this codec."""
    text = _decoded(data, decoder)
    if text is None:
        return False
    return all(OTHERS[decoder]("".join(_beyond_ascii(word))) for word in words(text))
