"""Adapt allauth's second factors: seal their secrets, and use our words."""

import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..sealing import Unreadable
from .secrets import SEAL

logger = logging.getLogger(__name__)


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts secrets before they are stored, and uses our messages."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This is not the right code, or it was used already. Wait for the app's next code and"
            " enter that one."
        ),
        "secret_unreadable": _(
            "Codes cannot be checked at the moment. Use a passkey if you have one, or call the help"
            " desk."
        ),
    }

    def encrypt(self, text: str) -> str:
        return SEAL.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret. Raises ValidationError, which pages show beside the code."""
        try:
            return SEAL.open(encrypted_text)
        except Unreadable:
            logger.error("no key of the settings opens a second factor's secret")
            raise self.validation_error("secret_unreadable") from None

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 -- theirs
        """Return the name of a new passkey until its owner gives it another."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}
