"""Sessions, each with the account that is signed in: the session engine of the settings.

Source: "Extending database-backed session engines" in Django's documentation.
"""

from typing import Any, ClassVar, Self, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, account: int) -> Self:
        """The sessions of an account that have not ended."""
        return self.filter(account=account, expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """What Django keeps of a session, and whose it is, so that an account's can be ended.

    `account` is the account's number, and no foreign key: a request that saves its session must
    not wait for a transaction that holds the account locked.
    """

    account = models.BigIntegerField(null=True, db_index=True)

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(SessionQuerySet)()

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        return SessionStore


class SessionStore(db.SessionStore):
    """Fills in `account` whenever a session is saved."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = cast("Session", super().create_model_instance(data))
        session.account = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return session
