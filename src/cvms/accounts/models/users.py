"""Accounts."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..permissions import ROLE_PERMISSIONS, Permission, Role


class Portal(models.TextChoices):
    """The portals. One person may have an account at each."""

    ORGANIZATION = "organization", _("CVMS Organization Portal")
    RECIPIENT = "recipient", _("COVID-19 Vaccine Portal")
    STAFF = "staff", _("CVMS Staff Console")
    PROVIDER = "provider", _("CVMS Provider Pages")


class SuffixedAddress(ValueError):
    """An email address with the ending of a username: it could equal another account's username."""


class UsernameTaken(ValueError):
    """An account with this username exists, perhaps only since a moment ago."""


def username_for(portal: str, email: str) -> str:
    """Return an address's username at a portal: the address with the portal's suffix.

    Raises SuffixedAddress.
    """
    email = email.strip().lower()
    if email.endswith(tuple(filter(None, settings.USERNAME_SUFFIXES.values()))):
        raise SuffixedAddress
    return email + settings.USERNAME_SUFFIXES[portal]


def username_typed(portal: str, login: str) -> str:
    """Return the username for what a person types at a portal's sign-in: a username or email."""
    suffix = settings.USERNAME_SUFFIXES[portal]
    login = login.strip().lower()
    return login if suffix and login.endswith(suffix) else login + suffix


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(
        self,
        portal: str,
        email: str,
        *,
        roles: list[str],
        password: str | None = None,
        **names: Any,
    ) -> "User":
        """Create an account at one portal; without a password nobody can sign in to it yet.

        Raises SuffixedAddress and UsernameTaken.
        """
        user = self.model(
            portal=portal, email=email, username=username_for(portal, email), roles=roles, **names
        )
        user.set_password(password)
        if password:
            user.password_changed_at = timezone.now()
        try:
            with transaction.atomic():
                user.save(using=self._db)
        except IntegrityError as error:
            if self.filter(username=user.username).exists():
                raise UsernameTaken from error
            raise
        return user


class User(AbstractBaseUser):
    """An account at one portal; its username is the email address with the portal's suffix."""

    portal = models.CharField(max_length=20, choices=Portal)
    username = models.CharField(max_length=320)
    email = models.EmailField(max_length=254)
    first_name = models.CharField(max_length=40, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role), default=list)
    language = models.CharField(max_length=5, default="en")  # BCP 47
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    password_changed_at = models.DateTimeField(null=True)
    sessions_ended_at = models.DateTimeField(null=True)  # earlier sessions are invalid

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        indexes = [
            models.Index(  # for finding the few thousand among a million recipients
                fields=["portal"],
                name="accounts_of_organizations",
                condition=Q(portal="organization"),
            )
        ]
        constraints = [
            # Not `unique=True`, for which Django creates a second index that slows every load.
            models.UniqueConstraint(fields=["username"], name="accounts_one_username"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in Role]),
                name="accounts_roles_known",
            ),
        ]

    def may(self, permission: Permission) -> bool:
        """Return whether one of the account's roles has the permission."""
        return any(permission in ROLE_PERMISSIONS[Role(role)] for role in self.roles)

    def get_session_auth_hash(self) -> str:
        return self._of_this_age(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return map(self._of_this_age, super().get_session_auth_fallback_hash())

    def _of_this_age(self, session_hash: str) -> str:
        """Add `sessions_ended_at` to the hash in each session; a session ends when it differs."""
        ended = self.sessions_ended_at
        return f"{session_hash}{ended.timestamp()}" if ended else session_hash

    @property
    def is_staff(self) -> bool:
        """Return whether this account may use Django's admin."""
        return self.is_active and self.may(Permission.USE_ADMIN)

    def has_perm(self, permission: str, _obj: models.Model | None = None) -> bool:
        """Answer Django's admin, whose permissions are "app.verb_model": viewing only."""
        return self.is_staff and permission.partition(".")[2].startswith("view_")

    def has_module_perms(self, _app_label: str) -> bool:
        return self.is_staff

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
