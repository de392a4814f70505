"""Adapt allauth: no sign-up, our limits on attempts, and each portal's own home page."""

import time
from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cvms.audit.middleware import client_address
from cvms.ui.portals import PORTALS

from .limits import sign_in
from .limits.counting import TooMany
from .limits.limits import mark
from .limits.sentences import wait_words
from .requests import SignedIn


class Adapter(DefaultAccountAdapter):
    """Counts attempts to sign in, uses our messages, and redirects to the portals' home pages."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The username or password is not right. Check them, or choose Forgot your password?"
        ),
        "too_many_login_attempts": _(
            "There were too many wrong codes. Wait 5 minutes, then try again."
        ),
        "rate_limited": _("There were too many wrong codes. Wait 5 minutes, then try again."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt. Raises ValidationError if there were too many."""
        try:
            self._attempt = sign_in.Attempt(request, credentials["username"])
        except TooMany as refusal:
            mark(request, refusal)
            raise ValidationError(wait_words(refusal.wait), code="too_many") from None

    def _rollback_login_failed_rl_usage(self) -> None:
        """Take the attempt back: allauth calls this when the password was right."""
        self._attempt.succeeded()

    def validation_error(self, code: str, *args: Any) -> Any:
        """Answer too many wrong codes of a second factor with status 429, as other limits do."""
        if code in ("too_many_login_attempts", "rate_limited"):
            mark(self.request, TooMany(timedelta(minutes=5)))
        return super().validation_error(code, *args)

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: SignedIn) -> str:
        return reverse(PORTALS[request.user.portal].home)

    def get_client_ip(self, request: HttpRequest) -> str | None:
        return client_address(request) or "::"

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Require no new password within REAUTHENTICATION_TIMEOUT seconds of the last proof."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > fresh for record in records):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        """Show only allauth's messages about second factors; our pages say the rest themselves."""
        if (message_template or "mfa/").startswith("mfa/"):
            super().add_message(request, level, message_template, *args, **kwargs)
