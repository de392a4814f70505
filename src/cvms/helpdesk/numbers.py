"""The number of a request, which people read out on the phone and type from letters."""

import re

from cvms.ui import spoken


def new_number() -> str:
    """Return a random number such as HD-7K3P-92QD; it identifies a request but gives no access."""
    return f"HD-{spoken.new_code()}"


def as_number(text: str) -> str:
    """Return what was typed in the format of a number; "" if it cannot be one."""
    letters = re.sub(r"[^0-9A-Z]", "", text.upper()).removeprefix("HD")
    return f"HD-{spoken.with_hyphen(letters)}" if len(letters) == 2 * spoken.HALF else ""
