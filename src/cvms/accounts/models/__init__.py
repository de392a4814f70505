"""Accounts, the links that set their passwords, and their sessions."""

from .links import PasswordLink, PasswordLinkQuerySet, hash_secret
from .sessions import Session
from .users import (
    Portal,
    SuffixedAddress,
    User,
    UserManager,
    username_for,
    username_typed,
)

__all__ = [
    "PasswordLink",
    "PasswordLinkQuerySet",
    "Portal",
    "Session",
    "SuffixedAddress",
    "User",
    "UserManager",
    "hash_secret",
    "username_for",
    "username_typed",
]
