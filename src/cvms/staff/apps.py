from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "cvms.staff"

    def ready(self) -> None:
        from . import navigation

        navigation.register_items()
