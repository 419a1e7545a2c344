from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "vun.records.imports"
    label = "imports"
