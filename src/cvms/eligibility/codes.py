"""The code by which a provider's desk finds a person's decision: short, and said over a counter."""

from cvms.ui import spoken

_KNOWN = set(spoken.ALPHABET + "LU")  # codes of earlier releases have L and U, too


def new_code() -> str:
    """Such as K7Q2-M9XF; nobody can guess one from another."""
    return spoken.new_code()


def as_written(typed: str) -> str:
    """The code that somebody typed in any case and spacing, as it is stored; "" for no code."""
    characters = "".join(typed.upper().split()).replace("-", "")
    if len(characters) != 2 * spoken.HALF or set(characters) - _KNOWN:
        return ""
    return spoken.with_hyphen(characters)
