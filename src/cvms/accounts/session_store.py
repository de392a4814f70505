"""The session engine of the settings: Django's own, which also keeps whose session it is."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from .models import Session


class SessionStore(db.SessionStore):
    """Fills in `account` whenever a session is saved.

    Source: "Extending database-backed session engines" in Django's documentation.
    """

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session: Session = super().create_model_instance(data)
        session.account = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return session
