"""Sessions as the database keeps them: packed, so that only reading each tells whose it is."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def erase(words: Sequence[str], user: int | None = None) -> int:
    """Delete the sessions that say one of the words, and an account's own. How many."""
    needles = {form.casefold() for word in words if word for form in (word, _escaped(word))}
    ended = [
        session.pk
        for session in Session.objects.iterator(chunk_size=1000)
        if _concerns(session.get_decoded(), user, needles)
    ]
    return Session.objects.filter(pk__in=ended).delete()[0]


def _concerns(data: dict[str, Any], user: int | None, needles: set[str]) -> bool:
    if user and data.get(SESSION_KEY) == str(user):
        return True
    said = "\n".join(map(str, data.values())).casefold()
    return any(needle in said for needle in needles)


def _escaped(word: str) -> str:
    """As it stands in what a session holds as JSON, such as the notices for the next page."""
    return json.dumps(word)[1:-1]
