"""A real SMTP server on a port that nobody else has."""

import socket
from typing import Any

from aiosmtpd.controller import Controller


def start(handler: Any, **options: Any) -> Controller:
    """Tries ports that the system calls free until one still is when it is taken."""
    for _ in range(20):
        server = Controller(handler, hostname="127.0.0.1", port=_free(), **options)
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
