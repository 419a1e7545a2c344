from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "vun.records.deadlines"
    label = "deadlines"
