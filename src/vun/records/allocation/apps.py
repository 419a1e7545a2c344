from django.apps import AppConfig


class AllocationConfig(AppConfig):
    name = "vun.records.allocation"
    label = "allocation"
