"""First and last names: any script, but nothing that does not belong in a letter's salutation."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cvms.intake.residue import is_residue

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# Control characters, the replacement character of lost letters, and marks that turn the
# direction of the text that follows the name.
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
UNDEFINED = "undefined"  # what scripts write for a missing value; nobody's name
_PHONE_DIGITS = 7  # a local telephone number


def fits_a_letter(text: str) -> bool:
    """Whether cleaned text can go into email: no web address, @, <, > or control character."""
    return not _forbidden(text) and not has_link(text)


def is_name(text: str) -> bool:
    """Whether a cleaned name is one that can go into email, with nothing that a program left.

    It has a letter or a digit, of whatever script, and no telephone number, of which mail programs
    make a link.
    """
    if text.isascii() and text.isalpha():
        return text != UNDEFINED
    if not text:
        return True  # blank is another reason
    if not any(map(str.isalnum, text)) or sum(map(str.isdigit, text)) >= _PHONE_DIGITS:
        return False
    return not is_residue(text) and fits_a_letter(text)


def has_link(text: str) -> bool:
    """Return whether a mail program makes a link of some of the text by itself.

    A top-level domain behind a label does it; `St.John` has none, and behind one letter it is an
    initial's surname (J.Kim) unless it is written small (t.me).
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
    """Return whether IANA has the top-level domain, or it is a sample's: example, test."""
    return ending in {"example", "test"} or _top_level_domains().publicsuffix(ending) is not None


@lru_cache(maxsize=1)
def _top_level_domains() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - few names have a dot

    return PublicSuffixList(only_icann=True, accept_unknown=False)
