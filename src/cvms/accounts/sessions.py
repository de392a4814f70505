"""Store in a session when, where and on what device it began, and show it to its owner."""

from dataclasses import dataclass
from datetime import UTC, datetime
from time import time

from django.http import HttpRequest

from cvms.audit.middleware import client_address

from .devices import device
from .models import Session, User

SIGNED_IN, SEEN, DEVICE, PLACE = "signed_in_at", "seen", "device", "place"
_AGENT = 300  # characters of a User-Agent, which anybody can write


@dataclass(frozen=True, slots=True)
class Visit:
    """One session as its owner sees it; `place` is a network address, or "" if unknown."""

    device: str
    place: str
    signed_in_at: datetime
    seen_at: datetime
    here: bool


def begin(request: HttpRequest) -> None:
    """Store in a session that has just signed in when, where and on what device it did."""
    request.session[SIGNED_IN] = request.session[SEEN] = time()
    request.session[DEVICE] = request.headers.get("User-Agent", "")[:_AGENT]
    request.session[PLACE] = client_address(request) or ""


def visits(user: User, current: str | None) -> list[Visit]:
    """Return an account's sessions, the latest first; `current` is the present session's key."""
    found = [_visit(session, current) for session in Session.objects.of(user.pk)]
    return sorted(found, key=lambda visit: (visit.here, visit.seen_at), reverse=True)


def _visit(session: Session, current: str | None) -> Visit:
    data = session.get_decoded()
    return Visit(
        device=device(data.get(DEVICE, "")),
        place=data.get(PLACE, ""),
        signed_in_at=_moment(data.get(SIGNED_IN, 0)),
        seen_at=_moment(data.get(SEEN, 0)),
        here=session.session_key == current,
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
