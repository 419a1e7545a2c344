from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Says first what of its own hangs on a person, as every context above does of its own."""

    name = "vun.records.people"
    label = "people"

    def ready(self) -> None:
        from vun.records.people import models, twins
        from vun.records.people.holdings import Holding, declare

        declare(
            Holding(models.Appointment, twins=twins.twin_posts),
            Holding(models.Rating, twins=twins.twin_ratings),
            Holding(models.SuccessionMembership, twins=twins.twin_pools),
            Holding(models.Trait),
            Holding(models.Absence),
            Holding(models.DistinctPersons, "first", twins=twins.twin_declarations),
            Holding(models.DistinctPersons, "second"),
            Holding(models.PersonMerge, "survivor"),
        )
