"""The code by which a provider's desk finds a person's decision: short, and said over a counter."""

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # neither 0 and O nor 1 and I
_HALF = 4  # 2 x 4 of 32 characters are 40 random bits


def new_code() -> str:
    """Such as K7Q2-M9XF; nobody can guess one from another."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(2 * _HALF)))


def as_written(typed: str) -> str:
    """The code that somebody typed in any case and spacing, as it is stored; "" for no code."""
    characters = "".join(typed.upper().split()).replace("-", "")
    if len(characters) != 2 * _HALF or set(characters) - set(ALPHABET):
        return ""
    return _written(characters)


def _written(characters: str) -> str:
    return f"{characters[:_HALF]}-{characters[_HALF:]}"
