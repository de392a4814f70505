"""Django's configuration of this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "cvms.audit"
    verbose_name = "Audit trail"
