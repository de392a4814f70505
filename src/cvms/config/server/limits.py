"""The limits for each request, from the settings."""

from dataclasses import dataclass

from django.conf import settings

from .body import Pace


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one web process.

    `keep` and `take` are the bytes of a body that are kept, and read at most; `pace` is how slowly
    it may arrive; `reader_seconds` is the time for reading a piece of a response; `waiting` is how
    many requests may wait for one of the `threads`.
    """

    keep: int
    take: int
    pace: Pace
    reader_seconds: float
    threads: int
    waiting: int


def limits() -> Limits:
    """Return the limits of this process."""
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
