from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "vun.records.publishing"
    label = "publishing"
