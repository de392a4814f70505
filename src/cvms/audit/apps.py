from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "cvms.audit"
    verbose_name = "Audit trail"
