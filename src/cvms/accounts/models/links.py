"""The links by which a person sets the password of an account."""

import hashlib
import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .users import User


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    """Queries of password links."""

    def usable(self) -> Self:
        """Return links that are not used, revoked or expired."""
        return self.filter(
            used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        )

    def with_secret(self, secret: str) -> Self:
        return self.filter(secret_hash=hash_secret(secret))

    def revoke(self) -> int:
        """Revoke the usable ones among these links; return how many."""
        return self.usable().update(revoked_at=timezone.now())


def hash_secret(secret: str) -> bytes:
    """Return the hash that is stored; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


class PasswordLink(models.Model):
    """A link with which one person can set a password, once; only its secret's hash is stored."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", "invitation"
        RESET = "reset", "forgotten password"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    purpose = models.CharField(max_length=12, choices=Purpose)
    secret_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = PasswordLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="accounts_link_ends_once",
            )
        ]

    @classmethod
    def new_secret(cls) -> str:
        return secrets.token_urlsafe(32)
