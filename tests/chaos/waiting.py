"""Wait for a state of the database, a file or a process."""

import time
from collections.abc import Callable

PATIENCE = 300  # seconds: some things are done once a minute, and a machine may be busy


def until(true: Callable[[], bool]) -> None:
    """Check again and again until it is true; raise AssertionError when the time is up."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)
