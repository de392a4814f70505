"""Mail that comes back: a delivery status notification, or a mail service's webhook."""

import re
import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from anymail.signals import EventType, tracking

from .models import Message
from .reasons import RETURNED, TOLD

_HARD = re.compile(r"5\.\d{1,3}\.\d{1,3}")  # RFC 3463: 5.x.x will not be delivered, 4.x.x may be
_MAY_HAVE_LEFT = (Message.State.SENT, Message.State.SENDING, Message.State.QUEUED)
_TOKEN = re.compile(r"<([0-9a-f]{32})@")


def take(notification: bytes) -> bool:
    """Mark the message that a notification (RFC 3464) says could not be delivered.

    False for one that is no such notification, is about a delay, or is about mail of others.
    """
    mail = message_from_bytes(notification, policy=policy.default)
    status = _status(mail)
    token = _original(mail)
    return bool(status and token) and mark(token, f"{RETURNED} {status}")


def mark(token: str, reason: str) -> bool:
    """Mark the message of this token as bounced, if it was sent.

    A bounce can be quicker than the mailer that records that the message was sent.
    """
    left = Message.objects.filter(token=uuid.UUID(token), state__in=_MAY_HAVE_LEFT)
    bounced = {"state": Message.State.BOUNCED, "reason": reason[:200], "claim": None, "pause": None}
    return left.update(**bounced) > 0


def _status(mail: EmailMessage) -> str:
    """The hard status of the first recipient that failed, or ""."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            for fields in part.iter_parts():
                hard = _HARD.match(str(fields.get("Status", "")).strip())
                if hard and str(fields.get("Action", "")).strip().lower() == "failed":
                    return hard.group()
    return ""


def _original(mail: EmailMessage) -> str:
    """The token in the Message-ID of the mail that came back, whole or its headers alone."""
    for part in mail.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            found = re.search(rf"(?i)^Message-ID:\s*{_TOKEN.pattern}", _text(part), re.MULTILINE)
            if found:
                return found.group(1)
    return ""


def _text(part: EmailMessage) -> str:
    return str(part.get_content())


def _tracked(event: Any, **_: Any) -> None:
    """What a mail service tells by its webhook."""
    token = (event.metadata or {}).get("token", "")
    if event.event_type in (EventType.BOUNCED, EventType.REJECTED) and _TOKEN.match(f"<{token}@"):
        mark(token, f"{TOLD} {event.reject_reason or event.event_type}")


def connect() -> None:
    tracking.connect(_tracked, dispatch_uid="mail.bounces", weak=False)
