"""Hand in one returned message: act on it, or forward it to people."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from .bounces import take
from .hold import is_held
from .returned import Kind

_RESULTS = {
    Kind.FAILED: "Marked as returned.",
    Kind.COMPLAINT: "The person gets no more of these.",
    Kind.NOTHING: "Nothing to do.",
    Kind.UNREAD: "Kept for state IT.",
}


class HeldError(Exception):
    """This database is a copy; the system it was copied from handles returned mail."""


@contextmanager
def or_try_later(stderr: Any) -> Iterator[None]:
    """Exit with EX_TEMPFAIL on any error: a mail server drops mail that is refused for good."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- no returned mail may be lost
        stderr.write(f"Not taken, try again later: {type(error).__name__}")
        sys.exit(os.EX_TEMPFAIL)


@transaction.atomic
def hand_in(raw: bytes, *, envelope_recipient: str) -> str:
    """Act on a returned message; forward it to PEOPLE_ADDRESS, if set, if it is not a report.

    Return what was done, for the command's output. Raises HeldError if mail is held.
    """
    if is_held():
        raise HeldError
    kind = take(raw, envelope_recipient=envelope_recipient)
    if kind is Kind.UNREAD and settings.PEOPLE_ADDRESS:
        _pass_on(raw)
        return "Passed on to people."
    return _RESULTS[kind]


def _pass_on(raw: bytes) -> None:
    """Forward a message as an attachment, byte for byte.

    Its type is not `message/rfc822`: the library would write the message anew, which raises on some
    headers that people's mail programs do write, such as letters in eight bits.
    """
    mail = EmailMessage(
        "Mail that came back and is no bounce",
        "Somebody answered a letter of the vaccine management system. It is attached.",
        to=[settings.PEOPLE_ADDRESS],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach("message.eml", raw, "application/octet-stream")
    mail.send()
