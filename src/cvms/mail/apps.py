from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "cvms.mail"

    def ready(self) -> None:
        from django.db.models import BigAutoField

        from . import bounces
        from .lookups import AnyOf

        bounces.connect()
        BigAutoField.register_lookup(AnyOf)
