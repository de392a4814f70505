"""Django's configuration of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs in the background, and the commands of their worker."""

    name = "cvms.jobs"
