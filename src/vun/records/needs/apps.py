from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.needs"
    label = "needs"

    def ready(self) -> None:
        from vun.records.needs.models import Need
        from vun.records.needs.twins import twin_needs
        from vun.records.people.holdings import Holding, declare

        declare(Holding(Need, twins=twin_needs))
