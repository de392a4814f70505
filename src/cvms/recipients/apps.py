from django.apps import AppConfig


class RecipientsConfig(AppConfig):
    name = "cvms.recipients"

    def ready(self) -> None:
        from . import letters

        letters.register_letters()
