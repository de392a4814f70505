"""Keeps an address unreadable to whoever reads the database alone."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def seal(text: str) -> bytes:
    """Encrypt and sign, with a key that the settings hold and the database does not."""
    return _fernet().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again; cryptography's InvalidToken when the key or the bytes are not the same."""
    return _fernet().decrypt(bytes(sealed)).decode()


def _fernet() -> Fernet:
    key = hashlib.sha256(b"cvms.helpdesk.sealing" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
