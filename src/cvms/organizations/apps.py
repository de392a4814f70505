from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "cvms.organizations"

    def ready(self) -> None:
        from . import letters, navigation, signals

        letters.register_letters()
        navigation.register_items()
        signals.connect()
