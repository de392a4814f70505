"""Django's configuration of this room."""

from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    """Registers what other rooms call: letters, menu items, erasing, a stage of the funnel."""

    name = "cvms.eligibility"

    def ready(self) -> None:
        from cvms.recipients.actions.erasing import register

        from . import install, letters, navigation, stage
        from .actions import erasing

        install.connect()
        letters.register_letters()
        navigation.register_items()
        register(erasing.erase_person)
        stage.register_stage()
