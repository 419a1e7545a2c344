from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "vun.records.credentials"
    label = "credentials"
