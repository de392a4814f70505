"""Check first and last names: any script, but nothing unfit for a letter's salutation."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cvms.intake.residue import is_residue

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# Control characters, the replacement character of lost letters, and marks that change the direction
# of the text after the name.
_UNPRINTABLE = "\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ud800-\udfff"
_forbidden = re.compile(f"[@<>{_UNPRINTABLE}]").search
_DOTS = str.maketrans("\u2024\u3002\ufe52\uff0e\uff61\u2044\u2215\uff0f", ".....///")
_web_address = re.compile(
    r":/|\b(?:https?|ftp|mailto|tel|sms|data|javascript):|\bwww\."
    r"|\w\.[\w-]+/"  # x.com/win, t.me/x
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])",  # an IP address
    re.IGNORECASE,
).search
_label_and_ending = re.compile(
    r"(?<![\w-])([\w-]+)\.(?=([^\W\d_]{2,63}|xn--[a-z0-9-]{1,59})(?![\w-]))", re.IGNORECASE
)
_SURELY = ("com", "net", "org")
UNDEFINED = "undefined"  # what JavaScript writes for a missing value; nobody's name
_PHONE_DIGITS = 7  # a local telephone number


def fits_a_letter(text: str) -> bool:
    """Return whether cleaned text is safe in email: no web address, @, <, > or control codes."""
    return not _forbidden(text) and not has_link(text)


def is_name(text: str) -> bool:
    """Return whether a cleaned name is safe in email and free of what programs leave behind.

    It has a letter or digit of any script, and no telephone number, which mail programs would turn
    into a link. Blank passes: that is another error.
    """
    if text.isascii() and text.isalpha():
        return text != UNDEFINED
    if not text:
        return True
    if not any(map(str.isalnum, text)) or sum(map(str.isdigit, text)) >= _PHONE_DIGITS:
        return False
    return not is_residue(text) and fits_a_letter(text)


def has_link(text: str) -> bool:
    """Return whether a mail program would turn part of the text into a link.

    It does so for a label with a top-level domain. `St.John` has none, and a capitalized one behind
    a single letter is a surname after an initial (J.Kim, but t.me is a link).
    """
    if text.isascii():
        if "." not in text and ":" not in text:
            return False
    else:
        text = text.translate(_DOTS)
    if _web_address(text):
        return True
    return any(_is_linked(*found.groups()) for found in _label_and_ending.finditer(text))


def _is_linked(label: str, ending: str) -> bool:
    if len(label) == 1 and not ending.islower() and ending.lower() not in _SURELY:
        return False
    return is_top_level(ending.lower())


@lru_cache(maxsize=1024)
def is_top_level(ending: str) -> bool:
    """Return whether this is a top-level domain of IANA's, or of samples: example, test."""
    return ending in {"example", "test"} or _top_level_domains().publicsuffix(ending) is not None


@lru_cache(maxsize=1)
def _top_level_domains() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # imported here: few names have a dot

    return PublicSuffixList(only_icann=True, accept_unknown=False)
