from django.apps import AppConfig


class AbroadConfig(AppConfig):
    """Hands sending, which lies below and cannot ask, the book of who is abroad."""

    name = "vun.records.abroad"
    label = "abroad"

    def ready(self) -> None:
        from vun.records.abroad.models import TripMember
        from vun.records.abroad.queries.days import DecidedJourneys
        from vun.records.abroad.twins import twin_members
        from vun.records.people.holdings import Holding, declare
        from vun.records.sending.journeys import keep_journeys_in

        keep_journeys_in(DecidedJourneys())
        declare(Holding(TripMember, twins=twin_members))
