from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cvms.accounts"

    def ready(self) -> None:
        from . import events
        from .letters import notices, password_link
        from .second_factor import events as second_factor_events

        password_link.register_letters()
        notices.register_letters()
        events.connect()
        second_factor_events.connect()
