"""Whether work grows with the length of its input, or with the square of it.

Four times the input takes a linear pass four times as long and a quadratic one sixteen times.
Processor time of one run says little on a busy machine, so the least of several runs counts, and
one sound comparison of many is enough: what is quadratic passes none of them.
"""

from collections.abc import Callable
from time import process_time

TIMES = 4
BOUND = 7  # between the 4 of linear work and the 16 of quadratic work
TRIES = 12
RUNS = 5


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Whether `work(4 * size)` takes less than seven times as long as `work(size)`."""
    return any(
        _least(work, TIMES * size) < BOUND * max(_least(work, size), 1e-4) for _ in range(TRIES)
    )


def _least(work: Callable[[int], object], size: int) -> float:
    return min(_once(work, size) for _ in range(RUNS))


def _once(work: Callable[[int], object], size: int) -> float:
    start = process_time()
    work(size)
    return process_time() - start
