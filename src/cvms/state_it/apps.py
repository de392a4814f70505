from django.apps import AppConfig


class StateITConfig(AppConfig):
    name = "cvms.state_it"
