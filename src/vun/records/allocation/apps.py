from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.allocation"
    label = "allocation"

    def ready(self) -> None:
        from vun.records.allocation.models import ProposedLearner
        from vun.records.allocation.twins import twin_proposals
        from vun.records.people.holdings import Holding, declare

        declare(Holding(ProposedLearner, twins=twin_proposals))
