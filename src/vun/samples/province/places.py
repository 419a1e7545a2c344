"""Places on the move in the running year: passed on to units below, lent back by a unit that has nobody for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vun.common.actor import Actor
from vun.records.orgs.models import Unit
from vun.records.orgs.queries import below
from vun.records.plans.models import Quota
from vun.records.plans.operations import lend_back, pass_on


def share_below(quota: Quota, *, today: date, by: Actor) -> None:
    """A place each for two of the units below the one that holds the quota; it keeps the others."""
    below_it = _units_below(quota, today)
    reason = "Giao cho đơn vị trực thuộc có người trong quy hoạch"
    pass_on(quota=quota, shares=dict.fromkeys(below_it[:2], 1), reason=reason, on=today, by=by)


def lend_one_back(free: Iterable[Quota], *, untouched: Unit, today: date, by: Actor) -> None:
    """One place of the unit that has most free. ``untouched``: whose places are left to whoever tries the sample."""
    lenders = [quota for quota in free if quota.unit_id != untouched.pk]
    if lenders:
        quota = max(lenders, key=lambda one: (one.free, -one.pk))
        reason = "Đơn vị không còn người thuộc đối tượng trong năm nay"
        lend_back(quota=quota, learners=1, reason=reason, on=today, by=by)


def free_quotas(year: int) -> list[Quota]:
    """What units hold of the year's plans in force and have places free of."""
    rows = Quota.objects.filter(terms__year=year, is_in_force=True, parent=None)
    return [quota for quota in rows.select_related("unit", "terms").order_by("pk") if quota.free]


def _units_below(quota: Quota, today: date) -> list[int]:
    return sorted(unit_id for unit_id in below(quota.unit_id, today) if unit_id != quota.unit_id)
