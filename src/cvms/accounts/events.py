"""Record sign-ins and sign-outs in the audit trail."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from cvms.audit.actions import record

from . import sessions
from .limits import known_devices
from .models import User


def _in(user: User, request: HttpRequest, **_: Any) -> None:
    sessions.begin(request)
    known_devices.remember(request, user)
    record("accounts.signed_in", by=user, on=user)


def _out(user: User | None, **_: Any) -> None:
    if user is not None:
        record("accounts.signed_out", by=user, on=user)


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    """Record the account, if there is one, but not what was typed: it could be a password."""
    user = User.objects.filter(username=credentials.get("username", "")).first()
    record("accounts.sign_in_failed", by=None, on=user)


_HANDLERS = ((user_logged_in, _in), (user_logged_out, _out), (user_login_failed, _failed))


def connect() -> None:
    """Connect the handlers to their signals."""
    for signal, handler in _HANDLERS:
        signal.connect(handler, dispatch_uid=f"accounts.{handler.__name__}", weak=False)
