"""How much is measured: `SCALE=0.1 make bench` takes a tenth of it, for a quick look.

Goals are for the full sizes.
"""

import os

SCALE = float(os.environ.get("SCALE", "1"))


def scaled(full: int, *, least: int = 1) -> int:
    """The size to measure with, in place of the full one."""
    return max(least, int(full * SCALE))
