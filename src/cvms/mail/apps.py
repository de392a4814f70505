"""Django's configuration of this room."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Connects the handling of bounces, and the lookup `any_of`."""

    name = "cvms.mail"

    def ready(self) -> None:
        from django.db.models import BigAutoField, CharField

        from . import bounces
        from .lookups import AnyOf

        bounces.connect()
        BigAutoField.register_lookup(AnyOf)
        CharField.register_lookup(AnyOf)
