from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "cvms.registration"

    def ready(self) -> None:
        from . import navigation, stage

        navigation.register_items()
        stage.register_stage()
