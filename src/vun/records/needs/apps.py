from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "vun.records.needs"
    label = "needs"
