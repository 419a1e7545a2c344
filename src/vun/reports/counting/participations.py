"""Participations as facts, and the list of those behind a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, partial
from typing import Any

from django.db.models import F, Q, QuerySet

from vun.common.period import Period
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.queries.counted import (
    cancelled_classes,
    classes_counted,
    counted,
    day_column,
    fetch_grouped,
    first_day_counted,
    of_enrolment,
)
from vun.reports.counting.courses import COURSE_FIELDS, course_query, course_values
from vun.reports.counting.facts import Atom, Facts, grouped
from vun.reports.counting.places import Places
from vun.reports.definitions.conditions import Between, Case, Condition, Limit
from vun.reports.model import Scope
from vun.reports.words import After

_SNAPSHOT = {
    "level": "level_then",
    "block": "block_then",
    "zone": "zone_then",
    "kind": "kind_then",
    "title_group": "title_group_then",
    "title": "title_then_id",
    "rank": "rank_then",
    "leader": "is_leader_then",
    "sex": "sex_then",
    "minority": "is_minority_then",
    "age": "age_then",
    "post_group": "post_group_then",
}
_OF_ENROLMENT = {"state": "state", "fund": "fund_source_id", "after": "placement__group"}
# So many ids fit into one statement on every database.
_FEW = 20_000
_UNIT_FIELDS = ("unit", "own_unit")


def learner_columns(rule: CountingRule) -> Mapping[str, str]:
    """The column of each field that is one column of the event."""
    return _SNAPSHOT | {field: of_enrolment(rule, path) for field, path in _OF_ENROLMENT.items()}


class Participations:
    """The events of a scope by a rule."""

    def __init__(self, scope: Scope, rule: CountingRule) -> None:
        self._scope = scope
        self._rule = rule
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        if self._places is None:
            self._places = Places(self._scope)
        return self._places

    @cached_property
    def _first_day(self) -> date:
        return first_day_counted(self._scope.period, self._rule)

    def facts(self, fields: Sequence[str], *, with_ids: bool = False) -> Facts:
        """Two queries (three with units): one over the participations, one over the classes."""
        # In the order of the index, so that nothing need be sorted to be grouped.
        own = [field for field in learner_columns(self._rule) if field in fields]
        course = [field for field in fields if field in COURSE_FIELDS]
        wants_units = self._scope.unit_id is not None or any(field in _UNIT_FIELDS for field in fields)
        columns = [learner_columns(self._rule)[field] for field in own] + (
            ["unit_then_id"] if wants_units else []
        )
        listed = ["person_id", *([of_enrolment(self._rule, "pk")] if with_ids else [])]
        day = day_column(self._rule)
        rows = counted(self._scope.actor, self._scope.period, self._rule)
        groups = fetch_grouped(rows, [day, "training_class_id", *columns], listed)
        classes = self._classes_of({group[1] for group in groups}, course)
        width = 2 + len(columns)
        together: dict[tuple[Any, ...], Atom] = {}
        first_days: dict[int, date] = {}

        @cache
        def stretch_of(on: date) -> date:
            return first_days.setdefault(self.places.stretch(on), on)

        for group in groups:
            if (of_class := classes.get(group[1])) is None:
                continue
            key = (stretch_of(group[0]) if wants_units else None, of_class, group[2:width])
            if (atom := together.get(key)) is None:
                atom = together[key] = Atom(())
            atom.count += group[width]
            atom.members.texts.append(group[width + 1])
            if with_ids:
                atom.ids.texts.append(group[width + 2])
        return grouped(fields, self._valued(together, fields, own, course))

    def _classes_of(self, met: set[int], course: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        """The values of the classes met, and of no cancelled one.

        Those of the days of the period are asked for together, without naming each; the few others by their ids.
        """
        period = self._scope.period
        around = classes_counted().filter(end_on__gte=period.start)
        if period.end is not None:
            around = around.filter(start_on__lt=period.end)
        found = course_values(course, self._scope, around)
        others = sorted(met - found.keys())
        for first in range(0, len(others), _FEW):
            more = classes_counted().filter(pk__in=others[first : first + _FEW])
            found |= course_values(course, self._scope, more)
        return found

    def _valued(
        self,
        together: Mapping[tuple[Any, ...], Atom],
        fields: Sequence[str],
        own: Sequence[str],
        course: Sequence[str],
    ) -> Iterator[Atom]:
        """The atoms with the values of the fields; without those that happened below no unit reported on."""
        for (day, of_class, learner), atom in together.items():
            values = dict(zip(course, of_class, strict=True))
            values |= {field: plain_value(field, value) for field, value in zip(own, learner, strict=False)}
            if day is not None:
                lineage = self.places.of(learner[-1], day)
                if lineage is None:
                    continue
                values["unit"], values["own_unit"] = lineage, lineage[-1] if lineage else ""
            atom.values = tuple(values[field] for field in fields)
            yield atom

    def behind(self, includes: Sequence[Condition], excludes: Sequence[Condition]) -> QuerySet[Any]:
        """The events that meet every one of ``includes`` and none of ``excludes``: what a cell of these counts."""
        rows = counted(self._scope.actor, self._scope.period, self._rule)
        # Written as a sum, the class is looked up for events of the period, not events for classes of all years.
        rows = rows.annotate(class_id=F("training_class_id") + 0)
        if cancelled := cancelled_classes():
            rows = rows.exclude(training_class_id__in=cancelled)
        if self._scope.unit_id is not None:
            rows = rows.filter(self._in_units(lambda lineage: lineage is not None))
        for condition in includes:
            rows = rows.filter(self._query(condition))
        for condition in excludes:
            query = self._query(condition)
            # What always holds is no query, and no query cannot be turned round.
            rows = rows.filter(~query) if query else rows.none()
        return rows

    def _query(self, condition: Condition) -> Q:
        if any(not case for case in condition.cases):
            return Q()
        cases = [self._case(case) for case in condition.cases]
        return Q(pk__in=[]) if not cases else _any(cases)

    def _case(self, case: Case) -> Q:
        has_course = any(field in COURSE_FIELDS for field, _ in case)
        query = Q(class_id__in=self._classes(case)) if has_course else Q()
        for field, limit in case:
            if field in _UNIT_FIELDS:
                query &= self._in_units(partial(_accepts, limit, field))
            elif field not in COURSE_FIELDS:
                query &= self._limit(field, limit)
        return query

    def _classes(self, case: Case) -> QuerySet[Any]:
        classes = classes_counted()
        for field, limit in case:
            if field in COURSE_FIELDS:
                classes = classes.filter(course_query(field, limit, self._scope))
        return classes.values("pk")

    def _limit(self, field: str, limit: Limit) -> Q:
        column = learner_columns(self._rule)[field]
        if isinstance(limit, Between):
            query = Q() if limit.least is None else Q(**{f"{column}__gte": limit.least})
            return query if limit.most is None else query & Q(**{f"{column}__lte": limit.most})
        empty = After.WAITING.value if field == "after" else ""
        query = Q(**{f"{column}__in": list(limit.values)})
        if empty in limit.values and _may_be_missing(field):
            query |= Q(**{f"{column}__isnull": True})
        return ~query if limit.is_all_but else query

    def _in_units(self, accepts: Callable[[tuple[str, ...] | None], bool]) -> Q:
        """Events in the units that are accepted on their days: whole units where every day is, else by their days."""
        day = day_column(self._rule)
        period = Period(self._first_day, self._scope.period.end)
        stretches = self.places.stretches(period)
        units_of: dict[tuple[Period, ...], list[int]] = defaultdict(list)
        for unit_id in self.places.unit_ids:
            accepted = tuple(one for one in stretches if accepts(self.places.of(unit_id, one.start)))
            units_of[accepted].append(unit_id)
        query = Q(unit_then_id__isnull=True) if accepts(self.places.of(None, period.start)) else Q(pk__in=[])
        for accepted, unit_ids in units_of.items():
            is_whole = len(accepted) == len(stretches)
            for one in (None,) if is_whole else accepted:
                within = Q() if one is None else _within(day, one)
                query |= Q(unit_then_id__in=unit_ids) & within
        return query


def plain_value(field: str, value: Any) -> Any:
    """What a database gives for the column of a field, as the field is asked."""
    if field in ("leader", "minority"):
        return bool(value)
    if value is None:
        return After.WAITING.value if field == "after" else ""
    return value


def _within(day: str, period: Period) -> Q:
    query = Q(**{f"{day}__gte": period.start})
    return query if period.end is None else query & Q(**{f"{day}__lt": period.end})


def _may_be_missing(field: str) -> bool:
    return field in ("title", "fund", "after")


def _accepts(limit: Limit, field: str, lineage: tuple[str, ...] | None) -> bool:
    if lineage is None:
        return False
    return limit.accepts(lineage if field == "unit" else (lineage[-1] if lineage else ""))


def _any(cases: Sequence[Q]) -> Q:
    query = cases[0]
    for one in cases[1:]:
        query |= one
    return query
