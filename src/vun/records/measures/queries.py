"""Readers of measures taken, and of those the rules of the day propose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.dated import on_day
from vun.records.delivery.domain import ClassState, EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.measures.domain import CAUSES_IN_CLASS, Cause
from vun.records.measures.models import Measure, MeasureRule
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination
from vun.records.standards.succession import rows_of, stem_of

MOST_PROPOSED = 500
"""So many are proposed at once of each rule; the year's work goes on with the next."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure the rules propose: for whom, of which unit, on which grounds."""

    rule: MeasureRule
    person: Person
    unit: Unit | None
    on: date
    grounds: str
    enrolment: Enrolment | None = None
    nomination: Nomination | None = None

    @property
    def key(self) -> str:
        """What names the proposal on a page: its rule and its cause."""
        cause = self.enrolment or self.nomination
        return f"{self.rule.pk}-{cause.pk if cause else 0}"


def visible_to(actor: Actor) -> QuerySet[Measure]:
    """The measures of units in the actor's scope, with all that is shown of them."""
    rows = Measure.objects.select_related(
        "person", "unit", "rule", "decision", "enrolment__training_class", "nomination"
    )
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    return rows.filter(unit_id__in=scope) if isinstance(scope, frozenset) else rows


def get_measure(actor: Actor, measure_id: int) -> Measure:
    """Raises NotFound when there is none in the actor's scope."""
    found = visible_to(actor).filter(pk=measure_id).first()
    if found is None:
        raise NotFound("measure")
    return found


def measures_of(person_id: int) -> QuerySet[Measure]:
    """What was decided about somebody after study, the latest first."""
    return Measure.objects.filter(person_id=person_id).select_related(
        "rule", "decision", "enrolment__training_class"
    )


def proposals(actor: Actor, on: date) -> list[Proposal]:
    """What the rules of the day propose for the year up to it and was not decided yet, in the actor's scope.

    One query for each rule.
    """
    rules = MeasureRule.objects.filter(on_day(on))
    return [proposal for rule in rules for proposal in _proposed(rule, actor, on)]


def get_proposal(actor: Actor, rule_id: int, cause_id: int, on: date) -> Proposal:
    """Raises NotFound when the rules of the day propose no such thing to the actor (any more)."""
    rule = MeasureRule.objects.filter(on_day(on), pk=rule_id).first()
    found = next(iter(_proposed(rule, actor, on, cause_id)), None) if rule else None
    if found is None:
        raise NotFound("measure proposal")
    return found


def measure_rules(on: date) -> list[MeasureRule]:
    """The rules that propose measures on the day."""
    return list(MeasureRule.objects.filter(on_day(on)))


def get_rule(rule_id: int) -> MeasureRule:
    """Raises NotFound."""
    found = MeasureRule.objects.select_related("decision").filter(pk=rule_id).first()
    if found is None:
        raise NotFound("measure rule")
    return found


def rows_of_rule(rule: MeasureRule) -> list[MeasureRule]:
    """The rows of the same rule over time, the newest first, itself included."""
    return list(rows_of(MeasureRule, stem_of(rule.code)))


def _proposed(rule: MeasureRule, actor: Actor, on: date, cause_id: int | None = None) -> list[Proposal]:
    is_in_class = rule.cause in CAUSES_IN_CLASS
    rows: QuerySet[Any] = _enrolments(rule, on) if is_in_class else _nominations(on)
    column = "enrolment" if is_in_class else "nomination"
    # What was decided under an earlier row of the rule is decided.
    same = rows_of(MeasureRule, stem_of(rule.code)).order_by()
    taken = Measure.objects.filter(rule__in=same, revoked_on__isnull=True, **{column: OuterRef("pk")})
    rows = rows.filter(~Exists(taken))
    if cause_id is not None:
        rows = rows.filter(pk=cause_id)
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        rows = rows.filter(**{("unit_then_id__in" if is_in_class else "unit_id__in"): scope})
    make = _of_enrolment if is_in_class else _of_nomination
    return [make(rule, row) for row in rows[:MOST_PROPOSED]]


def _enrolments(rule: MeasureRule, on: date) -> QuerySet[Enrolment]:
    rows = (
        Enrolment.objects.exclude(training_class__state=ClassState.CANCELLED)
        .exclude(unit_then__isnull=True)
        .select_related("person", "unit_then", "training_class")
    )
    first = date(on.year, 1, 1)
    return rows.filter(_IN_CLASS[Cause(rule.cause)](rule, first, on)).order_by("person__sort_key", "pk")


_IN_CLASS = {
    Cause.RESULT: lambda rule, first, on: Q(
        state=EnrolmentState.COMPLETED.value,
        classification__in=rule.classifications,
        completed_on__range=(first, on),
    ),
    Cause.FAILED: lambda rule, first, on: Q(state=EnrolmentState.FAILED.value, failed_on__range=(first, on)),
    Cause.DROPPED: lambda rule, first, on: Q(
        state=EnrolmentState.DROPPED.value, dropped_on__range=(first, on)
    ),
}


def _nominations(on: date) -> QuerySet[Nomination]:
    """Those a decision had sent who were taken back: they, or their unit, would not go."""
    return (
        Nomination.objects.filter(
            state=NominationState.WITHDRAWN.value,
            decision__isnull=False,
            ended_on__range=(date(on.year, 1, 1), on),
        )
        .select_related("person", "unit", "decision")
        .order_by("person__sort_key", "pk")
    )


def _of_enrolment(rule: MeasureRule, row: Enrolment) -> Proposal:
    day = row.completed_on or row.dropped_on or row.failed_on or row.training_class.end_on
    grounds = ": ".join(text for text in (row.training_class.name, row.drop_reason) if text)
    return Proposal(rule, row.person, row.unit_then, day, grounds, enrolment=row)


def _of_nomination(rule: MeasureRule, row: Nomination) -> Proposal:
    number = row.decision.number if row.decision else ""
    grounds = ": ".join(text for text in (number, row.answer_reason) if text)
    return Proposal(rule, row.person, row.unit, row.ended_on or row.proposed_on, grounds, nomination=row)
