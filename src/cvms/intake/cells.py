"""One cell of text: what is taken off when reading, what is put on when writing."""

import re
import unicodedata

# Spaces and line breaks of every kind; not U+001C to U+001F, which are control characters.
_SPACE = " \t\n\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Marks that take no room. Joiners and direction marks mean something inside a name, so those
# go at the ends only; a zero-width space, a word joiner and a stray byte order mark never do.
_WIDTHLESS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection").
_FORMULA = r"[=+\-@\t\r]"

_unusual = re.compile(r"[^\x20-\x7e]|^[ ']|  | $").search
_dropped = re.compile("[\u200b\u2060\ufeff]+")
_unstorable = re.compile("[\x00\ud800-\udfff]")
_ends = re.compile(rf"\A[{_SPACE}{_WIDTHLESS}]+|[{_SPACE}{_WIDTHLESS}]+\Z")
_prefix = re.compile(rf"\A'(?='*{_FORMULA})")
_spaces = re.compile(f"[{_SPACE}]+")
_formula = re.compile(rf"'*{_FORMULA}").match


def clean(cell: str) -> str:
    """The text that a person meant to type.

    Trimmed of spaces and zero-width characters, in Unicode NFC, with runs of spaces, tabs and
    line breaks as one space, without the formula prefix of `safe_cell`. What no database or
    mail can carry (NUL, half a surrogate pair) becomes U+FFFD, so that it is seen.
    """
    if not _unusual(cell) or (cell.isalpha() and unicodedata.is_normalized("NFC", cell)):
        return cell
    text = _unstorable.sub("\ufffd", _dropped.sub("", cell))
    text = _ends.sub("", unicodedata.normalize("NFC", text))
    return _ends.sub("", _spaces.sub(" ", _prefix.sub("", text)))


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula.

    Text that already looks so prefixed gets one more, so that `clean` always gives it back.
    """
    return "'" + text if _formula(text) else text
