from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "cvms.mail"

    def ready(self) -> None:
        from . import bounces

        bounces.connect()
