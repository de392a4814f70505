from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "cvms.eligibility"

    def ready(self) -> None:
        from . import install

        install.connect()
