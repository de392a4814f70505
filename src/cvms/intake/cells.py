"""One cell of text: clean it when reading, make it safe for spreadsheets when writing."""

import re
import unicodedata

# Spaces and line breaks of every kind; not U+001C to U+001F, which are control characters.
SPACES = " \t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
# Zero-width characters. Joiners and direction marks mean something inside a name, so they are
# removed at the ends only; zero-width spaces, word joiners and stray byte order marks everywhere.
_WIDTHLESS = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_ENDS = SPACES + _WIDTHLESS
# Normalizing takes quadratic time in a run of combining marks; no name or address is this long.
_COMPOSED_LIMIT = 640
# A spreadsheet reads a cell that begins like this as a formula (OWASP, "CSV Injection").
_FORMULA = r"[=+\-@\t\r]"

_unusual = re.compile(r"[^\x20-\x7e]|^[ ']|  | $").search
_dropped = re.compile("[\u200b\u2060\ufeff]+")
_unstorable = re.compile("[\x00\ud800-\udfff]")
_prefix = re.compile(rf"\A'(?='*{_FORMULA})")
_space_runs = re.compile(f"[{SPACES}]+")
_formula = re.compile(rf"'*{_FORMULA}").match


def clean(cell: str) -> str:
    """Return the text that a person meant to type.

    It is trimmed of spaces and zero-width characters, in Unicode NFC, with runs of spaces, tabs
    and line breaks as one space, and without the formula prefix of `safe_cell`. What no database
    or mail can carry (NUL, half a surrogate pair) becomes U+FFFD, so that people see it.
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
    """Return the text, with an apostrophe before it if a spreadsheet would run it as a formula.

    Text that already has such a prefix gets one more, so that `clean` always restores it.
    """
    return "'" + text if _formula(text) else text
