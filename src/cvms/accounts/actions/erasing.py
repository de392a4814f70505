"""Forgetting an account."""

from collections.abc import Sequence

from django.db import transaction

from cvms.audit.actions import record
from cvms.mail.actions import forget as forget_mail

from ..letters import notices
from ..models import User
from . import sessions


@transaction.atomic
def erase(*, user: User, words: Sequence[str], by: User) -> None:
    """Forget an account and all that hangs on it: links, second factors, sessions, mail about it.

    `words` are what else names the person; a session of somebody else that says one ends too.
    """
    sessions.erase([user.email, user.username, *words], user=user.pk)
    for kind in ("password_link", *notices.KINDS):
        forget_mail(kind, [user.pk])
    record("accounts.erased", by=by, on=user)
    user.delete()
