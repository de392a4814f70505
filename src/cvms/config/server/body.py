"""Read a request's whole body before a thread gets the request; refuse slow and large ones."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from .refusals import Refusal, Refused

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

IN_MEMORY = 2**20  # bytes; a larger body goes to a temporary file


class GoneError(Exception):
    """The client has disconnected."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How slowly a body may arrive.

    `grace` seconds, and one more for each `rate` bytes received, but at most `deadline` seconds.
    """

    grace: float
    rate: int
    deadline: float

    def seconds(self, received: int) -> float:
        """Return by how many seconds after the start more than `received` bytes must arrive."""
        return min(self.grace + received / self.rate, self.deadline)


async def read(receive: Receive, *, keep: int, take: int, pace: Pace) -> IO[bytes]:
    """Return the body as a file, positioned at its beginning.

    Raises Refused, with what was kept of it, if it is too slow or has over `keep` bytes. Up to
    `take` bytes are read before that, because browsers show no response while they are sending.
    Raises GoneError if the client disconnects.
    """
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the caller closes it
    try:
        if await _fill(body, receive, keep=keep, take=take, pace=pace) > keep:
            raise Refusal.TOO_LARGE.error(body)
        body.seek(0)
    except OSError:  # the temporary file's disk is full
        body.close()
        raise Refusal.NO_ROOM.error() from None
    except Refused:
        raise
    except BaseException:
        body.close()
        raise
    return body


async def _fill(body: IO[bytes], receive: Receive, *, keep: int, take: int, pace: Pace) -> int:
    """Write at most `keep` bytes into `body`; return how many bytes arrived."""
    started, received, more = time.monotonic(), 0, True
    while more and received <= take:
        left = started + pace.seconds(received) - time.monotonic()
        message = await _next(receive, left)
        chunk = message.get("body", b"")
        received += len(chunk)
        if received <= keep:
            body.write(chunk)
        more = message.get("more_body", False)
    return received


async def _next(receive: Receive, seconds: float) -> Message:
    try:
        async with asyncio.timeout(seconds):
            message = await receive()
    except TimeoutError:
        raise Refusal.TOO_SLOW.error() from None
    if message["type"] == "http.disconnect":
        raise GoneError
    return message
