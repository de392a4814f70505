"""Django's configuration of this room."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """Registers letters and menu items."""

    name = "cvms.providers"

    def ready(self) -> None:
        from . import letters, navigation

        letters.register_letters()
        navigation.register_items()
