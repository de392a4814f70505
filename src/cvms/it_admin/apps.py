from django.apps import AppConfig


class StateITConfig(AppConfig):
    name = "cvms.it_admin"

    def ready(self) -> None:
        from . import checks, navigation

        checks.register_checks()
        navigation.register_items()
