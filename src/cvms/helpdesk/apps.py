"""Django's configuration of this room."""

from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    """Registers letters, menu items, and how to erase a person."""

    name = "cvms.helpdesk"

    def ready(self) -> None:
        from cvms.recipients.actions.erasing import register

        from . import letters, navigation
        from .actions import erasing

        letters.register_letters()
        navigation.register_items()
        register(erasing.erase_person)
