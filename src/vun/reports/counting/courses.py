"""What classes are counted by: the snapshot taken when each opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from vun.records.delivery.queries.counted import classes_counted
from vun.reports.counting.places import Places
from vun.reports.definitions.conditions import Between, Limit
from vun.reports.model import Scope
from vun.reports.words import Origin

_Read = Callable[[Any, Scope], Any]


def _same(value: Any, scope: Scope) -> Any:
    return value


def stem(code: Any, scope: Scope | None = None) -> str:
    """Programmes of one code before the stroke are the same one under successive rules."""
    return str(code).partition("/")[0]


def _origin(start_on: date, scope: Scope) -> str:
    return (Origin.CARRIED if start_on < scope.period.start else Origin.NEW).value


_DAYS = F("end_on") - F("start_on")
"""From the first to the last day; the class is one day longer."""

_COLUMNS: Mapping[str, tuple[str | CombinedExpression, _Read]] = {
    "branch": ("branch_then", _same),
    "group": ("group_then", _same),
    "programme": ("programme__code", stem),
    "programme_level": ("programme_level_then", _same),
    "grants": ("grants_then", _same),
    "mode": ("mode", _same),
    "place": ("place", _same),
    "country": ("country", _same),
    "study_days": (_DAYS, lambda days, scope: days.days + 1),
    "host_level": ("host_level_then", _same),
    "host_block": ("host_block_then", _same),
    "host": ("host__code", _same),
    "origin": ("start_on", _origin),
    "planned": ("line_id", lambda line_id, scope: line_id is not None),
    "class_unit": ("unit_of_count", _same),
    "training_class": ("code", _same),
}
COURSE_FIELDS = frozenset(_COLUMNS)


def course_values(
    fields: Sequence[str], scope: Scope, classes: QuerySet[Any] | None = None
) -> dict[int, tuple[Any, ...]]:
    """The values of the fields for each of ``classes`` (None: each that was not cancelled), by id. One query."""
    columns = [_COLUMNS[field][0] for field in fields]
    readers = [_COLUMNS[field][1] for field in fields]
    rows = (classes_counted() if classes is None else classes).values_list("pk", *columns)
    if all(read is _same for read in readers):
        return {row[0]: row[1:] for row in rows}
    return {
        row[0]: tuple(read(value, scope) for read, value in zip(readers, row[1:], strict=True))
        for row in rows
    }


def course_query(field: str, limit: Limit, scope: Scope) -> Q:
    """Classes the limit accepts: what `course_values` would say of each, asked of the database."""
    if isinstance(limit, Between):
        return _between(limit)
    if field == "planned":
        accepted = [Q(line__isnull=not value) for value in limit.values]
    elif field == "origin":
        carried = Q(start_on__lt=scope.period.start)
        accepted = [carried if value == Origin.CARRIED else ~carried for value in limit.values if value]
    elif field == "programme":
        codes = [str(value) for value in limit.values]
        accepted = [
            Q(programme__code__in=codes),
            *(Q(programme__code__startswith=f"{code}/") for code in codes),
        ]
    elif field == "study_days":
        accepted = [_between(Between(int(value), int(value))) for value in limit.values]
    else:
        accepted = [Q(**{f"{_COLUMNS[field][0]}__in": list(limit.values)})]
    query = Q(pk__in=[])
    for one in accepted:
        query |= one
    return ~query if limit.is_all_but else query


def _between(limit: Between) -> Q:
    """Classes of so many days, the first and the last one counted: the one number there is of a class."""
    query = Q()
    if limit.least is not None:
        query &= Q(GreaterThanOrEqual(_DAYS, timedelta(days=limit.least - 1)))
    if limit.most is not None:
        query &= Q(LessThanOrEqual(_DAYS, timedelta(days=limit.most - 1)))
    return query


def hosted_below(scope: Scope, classes: QuerySet[Any], host: str = "host_id") -> QuerySet[Any]:
    """Those held by the unit reported on or below it; all of them for whoever reports on everything."""
    if scope.unit_id is not None:
        places = Places(scope)
        hosts = [unit_id for unit_id in places.unit_ids if places.of(unit_id, scope.day) is not None]
        return classes.filter(**{f"{host}__in": hosts})
    return classes
