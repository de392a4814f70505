"""Codes that are read out over a counter or on the phone, and typed from a letter."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0, 1, I, L, O and U, which are misread
HALF = 4  # characters before the hyphen, and after it


def new_code() -> str:
    """One of 30**8 (39 random bits), such as K7Q2-M9XF."""
    return with_hyphen("".join(secrets.choice(ALPHABET) for _ in range(2 * HALF)))


def with_hyphen(characters: str) -> str:
    """Write eight characters as they are read out."""
    return f"{characters[:HALF]}-{characters[HALF:]}"
