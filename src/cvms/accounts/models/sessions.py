"""The session engine: sessions that store which account is signed in.

Source: "Extending database-backed session engines" in Django's documentation.
"""

from typing import Any, ClassVar, Self, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone


class SessionQuerySet(models.QuerySet["Session"]):
    """Queries of sessions."""

    def of(self, account: int) -> Self:
        """Return the sessions of an account that have not expired."""
        return self.filter(account=account, expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """Django's session with its account, so that an account's sessions can be ended.

    `account` is the account's primary key but not a foreign key: a request that saves its session
    must not wait for a transaction that has locked the account.
    """

    account = models.BigIntegerField(null=True, db_index=True)

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(SessionQuerySet)()

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(db.SessionStore):
    """Store sessions with their `account`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast("Session", super().create_model_instance(data))
        session.account = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return session
