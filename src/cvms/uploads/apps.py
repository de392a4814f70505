from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "cvms.uploads"

    def ready(self) -> None:
        from cvms.recipients import erasure

        from . import erasing, letters, navigation

        letters.register_letters()
        navigation.register_items()
        erasure.register(erasing.erase_person)
