"""Waiting for what the database will say."""

import time
from collections.abc import Callable


def until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    """Ask again and again until it is true; AssertionError when it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)
