from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.plans"
    label = "plans"

    def ready(self) -> None:
        from vun.records.people.holdings import Holding, declare
        from vun.records.plans.models import ProposedLearner
        from vun.records.plans.twins import twin_proposals

        declare(Holding(ProposedLearner, twins=twin_proposals))
