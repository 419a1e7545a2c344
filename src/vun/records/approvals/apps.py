from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "vun.records.approvals"
    label = "approvals"
