"""Recognize devices on which an account signed in before, so that guesses do not lock them out.

This is OWASP's "device cookie". It is signed and has the primary keys of accounts. It lets nobody
in, but wrong passwords on a known device are counted separately from a stranger's.
"""

import secrets
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ..models import User

COOKIE = "device"
_SALT = "accounts.known_devices"
_AGE = timedelta(days=365)
_MOST = 10  # accounts per device, the latest


def known(request: HttpRequest, username: str) -> str:
    """Return the device's identifier if the account signed in on it before, else "".

    Whatever ends all sessions, such as "Sign out everywhere" or a new password, also forgets
    devices.
    """
    device, since = _read(request)
    user = User.objects.filter(username=username).only("sessions_ended_at").first()
    signed_in_at = since.get(str(user.pk)) if user else None
    if user is None or signed_in_at is None:
        return ""
    ended = user.sessions_ended_at
    return "" if ended and ended.timestamp() > signed_in_at else device


def remember(request: HttpRequest, user: User) -> None:
    """Store that the account signed in on this device; `write` adds the cookie to the response."""
    device, since = _read(request)
    since[str(user.pk)] = time.time()
    latest = sorted(since.items(), key=lambda item: item[1])[-_MOST:]
    vars(request)["device_cookie"] = signing.dumps(
        {"device": device or secrets.token_urlsafe(16), "since": dict(latest)}, salt=_SALT
    )


def write(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie if this request signed somebody in."""
    cookie = getattr(request, "device_cookie", None)
    if cookie:
        response.set_cookie(
            COOKIE, cookie, max_age=_AGE, secure=settings.HTTPS, httponly=True, samesite="Lax"
        )


def _read(request: HttpRequest) -> tuple[str, dict[str, float]]:
    try:
        said: dict[str, Any] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_AGE
        )
    except signing.BadSignature:
        return "", {}
    return said["device"], said["since"]
