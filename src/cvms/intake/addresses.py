"""Email addresses: what mail systems deliver to, and when two are the same. No network.

The local part is RFC 5322's dot-atom in ASCII, the domain RFC 1123's host name with at least two
labels, internationalised ones as in UTS 46. A local part beyond ASCII needs every mail system on
the way to know RFC 6531, which they do not, so it is not accepted. Nor is a domain that no mail
reaches from outside: the special ones of RFC 6761, 6762 (with its appendix G), 7686, 8375 and 9476,
and .internal. Samples use .example and .test, so those are good.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from cvms.intake.bounds import EMAIL_LIMIT, LOCAL_PART_LIMIT
from cvms.intake.cells import clean

# No possessive repeats: Python 3.11 before 3.11.5, which Debian 12 has, matches them wrongly.
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
# What programs leave before an address: a quotation mark, a space in a link, half an escape.
_LEFT_BEFORE = r"(?!['`%\\]|[Uu]00[0-9A-Fa-f]{2})"

# Usernames end so: a person whose address did could take a neighbour's username.
USERNAME_ENDINGS = (".cvmsorg", ".covid19vaccine", ".cvmsstaff", ".cvmsprovider")


@dataclass(slots=True)
class _Refused:
    """The endings, in lower case, of what is no address here, and the quick check without them."""

    endings: tuple[str, ...] = ()
    plain: Callable[[str], re.Match[str] | None] = lambda _email: None


_refused = _Refused()


def refuse_endings(endings: Iterable[str]) -> None:
    """Take no address that ends in one of these, whatever its letter case."""
    _refused.endings = tuple(ending.lower() for ending in endings if ending)
    others = "".join(rf"(?<!{re.escape(ending)})" for ending in _refused.endings)
    _refused.plain = re.compile(
        rf"{_LEFT_BEFORE}{_LOWER_ATOM}(?:\.{_LOWER_ATOM})*@(?:(?!xn--){_LOWER_LABEL}\.)+{_UNREACHED}"
        rf"[a-z]{{2,63}}{others}"
    ).fullmatch


def plain_email() -> Callable[[str], re.Match[str] | None]:
    """The whole check of an ASCII address in lower case, if none of its parts can be too long."""
    return _refused.plain


refuse_endings(USERNAME_ENDINGS)
_is_local = re.compile(rf"{_LEFT_BEFORE}{_ATOM}(?:\.{_ATOM})*").fullmatch
_is_domain = re.compile(_DOMAIN).fullmatch


def split(email: str) -> tuple[str, str] | None:
    """A cleaned address as local part and lower-case ASCII domain, or None if invalid."""
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
        converted = _internationalised(plain)
        if converted is None:
            return None
        plain = converted
    long_label = any(len(label) > LABEL_LIMIT for label in plain.split("."))
    return plain if not long_label and len(plain) <= DOMAIN_LIMIT and _is_domain(plain) else None


@lru_cache(maxsize=1024)
def _internationalised(domain: str) -> str | None:
    import idna  # its tables take as long to load as all else, and few lists need them

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None


def email_key(email: str) -> str:
    """The canonical address, which is unique in the system.

    NFC and lower case, the domain in its ASCII form. Text that is no address comes back cleaned
    and in lower case.
    """
    text = clean(email)
    parts = split(text)
    return f"{parts[0]}@{parts[1]}".lower() if parts else text.lower()
