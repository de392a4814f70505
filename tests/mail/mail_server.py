"""A mail server for tests that misbehaves as it is told, and keeps what it took."""

import asyncio
import threading
from typing import Any

from aiosmtpd.smtp import SMTP


class MailServer:
    """Answers for an address as told: at MAIL (`sender`), RCPT (`recipient`) or DATA (`content`).

    An answer is what the server says, or `HANG_UP`. `taken` has those it took a message for.
    """

    HANG_UP = "hang up"

    def __init__(self) -> None:
        self.sender = ""
        self.recipient: dict[str, str] = {}
        self.content: dict[str, str] = {}
        self.taken: list[str] = []
        self.data: dict[str, bytes] = {}
        self.sessions = 0
        self._held: dict[str, tuple[threading.Event, threading.Event]] = {}

    def hold(self, address: str) -> tuple[threading.Event, threading.Event]:
        """Keep an address waiting; two events: it was named, and its answer may be given."""
        self._held[address] = threading.Event(), threading.Event()
        return self._held[address]

    async def handle_MAIL(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.sender:
            return self.sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self._held:
            named, go_on = self._held[address]
            named.set()
            await asyncio.to_thread(go_on.wait, 30)
        if answer := self._answer(server, self.recipient.get(address, "")):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        address = envelope.rcpt_tos[0]
        if answer := self._answer(server, self.content.get(address, "")):
            return answer
        self.taken.append(address)
        self.data[address] = envelope.original_content
        return "250 OK"

    def _answer(self, server: SMTP, answer: str) -> str:
        if answer == self.HANG_UP:
            server.transport.abort()
        return answer
