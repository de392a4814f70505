"""Wait for a state of the database."""

import time
from collections.abc import Callable


def until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    """Check again and again until it is true; raise AssertionError when the time is up."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)
