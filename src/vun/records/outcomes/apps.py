from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "vun.records.outcomes"
    label = "outcomes"
