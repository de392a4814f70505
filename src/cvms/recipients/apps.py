from django.apps import AppConfig


class RecipientsConfig(AppConfig):
    name = "cvms.recipients"

    def ready(self) -> None:
        from . import funnel, letters, summary

        funnel.register_stages()
        letters.register_letters()
        summary.register()
