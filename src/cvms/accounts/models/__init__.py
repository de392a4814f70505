"""Accounts, the links that set their passwords, their sessions, and counts of attempts."""

from .limits import Count
from .links import PasswordLink, PasswordLinkQuerySet, hash_secret
from .making import Making
from .sessions import Session
from .users import (
    Portal,
    SuffixedAddress,
    User,
    UserManager,
    UsernameTaken,
    username_for,
    username_typed,
)

__all__ = [
    "Count",
    "Making",
    "PasswordLink",
    "PasswordLinkQuerySet",
    "Portal",
    "Session",
    "SuffixedAddress",
    "User",
    "UserManager",
    "UsernameTaken",
    "hash_secret",
    "username_for",
    "username_typed",
]
