"""Django's configuration of this room."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    """What `cvms run` needs; provides the command `cvms demo`."""

    name = "cvms.local"
