"""Participations as facts, and the list of those behind a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from vun.records.delivery.domain import CountingRule
from vun.records.delivery.queries.counted import (
    cancelled_classes,
    classes_counted,
    counted,
    day_column,
    fetch,
    of_enrolment,
)
from vun.reports.counting.courses import COURSE_FIELDS, course_query, course_values
from vun.reports.counting.facts import Atom, Facts, grouped
from vun.reports.counting.places import Places
from vun.reports.definitions.conditions import Between, Case, Condition, Limit, OneOf
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


def _columns(rule: CountingRule) -> Mapping[str, str]:
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

    def facts(self, fields: Sequence[str], *, with_ids: bool = False) -> Facts:
        """Two queries (three with units): one over the participations, one over the classes."""
        own = [field for field in fields if field in _columns(self._rule)]
        course = [field for field in fields if field in COURSE_FIELDS]
        wants_units = self._scope.unit_id is not None or any(field in _UNIT_FIELDS for field in fields)
        columns = ["training_class_id", *(_columns(self._rule)[field] for field in own)]
        if wants_units:
            columns += ["unit_then_id", day_column(self._rule)]
        ids = [of_enrolment(self._rule, "pk")] if with_ids else []
        rows = fetch(
            counted(self._scope.actor, self._scope.period, self._rule), [*columns, *ids, "person_id"]
        )
        together = _together(rows, with_ids=with_ids)
        classes = self._classes_of(together, course)
        assemble = self._assembler(fields, own, course, classes, wants_units=wants_units)
        return grouped(fields, _atoms(together, assemble))

    def _classes_of(
        self, together: Mapping[tuple[Any, ...], Any], course: Sequence[str]
    ) -> dict[int, tuple[Any, ...]]:
        """The values of the classes met, and of no cancelled one."""
        met = {key[0] for key in together}
        classes = classes_counted()
        return course_values(course, self._scope, classes.filter(pk__in=met) if len(met) <= _FEW else classes)

    def _assembler(
        self,
        fields: Sequence[str],
        own: Sequence[str],
        course: Sequence[str],
        classes: Mapping[int, tuple[Any, ...]],
        *,
        wants_units: bool,
    ) -> Callable[[tuple[Any, ...]], tuple[Any, ...] | None]:
        """From the columns of a row to the values of the fields; None: not counted."""

        def assemble(key: tuple[Any, ...]) -> tuple[Any, ...] | None:
            if (of_class := classes.get(key[0])) is None:
                return None
            values = dict(zip(course, of_class, strict=True))
            for field, value in zip(own, key[1:], strict=False):
                values[field] = _plain(field, value)
            if wants_units:
                lineage = self.places.of(key[-2], _day(key[-1]))
                if lineage is None:
                    return None
                values["unit"], values["own_unit"] = lineage, lineage[-1] if lineage else ""
            return tuple(values[field] for field in fields)

        return assemble

    def behind(self, includes: Sequence[Condition], excludes: Sequence[Condition]) -> QuerySet[Any]:
        """The events that meet every one of ``includes`` and none of ``excludes``: what a cell of these counts."""
        rows = counted(self._scope.actor, self._scope.period, self._rule)
        if cancelled := cancelled_classes():
            rows = rows.exclude(training_class_id__in=cancelled)
        if self._scope.unit_id is not None:
            rows = rows.filter(self._in_units(lambda lineage: lineage is not None))
        for condition in includes:
            rows = rows.filter(self._query(condition))
        for condition in excludes:
            rows = rows.filter(~self._query(condition))
        return rows

    def _query(self, condition: Condition) -> Q:
        if any(not case for case in condition.cases):
            return Q()
        cases = [self._case(case) for case in condition.cases]
        return Q(pk__in=[]) if not cases else _any(cases)

    def _case(self, case: Case) -> Q:
        has_course = any(field in COURSE_FIELDS for field, _ in case)
        query = Q(training_class_id__in=self._classes(case)) if has_course else Q()
        for field, limit in case:
            if field in _UNIT_FIELDS:
                query &= self._in_units(partial(_accepts, limit, field))
            elif field not in COURSE_FIELDS:
                query &= self._limit(field, limit)
        return query

    def _classes(self, case: Case) -> QuerySet[Any]:
        classes = classes_counted()
        for field, limit in case:
            if field in COURSE_FIELDS and isinstance(limit, OneOf):
                classes = classes.filter(course_query(field, limit, self._scope))
        return classes.values("pk")

    def _limit(self, field: str, limit: Limit) -> Q:
        column = _columns(self._rule)[field]
        if isinstance(limit, Between):
            query = Q() if limit.least is None else Q(**{f"{column}__gte": limit.least})
            return query if limit.most is None else query & Q(**{f"{column}__lte": limit.most})
        empty = After.WAITING.value if field == "after" else ""
        query = Q(**{f"{column}__in": list(limit.values)})
        if empty in limit.values and _may_be_missing(field):
            query |= Q(**{f"{column}__isnull": True})
        return ~query if limit.is_all_but else query

    def _in_units(self, accepts: Callable[[tuple[str, ...] | None], bool]) -> Q:
        """Events in the units that are accepted on their days: whole units where every day is, else day by day."""
        day = day_column(self._rule)
        rows = counted(self._scope.actor, self._scope.period, self._rule)
        accepted: dict[int | None, set[date]] = defaultdict(set)
        refused: set[int | None] = set()
        for unit_id, on in rows.values_list("unit_then_id", day).distinct():
            if accepts(self.places.of(unit_id, on)):
                accepted[unit_id].add(on)
            else:
                refused.add(unit_id)
        whole = [unit_id for unit_id in accepted if unit_id is not None and unit_id not in refused]
        query = Q(unit_then_id__in=whole)
        if None in accepted:
            query |= Q(unit_then_id__isnull=True)
        for unit_id in refused & accepted.keys():
            query |= Q(**{"unit_then_id": unit_id, f"{day}__in": list(accepted[unit_id])})
        return query


def _together(
    rows: list[tuple[Any, ...]], *, with_ids: bool
) -> dict[tuple[Any, ...], tuple[list[int], list[int]]]:
    """People (the last column) and ids (the one before it, if there) of rows that are otherwise equal."""
    last = -2 if with_ids else -1
    people: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in rows:
        people[row[:last]].append(row[-1])
    ids: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    if with_ids:
        for row in rows:
            ids[row[:last]].append(row[-2])
    return {key: (members, ids[key] if with_ids else []) for key, members in people.items()}


def _atoms(
    together: Mapping[tuple[Any, ...], tuple[list[int], list[int]]],
    assemble: Callable[[tuple[Any, ...]], tuple[Any, ...] | None],
) -> Iterator[Atom]:
    for key, (members, ids) in together.items():
        values = assemble(key)
        if values is not None:
            yield Atom(values, len(members), 0, members, ids)


def _plain(field: str, value: Any) -> Any:
    if field in ("leader", "minority"):
        return bool(value)
    if value is None:
        return After.WAITING.value if field == "after" else ""
    return value


def _may_be_missing(field: str) -> bool:
    return field in ("title", "fund", "after")


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _accepts(limit: Limit, field: str, lineage: tuple[str, ...] | None) -> bool:
    if lineage is None:
        return False
    return limit.accepts(lineage if field == "unit" else (lineage[-1] if lineage else ""))


def _any(cases: Sequence[Q]) -> Q:
    query = cases[0]
    for one in cases[1:]:
        query |= one
    return query
