"""Handle returned mail, from a mail server (`take`) or a mail service's webhook (`_tracked`)."""

import logging
import re
import uuid
from typing import Any

from anymail.signals import EventType, tracking

from . import actions, reasons
from .faults import Fault, Judgment, final_fault_of
from .models import Message
from .outcomes import storable
from .returned import Kind, Returned, read

logger = logging.getLogger(__name__)

_TOKEN = re.compile(r"[0-9a-f]{32}")
_NOT_FINAL = re.compile(r"transient|undetermined", re.IGNORECASE)  # Amazon SES, bounceType
_REASONS = {  # anymail's normalized reasons of rejection
    "invalid": Judgment(Fault.ADDRESS, reasons.NO_SUCH_ADDRESS),
    "bounced": Judgment(Fault.ADDRESS, reasons.NO_SUCH_ADDRESS),
    "timed_out": Judgment(Fault.ADDRESS, reasons.NOT_REACHED),
    "unsubscribed": Judgment(Fault.ADDRESS, reasons.COMPLAINED),
    "spam": Judgment(Fault.OURS, reasons.BLOCKED),
    "blocked": Judgment(Fault.OURS, reasons.BLOCKED),
}


def take(raw: bytes, *, envelope_recipient: str = "") -> Kind:
    """Act on a returned message, or store it if it cannot be read; return its kind."""
    returned = read(raw, envelope_recipient=envelope_recipient)
    if returned.kind in (Kind.FAILED, Kind.COMPLAINT) and not returned.token:
        returned = Returned(Kind.UNREAD)
    match returned.kind:
        case Kind.FAILED if returned.judgment:
            _failed(returned.token, returned.judgment, returned.status)
        case Kind.COMPLAINT:
            actions.complained(token=uuid.UUID(returned.token))
        case Kind.UNREAD:
            actions.keep_unread(raw=raw)
    return returned.kind


def _failed(token: str, judgment: Judgment, answer: str) -> None:
    """Mark a message as bounced, or as failed if the fault is ours.

    A report can be forged, so one that blames us pauses no destination: state IT sees the failed
    message and can send it again.
    """
    fault_is_ours = judgment.fault is Fault.OURS
    state = Message.State.FAILED if fault_is_ours else Message.State.BOUNCED
    actions.returned(
        token=uuid.UUID(token), state=state, reason=judgment.reason, answer=storable(answer)
    )


def _tracked(event: Any, **_: Any) -> None:
    """Handle a mail service's webhook; never raise, or the service would repeat it forever."""
    token = str((event.metadata or {}).get("token", ""))
    if not _TOKEN.fullmatch(token):
        return
    if event.event_type == EventType.COMPLAINED:
        actions.complained(token=uuid.UUID(token))
    elif event.event_type in (EventType.BOUNCED, EventType.REJECTED):
        description = str(getattr(event, "description", "") or "")
        if not _NOT_FINAL.match(description):
            _failed(token, _judged(event), description)


def _judged(event: Any) -> Judgment:
    """Judge by the receiving server's answer, which says more than the service's own reason."""
    words = str(getattr(event, "mta_response", "") or "")
    code = re.search(r"(?<!\d)[45]\d\d(?!\d)", words)
    if code:
        return final_fault_of(int(code.group()), words)
    unknown = Judgment(Fault.ADDRESS, reasons.NOT_REACHED)
    return _REASONS.get(str(event.reject_reason or ""), unknown)


def connect() -> None:
    """Listen to mail services' webhooks."""
    tracking.connect(_tracked, dispatch_uid="mail.bounces", weak=False)
