"""How long something takes, by the clock."""

from collections.abc import Callable
from time import perf_counter


def seconds(act: Callable[[], object]) -> float:
    """Do something once; return the seconds that it took."""
    start = perf_counter()
    act()
    return perf_counter() - start
