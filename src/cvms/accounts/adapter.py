"""What allauth asks of us: nobody signs up by themselves, and each portal has its home."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cvms.audit.middleware import client_address
from cvms.ui.portals import PORTALS

from .models import User


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse(PORTALS[request.user.portal].home)

    def get_client_ip(self, request: HttpRequest) -> str | None:
        return client_address(request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Told only to who knows the password."""
        messages.error(
            request,
            _("This account is deactivated. Call the help desk if you think that it should not be."),
        )
        return redirect(f"accounts:sign_in_{user.portal}")

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Its notices ("Successfully signed in as ...") say nothing that the page does not."""


class MFAAdapter(DefaultMFAAdapter):
    def get_totp_label(self, user: User) -> str:
        return user.username
