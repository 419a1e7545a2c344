"""Participations, classes and money as reports count them: bare columns, each event by its own snapshot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connections
from django.db.models import Aggregate, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, TextField

from vun.common.actor import Actor, Permission
from vun.common.period import Period
from vun.records.dated import on_day
from vun.records.delivery.domain import ClassState, CostKind, CountingRule
from vun.records.delivery.models import Certificate, ClassCost, Completion, Enrolment, TrainingClass
from vun.records.orgs.models import UnitState
from vun.records.people.models import Person
from vun.records.people.queries import names_of

_MODELS: dict[CountingRule, tuple[Any, str]] = {
    CountingRule.ADMITTED: (Enrolment, "enrolled_on"),
    CountingRule.STUDYING: (Enrolment, "enrolled_on"),
    CountingRule.COMPLETED: (Completion, "on"),
    CountingRule.CERTIFIED: (Certificate, "issued_on"),
}


def day_column(rule: CountingRule) -> str:
    """The column of the day of the event."""
    return _MODELS[rule][1]


def of_enrolment(rule: CountingRule, column: str) -> str:
    """The path from the event to a column of its enrolment."""
    if _MODELS[rule][0] is Enrolment:
        return column
    return "enrolment_id" if column == "pk" else f"enrolment__{column}"


def counted(actor: Actor, period: Period, rule: CountingRule) -> QuerySet[Any]:
    """The events that fall into the period by the rule, of people sent by units in the actor's scope of reports.

    Those in cancelled classes are still among them: `cancelled_classes` says which.
    """
    model, day = _MODELS[rule]
    rows = model.objects.order_by()
    if period.end is not None:
        rows = rows.filter(**{f"{day}__lt": period.end})
    if rule is CountingRule.STUDYING:
        rows = rows.filter(
            Q(completed_on__isnull=True) | Q(completed_on__gte=period.start),
            Q(dropped_on__isnull=True) | Q(dropped_on__gte=period.start),
            training_class__end_on__gte=period.start,
        )
    else:
        rows = rows.filter(**{f"{day}__gte": period.start})
    scope = actor.unit_ids(Permission.REPORT_RUN)
    return rows.filter(unit_then_id__in=scope) if isinstance(scope, frozenset) else rows


def first_day_counted(period: Period, rule: CountingRule) -> date:
    """The day from which events fall into the period by the rule: whoever studies in it may have begun before it.

    Of everybody, whoever asks; one query where that is asked of the records.
    """
    if rule is not CountingRule.STUDYING:
        return period.start
    still_held = Enrolment.objects.filter(training_class__end_on__gte=period.start).order_by()
    first: date | None = still_held.aggregate(first=Min("enrolled_on"))["first"]
    return period.start if first is None else min(first, period.start)


def cancelled_classes() -> list[int]:
    """The ids of classes that were given up: nothing in them counts."""
    return list(
        TrainingClass.objects.filter(state=ClassState.CANCELLED).order_by().values_list("pk", flat=True)
    )


def classes_counted() -> QuerySet[TrainingClass]:
    """Every class that was not cancelled."""
    return TrainingClass.objects.exclude(state=ClassState.CANCELLED).order_by()


def classes_in(period: Period, rule: CountingRule) -> QuerySet[TrainingClass]:
    """The classes held: begun, running or ended in the period, as participations are counted by the rule."""
    held = classes_counted().exclude(state=ClassState.PLANNED)
    if rule is CountingRule.ADMITTED:
        return held.filter(_within("start_on", period))
    if rule is CountingRule.STUDYING:
        running = held.filter(end_on__gte=period.start)
        return running if period.end is None else running.filter(start_on__lt=period.end)
    return held.filter(_within("end_on", period), state=ClassState.FINISHED)


def costs_in(period: Period) -> QuerySet[ClassCost]:
    """Money spent on classes on days of the period."""
    return ClassCost.objects.filter(_within("on", period), kind=CostKind.SPENT).order_by()


def learners_paid_for(period: Period) -> QuerySet[Enrolment]:
    """Everybody who ever was in a class that money was spent on in the period, class by class in the order of entry."""
    paid = costs_in(period).values("training_class_id")
    return Enrolment.objects.filter(training_class_id__in=paid).order_by("training_class_id", "pk")


def costs_with(cost_ids: Collection[int]) -> QuerySet[ClassCost]:
    """The lines of money of these ids. Whoever asks has found them within the actor's scope."""
    return ClassCost.objects.filter(pk__in=cost_ids)


def enrolments_behind(rows: QuerySet[Any], rule: CountingRule) -> QuerySet[Enrolment]:
    """The participations of events, in the order in which they are found at once."""
    if rows.model is not Enrolment:
        rows = Enrolment.objects.filter(pk__in=rows.values(of_enrolment(rule, "pk")))
    return rows.order_by("enrolled_on", "training_class_id", "pk")


def participations_of(rule: CountingRule, enrolment_ids: Sequence[int]) -> list[Enrolment]:
    """These participations, in this order, each with its person, class and placement, in one query.

    ``event_unit_name`` and ``event_title_name`` are what the learner was on the day of the event the rule counts.
    """
    path = _path(rule)
    rows = Enrolment.objects.select_related("person", "training_class", "placement").annotate(
        event_unit_name=_name_of_unit(f"{path}unit_then", f"{path}{day_column(rule)}"),
        event_title_name=F(f"{path}title_then__name"),
    )
    found = rows.order_by().in_bulk(enrolment_ids)
    return [found[one] for one in enrolment_ids if one in found]


def _path(rule: CountingRule) -> str:
    """From a participation to its event."""
    return {CountingRule.COMPLETED: "completion__", CountingRule.CERTIFIED: "certificate__"}.get(rule, "")


def _name_of_unit(unit: str, day: str) -> Subquery:
    """What the unit was called on the day."""
    on: Any = OuterRef(day)
    states = UnitState.objects.filter(on_day(on), unit=OuterRef(unit))
    return Subquery(states.values("name")[:1])


def people_in(rows: QuerySet[Any]) -> list[int]:
    """The ids of everybody in one of the events, each once, in order. Faster than any database tells them apart."""
    ids = np.fromstring(rows.aggregate(listed=_Listed("person_id"))["listed"] or "", dtype=np.int64, sep=",")
    is_in = np.zeros(int(ids.max(initial=0)) + 1, dtype=np.bool_)
    is_in[ids] = True
    listed: list[int] = np.flatnonzero(is_in).tolist()
    return listed


def people_behind(people: QuerySet[Person], rows: QuerySet[Any]) -> QuerySet[Person]:
    """Those of the people who are in one of the events."""
    return people.filter(Exists(rows.filter(person_id=OuterRef("pk"))))


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody as they were on the day of an event. ``pk`` is the person's."""

    pk: int
    full_name: str
    event_unit_name: str = ""
    event_title_name: str = ""


def learners_of(rows: QuerySet[Any], rule: CountingRule, person_ids: Sequence[int]) -> list[Learner]:
    """These people, in this order, as they were at the last of their events. Two queries."""
    names = names_of(person_ids)
    day = day_column(rule)
    events = (
        rows.filter(person_id__in=person_ids)
        .order_by(day, "pk")
        .annotate(event_unit_name=_name_of_unit("unit_then", day))
    )
    last = {
        person_id: Learner(person_id, names[person_id], unit or "", title or "")
        for person_id, unit, title in events.values_list("person_id", "event_unit_name", "title_then__name")
    }
    return [last.get(one) or Learner(one, names[one]) for one in person_ids if one in names]


def fetch_grouped(
    rows: QuerySet[Any], columns: Sequence[str], listed: Sequence[str]
) -> list[tuple[Any, ...]]:
    """For each combination of the columns how many rows there are, and the numbers in each of the ``listed`` columns.

    These stand behind the count, each list as one text between commas. The columns are as the database's driver gives
    them, without a step in between: on SQLite a flag is 0 or 1.
    """
    lists = {f"list_{place}": _Listed(column) for place, column in enumerate(listed)}
    query = rows.values(*columns).annotate(rows=Count("*"), **lists).values_list(*columns, "rows", *lists)
    sql, parameters = query.query.sql_with_params()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


class _Listed(Aggregate):
    """Whole numbers of a group as one text, which any driver hands over faster than rows."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            function="STRING_AGG",
            template="%(function)s(%(expressions)s::text, ',')",
            **context,
        )


def _within(field: str, period: Period) -> Q:
    begun = Q(**{f"{field}__gte": period.start})
    return begun if period.end is None else begun & Q(**{f"{field}__lt": period.end})
