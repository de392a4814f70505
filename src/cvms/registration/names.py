"""Compare names leniently, for people who type what they hear at a counter."""

import re
import unicodedata

_PARTICLES = frozenset({"a", "da", "de", "del", "do", "dos", "la", "las", "los", "van", "von", "y"})


def folded(name: str) -> str:
    """Keep only letters and digits, without accents and case: "Núñez-O'Neil" -> "nunezoneil"."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in apart if character.isalnum())


def same(said: str, written: str) -> bool:
    """Return whether a spoken name may be the written one.

    One of several names is enough, on either side: "hernandez" and "Lopez" both match Hernández
    López, and a person recorded with one family name may say both.
    """
    if folded(said) == folded(written):
        return True
    ours, theirs = _parts(said), _parts(written)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _parts(name: str) -> frozenset[str]:
    parts = frozenset(filter(None, map(folded, re.split(r"[\s-]+", name))))
    return parts - _PARTICLES or parts
