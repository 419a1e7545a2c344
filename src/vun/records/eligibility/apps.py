from django.apps import AppConfig


class EligibilityConfig(AppConfig):
    name = "vun.records.eligibility"
    label = "eligibility"
