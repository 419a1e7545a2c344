from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "vun.records.audit"
    label = "audit"
