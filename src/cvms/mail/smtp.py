"""Send messages over one connection to the mail server (RFC 5321).

Django's backend opens the connection, so that every Django setting is honored. If the server
supports it, commands are pipelined (RFC 2920) and text is sent in eight bits (RFC 6152).
"""

import smtplib
from collections.abc import Callable
from contextlib import suppress

from django.core.mail.backends.smtp import EmailBackend

from cvms.jurisdiction.profile import JURISDICTION

from .outcomes import SENT, Answer, Outcome, Stage, Verdict, judge
from .reasons import NO_SUCH_ADDRESS
from .seven_bits import in_seven_bits
from .writing import Ready

_OK, _FORWARDED, _GO_AHEAD, _CLOSING = 250, 251, 354, 421  # RFC 5321, 4.2.3


class Unavailable(Exception):
    """The mail server accepts no connection; `outcome` is set if we have to fix something."""

    def __init__(self, reason: str, outcome: Outcome | None = None) -> None:
        super().__init__(reason)
        self.reason, self.outcome = reason, outcome


class Connection:
    """A connection to the mail server, opened on first use and again after it broke."""

    def __init__(self) -> None:
        self._backend = EmailBackend()
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        """Connect if not connected yet. Raises Unavailable."""
        if self._smtp is None:
            try:
                self._smtp = self._opened()
            except smtplib.SMTPResponseException as error:
                raise _unavailable(error) from error
            except (OSError, smtplib.SMTPException) as error:
                raise Unavailable(type(error).__name__) from error
        return self._smtp

    def _opened(self) -> smtplib.SMTP:
        self._backend.open()
        smtp = self._backend.connection
        if smtp is None:
            raise smtplib.SMTPServerDisconnected
        smtp.ehlo_or_helo_if_needed()
        return smtp

    def send(self, ready: Ready, still_wanted: Callable[[Ready], bool]) -> Outcome | None:
        """Send one message; return its outcome, or None if it was no longer wanted.

        `still_wanted` is called when the server is waiting for the content. Raises Unavailable if
        there is no connection, and what smtplib raises if the server hangs up.
        """
        kept = self._smtp is not None
        smtp = self.open()
        if not ready.address.isascii() and not smtp.has_extn("smtputf8"):
            return Outcome(Verdict.FAILED, NO_SUCH_ADDRESS)
        eight_bits = smtp.has_extn("8bitmime") or ready.data.isascii()
        data = ready.data if eight_bits else in_seven_bits(ready.data)
        refusal = self._envelope(ready, len(data), kept=kept)
        smtp = self.open()
        if refusal:
            return self._refused(smtp, refusal, ready.address)
        if not still_wanted(ready):
            self.close()  # an unfinished message is not delivered
            return None
        smtp.send(_with_dots(data) + b".\r\n")
        code, text = smtp.getreply()
        if code != _OK:
            return self._refused(smtp, _answer(Stage.CONTENT, code, text), ready.address)
        return SENT

    def _envelope(self, ready: Ready, size: int, *, kept: bool) -> Answer | None:
        """Send sender and recipient; try again if the server had closed a kept connection."""
        try:
            refusal = _name_both(self.open(), ready.return_path, ready.address, size)
        except smtplib.SMTPServerDisconnected:
            if not kept:
                raise
            closed = True
        else:
            closed = kept and refusal is not None and refusal.code == _CLOSING
        if closed:
            self.close()
            refusal = _name_both(self.open(), ready.return_path, ready.address, size)
        return refusal

    def _refused(self, smtp: smtplib.SMTP, answer: Answer, address: str) -> Outcome:
        with suppress(OSError, smtplib.SMTPException):
            if answer.code == _CLOSING or smtp.rset()[0] != _OK:
                self.close()
        return judge(answer, address)

    def quit(self) -> None:
        """Send QUIT and disconnect."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self.close()

    def close(self) -> None:
        """Disconnect, in whatever state the connection is."""
        smtp, self._smtp, self._backend = self._smtp, None, EmailBackend()
        if smtp is not None:
            with suppress(OSError):
                smtp.close()


def _name_both(smtp: smtplib.SMTP, return_path: str, address: str, size: int) -> Answer | None:
    """Send sender, recipient and DATA; return the first refusal, or None."""
    options = f" SIZE={size}" if smtp.has_extn("size") else ""
    options += " BODY=8BITMIME" if smtp.has_extn("8bitmime") else ""
    options += "" if address.isascii() else " SMTPUTF8"
    commands = (
        (Stage.SENDER, f"MAIL FROM:<{return_path}>{options}", (_OK,)),
        (Stage.RECIPIENT, f"RCPT TO:<{address}>", (_OK, _FORWARDED)),
        (Stage.CONTENT, "DATA", (_GO_AHEAD,)),
    )
    together = smtp.has_extn("pipelining")
    if together:
        smtp.send("".join(f"{command}\r\n" for _stage, command, _good in commands).encode())
    refusal = None
    for stage, command, good in commands:
        if not together:
            smtp.send(f"{command}\r\n".encode())
        code, text = smtp.getreply()
        if code not in good:
            refusal = refusal or _answer(stage, code, text)
            if not together:
                break
    if refusal and together and code == _GO_AHEAD:  # RFC 2920, 3.1: send no content
        smtp.send(b".\r\n")
        smtp.getreply()
    return refusal


def _answer(stage: Stage, code: int, text: bytes) -> Answer:
    return Answer(stage, code, text.decode("utf-8", "replace"))


def _unavailable(error: smtplib.SMTPResponseException) -> Unavailable:
    text = error.smtp_error
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    outcome = judge(Answer(Stage.CONNECT, error.smtp_code, words), JURISDICTION.sender)
    return Unavailable(outcome.reason, outcome if outcome.verdict is Verdict.OURS else None)


def _with_dots(data: bytes) -> bytes:
    """Double the dot at the beginning of lines (RFC 5321, 4.5.2)."""
    return data.replace(b"\r\n.", b"\r\n..") if b"\r\n." in data else data
