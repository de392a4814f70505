"""Django's configuration of this room."""

from django.apps import AppConfig
from django.conf import settings

from cvms import intake


class AccountsConfig(AppConfig):
    """Registers letters and signal handlers; lists may not use the endings of our usernames."""

    name = "cvms.accounts"

    def ready(self) -> None:
        from . import events
        from .letters import given, notices, password_link
        from .second_factor import events as second_factor_events

        intake.refuse_endings(settings.USERNAME_SUFFIXES.values())
        password_link.register_letters()
        notices.register_letters()
        given.register_letters()
        events.connect()
        second_factor_events.connect()
