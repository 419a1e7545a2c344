"""Where units stand: the chain of units from the one reported on, in units of then or of now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from vun.common.period import Period
from vun.records.orgs.queries import Lineages, find_root_unit, successors_now, unit_codes
from vun.reports.model import Scope, Units

NOWHERE: tuple[str, ...] = ()


class Places:
    """Codes of the units that count what happened in a unit on a day, the one reported on first."""

    def __init__(self, scope: Scope) -> None:
        self._codes = unit_codes()
        self._day = scope.units_day
        self._wants_now = scope.units is Units.NOW
        self._is_whole = scope.unit_id is None
        root = find_root_unit()
        top = scope.unit_id if scope.unit_id is not None else (root.pk if root else None)
        self._heirs: Mapping[int, int] = successors_now(self._codes, self._day) if self._wants_now else {}
        self._top = top if top is None else self._heirs.get(top, top)
        self._lineages = Lineages(list(self._codes))
        self._known: dict[tuple[int, date], tuple[str, ...] | None] = {}

    @property
    def unit_ids(self) -> list[int]:
        """Every unit there ever was."""
        return list(self._codes)

    def of(self, unit_id: int | None, day: date) -> tuple[str, ...] | None:
        """From the unit reported on down to the unit itself; None: not below it. Without a unit: nowhere."""
        if unit_id is None:
            return NOWHERE if self._is_whole else None
        if self._wants_now:
            unit_id, day = self._heirs[unit_id], self._day
        if (unit_id, day) not in self._known:
            self._known[unit_id, day] = self._find(unit_id, day)
        return self._known[unit_id, day]

    def stretch(self, day: date) -> int:
        """Which stretch of time the day lies in: on all days of one, units stand alike."""
        return 0 if self._wants_now else bisect_right(self._lineages.turning_days, day)

    def stretches(self, period: Period) -> list[Period]:
        """The stretches of the days of the period."""
        turns = () if self._wants_now else self._lineages.turning_days
        ends = [day for day in turns if period.start < day and (period.end is None or day < period.end)]
        return [Period(start, end) for start, end in pairwise([period.start, *ends, period.end]) if start]

    def _find(self, unit_id: int, day: date) -> tuple[str, ...] | None:
        lineage = self._lineages.on(unit_id, day)
        if self._top not in lineage:
            return None
        return tuple(self._codes[one] for one in lineage[lineage.index(self._top) :])
