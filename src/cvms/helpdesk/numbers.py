"""A request's number: read out on the phone, typed from a letter."""

import re

from cvms.ui import spoken


def new_number() -> str:
    """Such as HD-7K3P-92QD. It names a request and opens nothing."""
    return f"HD-{spoken.new_code()}"


def as_number(text: str) -> str:
    """What somebody typed, in the form that a number has; "" for what can be none."""
    letters = re.sub(r"[^0-9A-Z]", "", text.upper()).removeprefix("HD")
    return f"HD-{spoken.with_hyphen(letters)}" if len(letters) == 2 * spoken.HALF else ""
