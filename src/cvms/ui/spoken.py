"""Codes that people read out at a counter or on the phone, or type from a letter."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0, 1, I, L, O and U, which are misread
HALF = 4  # characters before the hyphen, and after it


def new_code() -> str:
    """Return a random code such as K7Q2-M9XF: one of 30**8, which is 39 bits."""
    return with_hyphen("".join(secrets.choice(ALPHABET) for _ in range(2 * HALF)))


def with_hyphen(characters: str) -> str:
    """Return eight characters as XXXX-XXXX."""
    return f"{characters[:HALF]}-{characters[HALF:]}"
