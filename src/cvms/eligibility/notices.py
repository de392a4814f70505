"""Rooms that are to know when people's status changes, as they have another way to reach them."""

from collections.abc import Callable, Sequence

Listener = Callable[[Sequence[int]], None]
_LISTENERS: list[Listener] = []


def register(listener: Listener) -> None:
    """Have `listener` called with the numbers of cases, in the transaction that changes them."""
    _LISTENERS.append(listener)


def announce(cases: Sequence[int]) -> None:
    """Say that the status of these cases has changed, and that their people are told."""
    for listener in _LISTENERS:
        listener(cases)
