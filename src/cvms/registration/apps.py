"""Django's configuration of this room."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Registers letters, menu items, erasing, text messages, and a stage of the funnel."""

    name = "cvms.registration"

    def ready(self) -> None:
        from cvms.eligibility import notices
        from cvms.recipients.actions.erasing import register

        from . import letters, navigation, stage
        from .actions import erasing, texting

        navigation.register_items()
        letters.register_letters()
        register(erasing.erase_person)
        notices.register(texting.queue_texts)
        stage.register_stage()
