"""Sessions, each with the account that is signed in."""

from typing import Self

from django.contrib.sessions.backends.db import SessionStore
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
    not wait for whoever holds the account locked.
    """

    account = models.BigIntegerField(null=True, db_index=True)

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        from ..session_store import SessionStore as Store  # noqa: PLC0415 -- it loads this model

        return Store
