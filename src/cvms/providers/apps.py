from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "cvms.providers"

    def ready(self) -> None:
        from . import letters, navigation

        letters.register_letters()
        navigation.register_items()
