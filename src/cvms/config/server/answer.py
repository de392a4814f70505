"""A response: a thread produces all of it, and the event loop sends it as fast as it is read."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from .environ import Environ

Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

IN_MEMORY = 2**20  # bytes; a longer response, such as an export, goes to a temporary file
PIECE = 2**16  # bytes


@dataclass(slots=True)
class Answer:
    """A response: status, headers in lower case, and the body, positioned at its beginning."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]


def of(application: Application, environ: Environ) -> Answer:
    """Run a WSGI application (PEP 3333) and return its whole response; call it in a thread."""
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- closed once it is sent
    made = Answer(500, [], body)
    try:
        _run(application, environ, made)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return made


def _run(application: Application, environ: Environ, made: Answer) -> None:
    def start_response(
        status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> Callable[[bytes], int]:
        made.status = int(status.split(" ", 1)[0])
        made.headers = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in headers]
        return made.body.write

    result = application(environ, start_response)
    try:
        made.body.writelines(result)
    finally:
        if close := getattr(result, "close", None):
            close()


async def deliver(made: Answer, send: Send, *, seconds: float) -> None:
    """Send a response in pieces. Raises TimeoutError if the reader takes longer for a piece."""
    with made.body as body:
        async with asyncio.timeout(seconds):
            start = {"type": "http.response.start", "status": made.status, "headers": made.headers}
            await send(start)
        more = True
        while more:
            piece = body.read(PIECE)
            more = len(piece) == PIECE
            async with asyncio.timeout(seconds):
                await send({"type": "http.response.body", "body": piece, "more_body": more})
