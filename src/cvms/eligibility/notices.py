"""Tell other rooms when people's status changes, so that they can notify them in other ways."""

from collections.abc import Callable, Sequence

Listener = Callable[[Sequence[int]], None]
_LISTENERS: list[Listener] = []


def register(listener: Listener) -> None:
    """Register a function to call with primary keys of cases, in the transaction of the change."""
    _LISTENERS.append(listener)


def announce(cases: Sequence[int]) -> None:
    """Call all listeners: the status of these cases has changed, and letters are queued."""
    for listener in _LISTENERS:
        listener(cases)
