from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    """Says what of its own hangs on a person."""

    name = "vun.records.admission"
    label = "admission"

    def ready(self) -> None:
        from vun.records.admission import models, twins
        from vun.records.people.holdings import Holding, declare

        declare(Holding(models.OfferRequest, twins=twins.twin_requests))
