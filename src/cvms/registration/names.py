"""When two names are the same to somebody who types what is said over a counter."""

import unicodedata


def folded(name: str) -> str:
    """Letters and digits alone, without accents and case: "Núñez-O'Neil" -> "nunezoneil"."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in apart if character.isalnum())
