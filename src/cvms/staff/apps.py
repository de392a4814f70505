"""Django's configuration of this room."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Registers menu items and letters."""

    name = "cvms.staff"

    def ready(self) -> None:
        from . import letters, navigation

        navigation.register_items()
        letters.register_letters()
