from django.apps import AppConfig


class StateITConfig(AppConfig):
    name = "cvms.state_it"

    def ready(self) -> None:
        from . import navigation

        navigation.register_items()
