"""Who is at standard before a plan and after it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from vun.records.allocation.queries.ground import Ground
from vun.records.allocation.queries.results import people_at_standard_by
from vun.records.credentials.queries import standings
from vun.records.people.models import TitleGroup


class Shares:
    """Everybody a standard applies to on a day, read once."""

    def __init__(self, on: date) -> None:
        ground = Ground(on)
        self._names = dict(TitleGroup.objects.values_list("code", "name"))
        self._rows = [
            (one.person_id, one.group, ground.quota_unit(one.unit_id), one.is_at_standard)
            for one in standings(None, on)
            if one.has_standard
        ]

    def after(self, problem: Mapping[str, Any], plan: Mapping[str, Any]) -> dict[str, Any]:
        """How many people a standard applies to, and of them how many meet it without and with the plan: [people,
        before, after] of all, by group of titles, by quota unit."""
        gains = people_at_standard_by(problem, plan)
        everybody: Counter[str] = Counter()
        groups: dict[str, Counter[str]] = defaultdict(Counter)
        units: dict[int, Counter[str]] = defaultdict(Counter)
        for person_id, group, unit, is_at_standard in self._rows:
            after = is_at_standard or person_id in gains
            tally = {"people": 1, "before": int(is_at_standard), "after": int(after)}
            everybody.update(tally)
            groups[group].update(tally)
            units[unit].update(tally)
        return {
            "all": [everybody["people"], everybody["before"], everybody["after"]],
            "groups": sorted(
                [self._names.get(group, group), one["people"], one["before"], one["after"]]
                for group, one in groups.items()
            ),
            "units": [
                [unit, one["people"], one["before"], one["after"]] for unit, one in sorted(units.items())
            ],
        }
