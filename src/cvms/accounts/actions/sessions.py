"""End sessions, and erase those that contain a person's data."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms.audit.actions import record

from ..models import Session, User


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User) -> int:
    """End an account's sessions on all devices, and forget the devices; return how many ended."""
    ended = end(user)
    record("accounts.sessions_ended", by=by, on=user, sessions=ended)
    return ended


def end(user: User) -> int:
    """End an account's sessions, even those about to be saved; return how many.

    Each session has a hash that includes `sessions_ended_at`, so a session from before then never
    works again, whatever happens to the account later.
    """
    user.sessions_ended_at = timezone.now()
    user.save(update_fields=["sessions_ended_at"])
    return Session.objects.filter(account=user.pk).delete()[0]


def erase(words: Sequence[str], user: int | None = None) -> int:
    """Delete sessions that contain one of the words, and an account's own; return how many."""
    own = Session.objects.filter(account=user).delete()[0] if user else 0
    needles = {form.casefold() for word in words if word for form in (word, _escaped(word))}
    found = [
        session.pk
        for session in Session.objects.iterator(chunk_size=1000)
        if _says(session.get_decoded(), needles)
    ]
    return own + Session.objects.filter(pk__in=found).delete()[0]


def _says(data: dict[str, Any], needles: set[str]) -> bool:
    said = "\n".join(map(str, data.values())).casefold()
    return any(needle in said for needle in needles)


def _escaped(word: str) -> str:
    """Return a word as JSON inside a session has it, such as the messages for the next page."""
    return json.dumps(word)[1:-1]
