from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Hands sending, which lies below and cannot ask, the book of who studies what."""

    name = "vun.records.delivery"
    label = "delivery"

    def ready(self) -> None:
        from vun.records.delivery.queries.studies import ClassStudies
        from vun.records.sending.studies import keep_studies_in

        keep_studies_in(ClassStudies())
