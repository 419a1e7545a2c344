from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "vun.records.plans"
    label = "plans"
