from django.apps import AppConfig


class StateITConfig(AppConfig):
    name = "cvms.it_admin"

    def ready(self) -> None:
        from . import navigation

        navigation.register_items()
