"""How many enrolments a unit may have in the year: in proportion to need, with a floor, or as somebody set it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vun.records.plans.domain import spread


class QuotaRule(StrEnum):
    """What decided the number of a unit."""

    FIXED = "fixed"
    ALL_NEED = "all_need"
    FLOOR = "floor"
    BY_NEED = "by_need"


@dataclass(frozen=True, slots=True)
class UnitQuota:
    """One unit's most enrolments of the year and where the number comes from.

    ``by_need`` is its share in proportion to ``need``; ``floor`` the least it gets; ``fixed`` what was set for it, of
    which ``engaged`` are taken by classes of the year its people are in or down for already.
    """

    unit_id: int
    staff: int
    need: int
    by_need: int
    floor: int
    fixed: int | None
    places: int
    engaged: int = 0

    @property
    def rule(self) -> QuotaRule:
        """What decided ``places``."""
        if self.fixed is not None:
            return QuotaRule.FIXED
        if self.places == self.need:
            return QuotaRule.ALL_NEED
        return QuotaRule.FLOOR if self.places == self.floor else QuotaRule.BY_NEED


def share_quotas(
    *,
    staff: Mapping[int, int],
    need: Mapping[int, int],
    fixed: Mapping[int, int],
    engaged: Mapping[int, int],
    total: int,
    floor: int,
) -> list[UnitQuota]:
    """``total`` enrolments over the units of ``staff``: those of ``fixed`` as set, the others in proportion to need.

    What units have ``engaged`` already counts against what was set for them, and against the total.

    Guarantees: no unit that lacks anything and is not fixed gets less than ``floor`` or less than it lacks, whichever
    is smaller, even where the total is too small for all floors; no unit gets more than it lacks unless it is fixed.
    """
    free = {unit: need.get(unit, 0) for unit in staff if unit not in fixed}
    floors = {unit: min(floor, count) for unit, count in free.items() if count}
    set_aside = {unit: max(0, count - engaged.get(unit, 0)) for unit, count in fixed.items()}
    left = max(total - sum(engaged.values()) - sum(set_aside.values()), sum(floors.values()))
    shares: dict[int, int] = {}
    by_need: dict[int, int] = {}
    if sum(free.values()):
        weights = {unit: count for unit, count in free.items() if count}
        by_need = spread(left, weights)
        shares = spread(left, weights, floors)
    return [
        UnitQuota(
            unit_id=unit,
            staff=staff[unit],
            need=need.get(unit, 0),
            by_need=by_need.get(unit, 0),
            floor=floors.get(unit, 0),
            fixed=fixed.get(unit),
            places=set_aside[unit] if unit in fixed else min(shares.get(unit, 0), need.get(unit, 0)),
            engaged=engaged.get(unit, 0),
        )
        for unit in sorted(staff)
    ]
