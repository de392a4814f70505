from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "cvms.eligibility"

    def ready(self) -> None:
        from cvms.recipients import erasure

        from . import erasing, install, letters, navigation, stage

        install.connect()
        letters.register_letters()
        navigation.register_items()
        stage.register_stage()
        erasure.register(erasing.erase_person)
