from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "vun.records.funding"
    label = "funding"
