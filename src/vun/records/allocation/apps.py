from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """Hands sending, which lies below and cannot ask, the book of what units can spare."""

    name = "vun.records.allocation"
    label = "allocation"

    def ready(self) -> None:
        from vun.records.allocation.queries.inputs import UnitReleases
        from vun.records.sending.releases import keep_releases_in

        keep_releases_in(UnitReleases())
