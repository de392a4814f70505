"""A request's number: read out on the phone, typed from a letter."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0, 1, I, L, O and U, which are misread


def new_number() -> str:
    """One of 30**8, such as HD-7K3P-92QD. It names a request and opens nothing."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"HD-{letters[:4]}-{letters[4:]}"


def as_number(text: str) -> str:
    """What somebody typed, in the form that a number has; "" for what can be none."""
    letters = re.sub(r"[^0-9A-Z]", "", text.upper()).removeprefix("HD")
    return f"HD-{letters[:4]}-{letters[4:]}" if len(letters) == 8 else ""
