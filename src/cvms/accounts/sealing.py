"""Encrypt text that must not be readable from the database alone."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """The text was sealed with a key that is no longer in the settings, or for another purpose."""


class Seal:
    """Encrypt and sign text for one purpose; text sealed for another purpose cannot be opened.

    The first key in the settings seals, and all of them open, so that a key can be replaced.
    """

    def __init__(self, purpose: str) -> None:
        self._purpose = purpose

    def seal(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the text. Raises Unreadable."""
        try:
            return self._fernet().decrypt(sealed).decode()
        except InvalidToken:
            raise Unreadable from None

    def renew(self, sealed: str) -> str:
        """Return the same text sealed with the first key. Raises Unreadable."""
        try:
            return self._fernet().rotate(sealed).decode()
        except InvalidToken:
            raise Unreadable from None

    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(self._derived(key)) for key in settings.SEALING_KEYS])

    def _derived(self, key: str) -> bytes:
        """Derive a key for this purpose, in the form that Fernet needs (RFC 5869)."""
        info = f"cvms.{self._purpose}".encode()
        derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=info)
        return base64.urlsafe_b64encode(derivation.derive(key.encode()))
