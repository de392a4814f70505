"""The gate between the network and the threads that run the portal's pages.

A thread gets a request only when all of it has arrived, and hands over its whole response. So
neither a slow sender nor a slow reader ever occupies a thread.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import IO, Any

from cvms import tracing

from . import answer, body
from .environ import Environ, environ_of
from .limits import Limits
from .refusals import Refusal, Refused, answer_of

logger = logging.getLogger(__name__)


class Gate:
    """An ASGI application that wraps a WSGI application."""

    def __init__(self, application: answer.Application, limits: Limits) -> None:
        self._application = application
        self._limits = limits
        self._threads = ThreadPoolExecutor(limits.threads, thread_name_prefix="page")
        self._inside = 0  # requests that have a thread or wait for one

    async def __call__(
        self, scope: dict[str, Any], receive: body.Receive, send: answer.Send
    ) -> None:
        """Answer one request."""
        try:
            made = await self._made(scope, receive)
        except body.GoneError:
            return
        except Refused as refused:
            made = await self._refused(scope, refused)
        try:
            await answer.deliver(made, send, seconds=self._limits.reader_seconds)
        except TimeoutError:
            logger.warning("Closed a connection whose reader took nothing for too long")

    async def _refused(self, scope: dict[str, Any], refused: Refused) -> answer.Answer:
        with refused.body as body:
            environ = environ_of(scope, body, body.seek(0, 2))
            body.seek(0)
            number = tracing.accepted(environ.get("HTTP_X_REQUEST_ID", ""))
            logger.warning("Refused a request: %s", refused.refusal.name, extra={"number": number})
            return await asyncio.to_thread(answer_of, refused.refusal, environ, number)

    async def _made(self, scope: dict[str, Any], receive: body.Receive) -> answer.Answer:
        whole = await self._body(scope, receive)
        with whole:
            environ = environ_of(scope, whole, whole.seek(0, 2))
            whole.seek(0)
            return await self._by_a_thread(environ)

    async def _body(self, scope: dict[str, Any], receive: body.Receive) -> IO[bytes]:
        names = {name for name, _value in scope["headers"]}
        if names.isdisjoint({b"content-length", b"transfer-encoding"}):
            return BytesIO()
        limits = self._limits
        return await body.read(receive, keep=limits.keep, take=limits.take, pace=limits.pace)

    async def _by_a_thread(self, environ: Environ) -> answer.Answer:
        if self._inside >= self._limits.threads + self._limits.waiting:
            raise Refusal.BUSY.error()
        self._inside += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, answer.of, self._application, environ)
        except Exception:
            logger.exception("A request ended outside of Django")
            raise Refusal.FAULT.error() from None
        finally:
            self._inside -= 1
