"""Django's configuration of this room."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """Registers letters, menu items, erasing, and a part of the summary."""

    name = "cvms.uploads"

    def ready(self) -> None:
        from cvms.recipients.actions import leaving
        from cvms.recipients.actions.erasing import register

        from . import letters, navigation, summary
        from .actions import comparing, erasing

        letters.register_letters()
        navigation.register_items()
        summary.register()
        register(erasing.erase_person)
        leaving.register(comparing.count_soon)
