"""Matters on their way, and whose turn it is."""

from __future__ import annotations

from datetime import timedelta

from tests.faces.addresses.asking import TODAY
from tests.faces.addresses.things.thing import Thing
from tests.factories.approvals import make_route
from vun.records.accounts.models import Delegation, User
from vun.records.approvals.models import Matter


def of_approval() -> list[Thing]:
    """Matters on their way, a route, power the leader has delegated to the planner."""
    leader, planner = User.objects.get(username="lanhdao"), User.objects.get(username="kehoach")
    given = Delegation.objects.create(
        from_user=leader,
        to_user=planner,
        start_on=TODAY,
        end_on=TODAY + timedelta(days=9),
        document="05/UQ",
    )
    matters = [Matter.objects.filter(kind=kind).order_by("pk").first() for kind in ("plan", "nomination")]
    return [
        ("matter_id", [{"matter_id": matter.pk} for matter in matters if matter]),
        ("route_id", [{"route_id": make_route().pk}]),
        ("delegation_id", [{"delegation_id": given.pk}]),
    ]
