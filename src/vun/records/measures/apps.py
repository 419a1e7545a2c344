from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.measures"
    label = "measures"

    def ready(self) -> None:
        from vun.records.measures.models import Measure
        from vun.records.people.holdings import Holding, declare

        declare(Holding(Measure))
