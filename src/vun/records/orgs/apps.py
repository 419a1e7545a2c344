from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "vun.records.orgs"
    label = "orgs"
