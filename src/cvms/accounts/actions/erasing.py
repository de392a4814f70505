"""Erase an account."""

from collections.abc import Sequence

from django.db import transaction

from cvms.audit.actions import record
from cvms.mail.actions import forget as forget_mail

from ..letters import notices
from ..models import User
from . import sessions


@transaction.atomic
def erase(*, user: User, words: Sequence[str], by: User) -> None:
    """Erase an account with its links, second factors and sessions, and mail about it.

    `words` are other texts that identify the person; other people's sessions with one end too.
    """
    sessions.erase([user.email, user.username, *words], user=user.pk)
    for kind in ("password_link", *notices.KINDS):
        forget_mail(kind, [user.pk])
    record("accounts.erased", by=by, on=user)
    user.delete()
