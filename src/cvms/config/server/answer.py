"""An answer: made whole by a thread, sent by the loop as fast as its reader takes it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from .environ import Environ

Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

IN_MEMORY = 2**20  # bytes; a longer answer, such as an export, goes to a temporary file
PIECE = 2**16


@dataclass(slots=True)
class Answer:
    """Status, headers in lower case, and the body at its beginning."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]


def of(application: Application, environ: Environ) -> Answer:
    """Run the application to its end (PEP 3333); only a thread may wait for it."""
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
    """Send it piece by piece. TimeoutError when the reader takes none of it for so long."""
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
