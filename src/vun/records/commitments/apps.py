from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "vun.records.commitments"
    label = "commitments"
