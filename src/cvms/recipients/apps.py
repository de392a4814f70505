from django.apps import AppConfig


class RecipientsConfig(AppConfig):
    name = "cvms.recipients"

    def ready(self) -> None:
        from . import letters, navigation

        letters.register_letters()
        navigation.register_items()
