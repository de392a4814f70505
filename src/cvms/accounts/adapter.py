"""What allauth asks of us: nobody signs up by themselves, and each portal has its home."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cvms.audit.middleware import client_address
from cvms.ui.portals import PORTALS

from .models import User


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The username or password is not right. Check them, or choose Forgot your password?"
        ),
        "too_many_login_attempts": _(
            "There were too many tries to sign in. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse(PORTALS[request.user.portal].home)

    def get_client_ip(self, request: HttpRequest) -> str | None:
        return client_address(request)

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Its notices ("Successfully signed in as ...") say nothing that the page does not."""


class MFAAdapter(DefaultMFAAdapter):
    def get_totp_label(self, user: User) -> str:
        return user.username
