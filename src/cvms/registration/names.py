"""When two names match for a person who types what is said at a counter."""

import re
import unicodedata

_PARTICLES = frozenset({"a", "da", "de", "del", "do", "dos", "la", "las", "los", "van", "von", "y"})


def folded(name: str) -> str:
    """Letters and digits alone, without accents and case: "Núñez-O'Neil" -> "nunezoneil"."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in apart if character.isalnum())


def same(said: str, written: str) -> bool:
    """Return whether a name that is said may be the one that is written.

    Of several names one is enough, on either side: "hernandez" and "Lopez" are both María
    Hernández López, and somebody who is written with one family name may say both.
    """
    if folded(said) == folded(written):
        return True
    ours, theirs = _parts(said), _parts(written)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _parts(name: str) -> frozenset[str]:
    parts = frozenset(filter(None, map(folded, re.split(r"[\s-]+", name))))
    return parts - _PARTICLES or parts
