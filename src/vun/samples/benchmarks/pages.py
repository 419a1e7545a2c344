"""Opening pages as a planner would, in this process: how many queries, how much time on the server."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from vun.records.accounts.domain import Role
from vun.records.accounts.operations import create_user
from vun.records.orgs.queries import root_unit
from vun.samples.benchmarks.measure import seconds
from vun.samples.benchmarks.population import BENCH


class Reader:
    """Somebody signed in who may see everything a planner sees. There must be a root unit."""

    def __init__(self) -> None:
        # Pages name their style sheets by what was collected.
        call_command("collectstatic", interactive=False, verbosity=0)
        user = create_user(
            username="bench",
            full_name="Người đo",
            password="chi-de-do-2026",  # noqa: S106 - the database lives as long as the measurement
            grants=[(Role.PLANNER, root_unit())],
            by=BENCH,
        )
        # A host the settings answer to, whatever else they are told to.
        self._client = Client(HTTP_HOST="localhost")
        self._client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def open(self, address: str) -> None:
        """Raises RuntimeError unless the page opens."""
        response = self._client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")

    def queries(self, address: str) -> int:
        """How many queries the page costs, once it has been opened before."""
        self.open(address)
        with CaptureQueriesContext(connection) as captured:
            self.open(address)
        return len(captured)

    def milliseconds(self, address: str) -> float:
        """The server time of the page: the median of five, once it has been opened before."""
        self.open(address)
        return seconds(lambda: self.open(address), runs=5) * 1000
