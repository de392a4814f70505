"""Mail: what is still to be sent is what the database says; workers send it.

`cvms.mail.send(kind, numbers)` is what other rooms call, and `cvms.mail.forget` when they erase.
"""

from collections.abc import Iterable


def send(kind: str, abouts: Iterable[int], *, batch: int | None = None) -> None:
    """See `cvms.mail.actions.send`; here so that callers read as what they do."""
    from .actions import send as queue

    queue(kind, abouts, batch=batch)


def forget(kind: str, abouts: Iterable[int]) -> None:
    """See `cvms.mail.actions.forget`."""
    from .actions import forget as erase

    erase(kind, abouts)
