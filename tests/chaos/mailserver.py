"""A mail server that can be told how to behave, and records what it accepted."""

import asyncio
import re
from collections import Counter
from email import message_from_bytes

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests import smtp

MODES = ("later", "never", "hangs up", "slow", "dies after accepting")  # or "well"


class MailServer:
    """`taken` counts each Message-ID that it took, `unanswered` those that it took, dying, without
    an answer: each of these may rightly come once more."""

    def __init__(self) -> None:
        self.mode = "well"
        self.taken: Counter[str] = Counter()
        self.unanswered: Counter[str] = Counter()
        self.refused: set[str] = set()
        self._server = smtp.start(self)
        self.port = self._server.port

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Handle one message; aiosmtpd calls this."""
        name = _name(envelope.content)
        match self.mode:
            case "later":
                return "451 4.3.0 Try again later"
            case "never":
                self.refused.add(name)
                return "550 5.1.1 No such mailbox"
            case "hangs up":
                server.transport.close()
                return "451 4.3.0 Gone"
            case "slow":
                await asyncio.sleep(0.3)
            case "dies after accepting":
                self.taken[name] += 1
                self.unanswered[name] += 1
                server.transport.close()
                return "250 OK"
        self.taken[name] += 1
        return "250 OK"

    def stop(self) -> None:
        self._server.stop()


def _name(content: bytes) -> str:
    return re.sub(r"[<>]|@.*", "", message_from_bytes(content)["Message-ID"])
