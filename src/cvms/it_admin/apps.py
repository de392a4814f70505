"""Django's configuration of this room."""

from django.apps import AppConfig


class StateITConfig(AppConfig):
    """Registers system checks and menu items."""

    name = "cvms.it_admin"

    def ready(self) -> None:
        from . import checks, navigation

        checks.register_checks()
        navigation.register_items()
