"""One cell of text: what is taken off when reading, what is put on when writing."""

import re
import unicodedata

# Spaces and line breaks of every kind; not U+001C to U+001F, which are control characters.
SPACES = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
# Marks that take no room. Joiners and direction marks mean something inside a name, so those
# go at the ends only; a zero-width space, a word joiner and a stray byte order mark never do.
_WIDTHLESS = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_ENDS = SPACES + _WIDTHLESS
# Composing takes the square of a run of marks; nothing as long as this is a name or an address.
_COMPOSED_LIMIT = 640
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
_FORMULA = r"[=+\-@\t\r]"

_unusual = re.compile(r"[^\x20-\x7e]|^[ ']|  | $").search
_dropped = re.compile("[\u200b\u2060\ufeff]+")
_unstorable = re.compile("[\x00\ud800-\udfff]")
_prefix = re.compile(rf"\A'(?='*{_FORMULA})")
_space_runs = re.compile(f"[{SPACES}]+")
_formula = re.compile(rf"'*{_FORMULA}").match


def clean(cell: str) -> str:
    """The text that a person meant to type.

    Trimmed of spaces and zero-width characters, in Unicode NFC, with runs of spaces, tabs and
    line breaks as one space, without the formula prefix of `safe_cell`. What no database or
    mail can carry (NUL, half a surrogate pair) becomes U+FFFD, so that it is seen.
    """
    if not _unusual(cell) or (cell.isalpha() and _is_composed(cell)):
        return cell
    text = _unstorable.sub("\ufffd", _dropped.sub("", cell))
    if len(text) <= _COMPOSED_LIMIT:
        text = unicodedata.normalize("NFC", text)
    text = _prefix.sub("", text.strip(_ENDS))
    return _space_runs.sub(" ", text).strip(_ENDS)


def _is_composed(cell: str) -> bool:
    return len(cell) > _COMPOSED_LIMIT or unicodedata.is_normalized("NFC", cell)


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula.

    Text that already looks so prefixed gets one more, so that `clean` always gives it back.
    """
    return "'" + text if _formula(text) else text
