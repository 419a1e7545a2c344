from django.apps import AppConfig


class AbroadConfig(AppConfig):
    """Hands sending, which lies below and cannot ask, the book of who is abroad, and tells approvals who goes."""

    name = "vun.records.abroad"
    label = "abroad"

    def ready(self) -> None:
        from vun.records.abroad.models import TripMember
        from vun.records.abroad.queries.days import DecidedJourneys
        from vun.records.abroad.queries.reading import users_going
        from vun.records.abroad.twins import twin_members
        from vun.records.approvals.domain import MatterKind
        from vun.records.approvals.subjects import keep_subjects
        from vun.records.people.holdings import Holding, declare
        from vun.records.sending.journeys import keep_journeys_in

        keep_journeys_in(DecidedJourneys())
        keep_subjects(MatterKind.TRIP, users_going)
        declare(Holding(TripMember, twins=twin_members))
