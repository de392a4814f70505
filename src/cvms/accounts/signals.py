"""Sign-ins, sign-outs and what becomes of second factors go to the audit trail."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from cvms.audit.actions import record

from .models import User


def _in(user: User, **_: Any) -> None:
    record("accounts.signed_in", by=user, on=user)


def _out(user: User | None, **_: Any) -> None:
    if user is not None:
        record("accounts.signed_out", by=user, on=user)


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    """The account that was tried, when there is one; what was typed could be a password."""
    user = User.objects.filter(username=credentials.get("username", "")).first()
    record("accounts.sign_in_failed", by=None, on=user)


def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who has just set a second factor up has shown it in this session as well."""
    record("accounts.second_factor_added", by=user, on=user, factor=authenticator.type)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


def _factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("accounts.second_factor_removed", by=user, on=user, factor=authenticator.type)


def _codes_made_anew(user: User, **_: Any) -> None:
    record("accounts.recovery_codes_made_anew", by=user, on=user)


def _code_refused(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Nobody has shown yet that it is they."""
    record("accounts.second_factor_refused", by=None, on=user, factor=authenticator.type)


_HANDLERS = (
    (user_logged_in, _in),
    (user_logged_out, _out),
    (user_login_failed, _failed),
    (authenticator_added, _factor_added),
    (authenticator_removed, _factor_removed),
    (authenticator_reset, _codes_made_anew),
    (authentication_failed, _code_refused),
)


def connect() -> None:
    for signal, handler in _HANDLERS:
        signal.connect(handler, dispatch_uid=f"accounts.{handler.__name__}", weak=False)
