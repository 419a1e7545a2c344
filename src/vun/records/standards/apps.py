from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "vun.records.standards"
    label = "standards"
