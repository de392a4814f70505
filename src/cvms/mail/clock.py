"""The clock for measuring waits; it runs on while the machine is suspended."""

import time

_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # only Linux has the first


def boottime() -> float:
    """Return seconds since the machine started, counting those during which it was suspended."""
    return time.clock_gettime(_CLOCK)
