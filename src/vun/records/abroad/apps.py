from django.apps import AppConfig


class AbroadConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.abroad"
    label = "abroad"

    def ready(self) -> None:
        from vun.records.abroad.models import TripMember
        from vun.records.abroad.twins import twin_members
        from vun.records.people.holdings import Holding, declare

        declare(Holding(TripMember, twins=twin_members))
