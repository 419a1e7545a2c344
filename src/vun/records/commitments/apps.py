from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.commitments"
    label = "commitments"

    def ready(self) -> None:
        from vun.records.commitments.models import ServiceCommitment
        from vun.records.people.holdings import Holding, declare

        declare(Holding(ServiceCommitment))
