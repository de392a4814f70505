"""How much a request may take of the server, from the settings."""

from dataclasses import dataclass

from django.conf import settings

from .body import Pace


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a body that are kept and that are read at most, its pace, seconds that a reader may
    take for a piece of the answer, threads, and requests that may wait for one.
    """

    keep: int
    take: int
    pace: Pace
    reader_seconds: float
    threads: int
    waiting: int


def limits() -> Limits:
    """Return those of this process."""
    return Limits(
        keep=settings.REQUEST_BYTES,
        take=settings.REQUEST_BYTES_READ,
        pace=Pace(
            grace=settings.BODY_SECONDS,
            rate=settings.BODY_BYTES_A_SECOND,
            deadline=settings.BODY_MOST_SECONDS,
        ),
        reader_seconds=settings.READER_SECONDS,
        threads=settings.WEB_THREADS,
        waiting=settings.WEB_WAITING,
    )
