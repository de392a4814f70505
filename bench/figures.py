"""A measured figure, and the register of the functions that measure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number, its goal, and what was measured beside it in the same run."""

    name: str
    value: float
    unit: str
    goal: float
    holds: bool
    beside: str


Measure = Callable[[], Iterable[Figure]]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A module's function and the figures that it yields."""

    module: str
    names: tuple[str, ...]
    measure: Measure


REGISTERED: dict[str, Measurement] = {}


def measures(*names: str) -> Callable[[Measure], Measure]:
    """Register the function as the one that yields these figures."""

    def register(measure: Measure) -> Measure:
        module = measure.__module__.rpartition(".")[2]
        REGISTERED[module] = Measurement(module, names, measure)
        return measure

    return register


def at_most(goal: float, name: str, value: float, unit: str, *, beside: str) -> Figure:
    """Make a figure whose goal is a maximum: a time, a ratio of times, a size."""
    return Figure(name, value, unit, goal, value <= goal, beside)


def at_least(goal: float, name: str, value: float, unit: str, *, beside: str) -> Figure:
    """Make a figure whose goal is a minimum: a rate, how many times faster."""
    return Figure(name, value, unit, goal, value >= goal, beside)
