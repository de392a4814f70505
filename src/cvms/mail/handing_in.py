"""Hand in one message that came back: take it, or pass it on to people."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from .bounces import take
from .hold import is_held
from .returned import Kind

_SAID = {
    Kind.FAILED: "Marked as returned.",
    Kind.COMPLAINT: "The person gets no more of these.",
    Kind.NOTHING: "Nothing to do.",
    Kind.UNREAD: "Kept for state IT.",
}


class HeldError(Exception):
    """What came back is not for a copy: the system it was copied from marks it."""


@contextmanager
def or_try_later(complaints: Any) -> Iterator[None]:
    """Exit with EX_TEMPFAIL whatever goes wrong: a mail server drops what is refused for good."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 -- nothing that came back may be lost
        complaints.write(f"Not taken, try again later: {type(error).__name__}")
        sys.exit(os.EX_TEMPFAIL)


@transaction.atomic
def hand_in(raw: bytes, *, envelope_recipient: str) -> str:
    """Take the message; if it is no bounce, also forward it to the address for people, if set."""
    if is_held():
        raise HeldError
    kind = take(raw, envelope_recipient=envelope_recipient)
    if kind is Kind.UNREAD and settings.PEOPLE_ADDRESS:
        _pass_on(raw)
        return "Passed on to people."
    return _SAID[kind]


def _pass_on(raw: bytes) -> None:
    """Forward it as an attachment, so that its own headers stay unchanged."""
    mail = EmailMessage(
        "Mail that came back and is no bounce",
        "Somebody answered a letter of the vaccine management system. It is attached.",
        to=[settings.PEOPLE_ADDRESS],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach("message.eml", message_from_bytes(raw, policy=policy.default), "message/rfc822")
    mail.send()
