from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "vun.records.statements"
    label = "statements"
