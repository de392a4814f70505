"""Record changes of second factors in the audit trail, and notify the owner by letter."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from django.db import transaction
from django.http import HttpRequest

from cvms.audit.actions import record

from ..letters import notices
from ..models import User

_ADDED = {
    Authenticator.Type.TOTP: notices.APP_ADDED,
    Authenticator.Type.WEBAUTHN: notices.PASSKEY_ADDED,
}
_REMOVED = {
    Authenticator.Type.TOTP: notices.APP_REMOVED,
    Authenticator.Type.WEBAUTHN: notices.PASSKEY_REMOVED,
}  # recovery codes come and go with these


@transaction.atomic
def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record it; setting up a second factor counts as showing it in this session."""
    record("accounts.second_factor_added", by=user, on=user, factor=authenticator.type)
    if authenticator.type in _ADDED:
        notices.send(_ADDED[authenticator.type], user)
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


@transaction.atomic
def _factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    record("accounts.second_factor_removed", by=user, on=user, factor=authenticator.type)
    if authenticator.type in _REMOVED:
        notices.send(_REMOVED[authenticator.type], user)


@transaction.atomic
def _codes_made_anew(user: User, **_: Any) -> None:
    record("accounts.recovery_codes_made_anew", by=user, on=user)
    notices.send(notices.CODES_MADE, user)


@transaction.atomic
def _factor_used(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record only recovery codes, since an app or a passkey is used at every sign-in."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record("accounts.recovery_code_used", by=user, on=user)
        notices.send(notices.CODE_USED, user)


def _code_refused(user: User, authenticator: Authenticator, **_: Any) -> None:
    """Record it without an actor, since nobody has proved who they are."""
    record("accounts.second_factor_refused", by=None, on=user, factor=authenticator.type)


_HANDLERS = (
    (authenticator_added, _factor_added),
    (authenticator_removed, _factor_removed),
    (authenticator_reset, _codes_made_anew),
    (authenticator_used, _factor_used),
    (authentication_failed, _code_refused),
)


def connect() -> None:
    for signal, handler in _HANDLERS:
        signal.connect(handler, dispatch_uid=f"accounts.{handler.__name__}", weak=False)
