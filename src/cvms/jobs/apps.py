from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "cvms.jobs"
