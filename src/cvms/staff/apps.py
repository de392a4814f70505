from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "cvms.staff"

    def ready(self) -> None:
        from . import letters, navigation

        navigation.register_items()
        letters.register_letters()
