"""How much is measured: `SCALE=0.1 make bench` takes a tenth of it, for a quick look.

Goals are for the full sizes.
"""

import os

SCALE = float(os.environ.get("SCALE", "1"))


def scaled(full: int, *, least: int = 1) -> int:
    """Return the size to measure with in place of the full size."""
    return max(least, int(full * SCALE))
