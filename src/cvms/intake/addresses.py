"""Check email addresses, and compare two of them. No network.

The local part is RFC 5322's dot-atom in ASCII, the domain RFC 1123's host name with at least two
labels, internationalized ones as in UTS 46. A local part beyond ASCII is refused: every mail system
on the way would have to support RFC 6531, and many do not. Domains that mail from outside cannot
reach are refused too: the special ones of RFC 6761, 6762 (with its appendix G), 7686, 8375 and
9476, and .internal. Samples use .example and .test, so those are accepted.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from cvms.intake.bounds import EMAIL_LIMIT, LOCAL_PART_LIMIT
from cvms.intake.cells import clean

# No possessive quantifiers: Python before 3.11.5, such as Debian 12's, matches them wrongly.
LABEL_LIMIT = 63  # RFC 1035 section 2.3.4
DOMAIN_LIMIT = 253

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*"  # no hyphen at either end
_UNREACHED = (
    "(?!(?:local|localhost|localdomain|invalid|internal|intranet|private|corp|home|lan|onion|arpa"
    r"|alt)\Z)"
)
_LOWER_ATOM, _LOWER_LABEL = (part.replace("A-Z", "") for part in (_ATOM, _LABEL))
_TOP = rf"{_UNREACHED}(?:[A-Za-z]{{2,63}}|[Xx][Nn]--[A-Za-z0-9-]*[A-Za-z0-9])"
_DOMAIN = rf"(?:{_LABEL}\.)+{_TOP}"
# What programs leave before an address: a quotation mark, an encoded space, half an escape.
_LEFT_BEFORE = r"(?!['`%\\]|[Uu]00[0-9A-Fa-f]{2})"

# Usernames end like this: a person whose address did could take somebody else's username.
USERNAME_ENDINGS = (".cvmsorg", ".covid19vaccine", ".cvmsstaff", ".cvmsprovider")


@dataclass(slots=True)
class _RefusedEndings:
    """The refused endings, in lower case, and the quick check that excludes them."""

    endings: tuple[str, ...] = ()
    plain: Callable[[str], re.Match[str] | None] = lambda _email: None


_refused = _RefusedEndings()


def refuse_endings(endings: Iterable[str]) -> None:
    """Refuse every address that ends in one of these, in any letter case."""
    _refused.endings = tuple(ending.lower() for ending in endings if ending)
    others = "".join(rf"(?<!{re.escape(ending)})" for ending in _refused.endings)
    _refused.plain = re.compile(
        rf"{_LEFT_BEFORE}{_LOWER_ATOM}(?:\.{_LOWER_ATOM})*@(?:(?!xn--){_LOWER_LABEL}\.)+{_UNREACHED}"
        rf"[a-z]{{2,63}}{others}"
    ).fullmatch


def plain_email() -> Callable[[str], re.Match[str] | None]:
    """Return the check for ASCII addresses in lower case whose parts cannot be too long."""
    return _refused.plain


refuse_endings(USERNAME_ENDINGS)
_is_local = re.compile(rf"{_LEFT_BEFORE}{_ATOM}(?:\.{_ATOM})*").fullmatch
_is_domain = re.compile(_DOMAIN).fullmatch


def split(email: str) -> tuple[str, str] | None:
    """Split a cleaned address into local part and lower-case ASCII domain; None if invalid."""
    local, at, domain = email.partition("@")
    if len(email) <= LOCAL_PART_LIMIT and email.isascii() and _refused.plain(email.lower()):
        return local, domain.lower()
    if not at or len(email) > EMAIL_LIMIT or len(local) > LOCAL_PART_LIMIT or not _is_local(local):
        return None
    ascii_domain = _ascii(domain)
    if ascii_domain is None or len(local) + 1 + len(ascii_domain) > EMAIL_LIMIT:
        return None
    if ascii_domain.endswith(_refused.endings):
        return None
    return local, ascii_domain


def _ascii(domain: str) -> str | None:
    plain = domain.lower()
    if not domain.isascii() or "xn--" in plain:
        converted = _internationalized(plain)
        if converted is None:
            return None
        plain = converted
    long_label = any(len(label) > LABEL_LIMIT for label in plain.split("."))
    return plain if not long_label and len(plain) <= DOMAIN_LIMIT and _is_domain(plain) else None


@lru_cache(maxsize=1024)
def _internationalized(domain: str) -> str | None:
    import idna  # imported here: its tables load slowly, and few lists need them

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None


def email_key(email: str) -> str:
    """Return the canonical form of an address, which is unique in the system.

    It is in NFC and lower case, with the domain in its ASCII form. Text that is not an address is
    returned cleaned and in lower case.
    """
    text = clean(email)
    parts = split(text)
    return f"{parts[0]}@{parts[1]}".lower() if parts else text.lower()
