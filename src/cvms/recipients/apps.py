"""Django's configuration of this room."""

from django.apps import AppConfig


class RecipientsConfig(AppConfig):
    """Registers stages of the funnel, letters, and a part of the summary."""

    name = "cvms.recipients"

    def ready(self) -> None:
        from . import funnel, letters, summary

        funnel.register_stages()
        letters.register_letters()
        summary.register()
