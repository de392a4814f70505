from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cvms.accounts"

    def ready(self) -> None:
        from . import letters, signals

        letters.register_letters()
        signals.connect()
