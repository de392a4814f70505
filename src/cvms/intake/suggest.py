"""Suggest the address that was probably meant if a mail provider's domain is mistyped."""

import re
from functools import lru_cache

from cvms.intake.addresses import split
from cvms.intake.cells import clean

# Providers that people mistype; suggestions are these.
_OFFERED = (
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "comcast.net",
    "verizon.net",
    "bellsouth.net",
    "charter.net",
    "earthlink.net",
    "sbcglobal.net",
    "protonmail.com",
)
# Real providers with similar names, which are right as they stand.
_RIGHT = frozenset(
    (
        *_OFFERED,
        "aol.com",
        "email.com",
        "gmx.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.de",
        "hotmail.es",
        "hotmail.fr",
        "hotmail.it",
        "live.com",
        "mail.com",
        "me.com",
        "msn.com",
        "outlook.de",
        "outlook.es",
        "outlook.fr",
        "outlook.it",
        "rocketmail.com",
        "yahoo.ca",
        "yahoo.co",
        "yahoo.co.uk",
        "yahoo.de",
        "yahoo.es",
        "yahoo.fr",
        "yahoo.in",
        "ymail.com",
    )
)
_LONG = 11  # letters; two slips away from a shorter domain may be another company


def suggest_email(email: str) -> str | None:
    """Return the address with the well-known domain that was probably meant, or None.

    `jane@gmial.com` gives `jane@gmail.com`, and `Jane Doe <jane@plant.example>` the address in it.
    A person has to accept a suggestion: nothing is corrected automatically.
    """
    within = _address_within(email)
    local, at, domain = (within or email.strip()).rpartition("@")
    meant = suggest_domain(domain.lower()) if local and at else None
    return f"{local}@{meant}" if meant else within


def _address_within(email: str) -> str | None:
    """Return the address inside text such as `Jane Doe <jane@plant.example>`, or None."""
    found = _written_around(clean(email)) if "<" in email or ":" in email else None
    return found[1] if found and split(found[1]) else None


_written_around = re.compile(
    r"(?:[^<>@]*<\s*(?:mailto:)?|mailto:)([^\s<>?@:]+@[^\s<>?@:]+)(?:\?[^\s<>]*)?\s*>?",
    re.IGNORECASE,
).fullmatch


@lru_cache(maxsize=4096)
def suggest_domain(domain: str) -> str | None:
    """Return the well-known domain that is one or two slips from this lower-case one, or None."""
    if domain in _RIGHT:
        return None
    slips, near = min((_slips(domain, known), known) for known in _OFFERED)
    return near if slips <= (2 if len(near) >= _LONG else 1) else None


def _slips(typed: str, known: str) -> int:
    """Count the letters left out, put in, changed or swapped (optimal string alignment)."""
    if abs(len(typed) - len(known)) > 2:
        return len(known)
    before: list[int] = []
    above = list(range(len(known) + 1))
    for i, letter in enumerate(typed, 1):
        row = [i]
        for j, other in enumerate(known, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if before and j > 1 and letter == known[j - 2] and typed[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
