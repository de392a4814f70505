from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cvms.accounts"

    def ready(self) -> None:
        from . import letters, notices, signals

        letters.register_letters()
        notices.register_letters()
        signals.connect()
