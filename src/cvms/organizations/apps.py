"""Django's configuration of this room."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Registers letters, menu items and signal handlers."""

    name = "cvms.organizations"

    def ready(self) -> None:
        from . import letters, navigation, signals

        letters.register_letters()
        navigation.register_items()
        signals.connect()
