"""A real SMTP server on a port that nobody else has."""

import asyncio
import socket
from typing import Any

from aiosmtpd.controller import Controller


class Server(Controller):
    """Ends the connections it has taken before its loop ends.

    A worker that is killed leaves some half open. A loop that stopped at that moment would leave
    their sockets to the garbage collector, whose warning then fails whatever test runs next.
    """

    def stop(self, no_assert: bool = False) -> None:
        asyncio.run_coroutine_threadsafe(self._end_connections(), self.loop).result()
        super().stop(no_assert)

    async def _end_connections(self) -> None:
        for listening in self.server.sockets:  # a closed server drops what it has just accepted
            self.loop.remove_reader(listening)
        await asyncio.sleep(0)  # a connection just accepted has no owner before its task begins
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0)  # what was being opened begins a task, or closes its transport


def start(handler: Any, **options: Any) -> Server:
    """Tries ports that the system calls free until one still is when it is taken."""
    for _ in range(20):
        server = Server(handler, hostname="127.0.0.1", port=_free(), **options)
        try:
            server.start()
        except OSError:
            continue
        return server
    raise AssertionError("no free port")


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def use(settings: Any, server: Controller) -> None:
    """Make it the mail server that the product hands its mail to."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
