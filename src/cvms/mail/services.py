"""Send through a mail service, or another of Django's mail backends, instead of SMTP."""

from collections.abc import Callable
from contextlib import suppress

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from .outcomes import SENT, Outcome
from .smtp import Connection
from .writing import Ready


class Service:
    """Hand messages to the mail backend in the settings."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def send(self, ready: Ready, still_wanted: Callable[[Ready], bool]) -> Outcome | None:
        """Send one message; return None if it is no longer wanted. Raises what the backend does."""
        self._backend.open()
        if not still_wanted(ready):
            return None
        self._backend.send_messages([ready.mail])
        return SENT

    def quit(self) -> None:
        """Close the connection, if the backend has one."""
        with suppress(OSError):
            self._backend.close()

    def close(self) -> None:
        """Close the connection after an error."""
        self.quit()


def speaks_smtp() -> bool:
    """Return whether the settings name a mail server rather than a mail service."""
    return isinstance(get_connection(), EmailBackend)


def connection() -> Connection | Service:
    """Return a connection of the kind that the settings name, not yet opened."""
    return Connection() if speaks_smtp() else Service()
