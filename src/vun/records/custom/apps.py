from django.apps import AppConfig


class CustomConfig(AppConfig):
    name = "vun.records.custom"
    label = "custom"
