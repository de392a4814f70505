"""The code by which a provider's desk finds a person's decision: short, and easy to say aloud."""

from cvms.ui import spoken

_KNOWN = set(spoken.ALPHABET + "LU")  # codes of earlier releases also have L and U


def new_code() -> str:
    """Return a random code, such as K7Q2-M9XF."""
    return spoken.new_code()


def as_written(typed: str) -> str:
    """Return a code that was typed in any case and spacing as it is stored; "" if it is none."""
    characters = "".join(typed.upper().split()).replace("-", "")
    if len(characters) != 2 * spoken.HALF or set(characters) - _KNOWN:
        return ""
    return spoken.with_hyphen(characters)
