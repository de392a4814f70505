from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "cvms.uploads"

    def ready(self) -> None:
        from . import letters, navigation

        letters.register_letters()
        navigation.register_items()
