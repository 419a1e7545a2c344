from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Hands sending and plans, which lie below and cannot ask, the book of classes and who studies what."""

    name = "vun.records.delivery"
    label = "delivery"

    def ready(self) -> None:
        from vun.records.delivery.models import Certificate, ClassSession, Completion, Enrolment
        from vun.records.delivery.queries.studies import ClassStudies
        from vun.records.delivery.twins import twin_enrolments
        from vun.records.people.holdings import Holding, declare
        from vun.records.plans.holding import keep_classes_in
        from vun.records.sending.studies import keep_studies_in

        keep_studies_in(ClassStudies())
        keep_classes_in(ClassStudies())
        declare(
            Holding(Enrolment, twins=twin_enrolments),
            Holding(Completion),
            Holding(Certificate),
            Holding(ClassSession, "lecturer"),
        )
