from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.credentials"
    label = "credentials"

    def ready(self) -> None:
        from vun.records.credentials.models import Credential
        from vun.records.credentials.twins import twin_credentials
        from vun.records.people.holdings import Holding, declare

        declare(Holding(Credential, twins=twin_credentials))
