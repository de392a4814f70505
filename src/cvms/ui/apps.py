"""Django's configuration of this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The base pages, forms and help; adds the help menu to every portal."""

    name = "cvms.ui"

    def ready(self) -> None:
        """Register the help pages once the app registry is complete."""
        from .help import register_menu

        register_menu()
