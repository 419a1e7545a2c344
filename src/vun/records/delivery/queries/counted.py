"""Participations, classes and money as reports count them: bare columns, each event by its own snapshot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections
from django.db.models import Aggregate, Count, Q, QuerySet, TextField

from vun.common.actor import Actor, Permission
from vun.common.period import Period
from vun.records.delivery.domain import ClassState, CostKind, CountingRule
from vun.records.delivery.models import Certificate, ClassCost, Completion, Enrolment, TrainingClass

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


def costs_with(cost_ids: Collection[int]) -> QuerySet[ClassCost]:
    """The lines of money of these ids. Whoever asks has found them within the actor's scope."""
    return ClassCost.objects.filter(pk__in=cost_ids)


def enrolments_behind(rows: QuerySet[Any], rule: CountingRule) -> QuerySet[Enrolment]:
    """The participations of events, in the order in which they are found at once."""
    if rows.model is not Enrolment:
        rows = Enrolment.objects.filter(pk__in=rows.values(of_enrolment(rule, "pk")))
    return rows.order_by("enrolled_on", "training_class_id", "pk")


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
