"""Moving a trip from state to state, as its table of transitions says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.abroad import queries
from vun.records.abroad.domain import (
    LEARNING_ROLES,
    TRANSITIONS,
    MemberRole,
    ReportRule,
    ReportScope,
    TripState,
    Verb,
    due_on,
)
from vun.records.abroad.models import StudyTrip, TripReport, TripReportRule
from vun.records.abroad.operations import routing
from vun.records.abroad.operations.listing import refuse_away
from vun.records.audit import operations as audit
from vun.records.delivery import operations as delivery
from vun.records.delivery.domain import ClassRow, EnrolmentState, LearnerRow
from vun.records.orgs import queries as orgs
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.standards.domain import StudyPlace


@transaction.atomic
def submit(*, trip: StudyTrip, on: date, by: Actor) -> None:
    """Ask for leave, along the route of the unit that sends it.

    Raises Refused; Problem: not a draft, nobody on the list, no head, or a unit that is not there on the day.
    """
    _allow(trip, Verb.SUBMIT, by)
    orgs.require_there(trip.unit, on)
    if not trip.members.exists():
        raise Problem("abroad.nobody_on_list")
    if not trip.members.filter(role=MemberRole.HEAD).exists():
        raise Problem("abroad.no_head")
    _move(trip, Verb.SUBMIT, on, by)
    routing.submit(trip, on, by)


@transaction.atomic
def recall(*, trip: StudyTrip, on: date, by: Actor) -> None:
    """Take a trip that waits back, to put something right and submit it again. Raises Refused, Problem."""
    _move(trip, Verb.RECALL, on, by)
    routing.withdraw(trip, "", on, by)


@transaction.atomic
def send_back(*, trip: StudyTrip, reason: str, on: date, by: Actor) -> None:
    """Return a trip for correction, with the reason, to where the step it is at gives back.

    It stays submitted where that is an earlier step. Raises Refused, Problem.
    """
    acting = routing.send_back(trip, reason, on, by)
    if acting is not None:
        _move(trip, Verb.RETURN, on, acting, reason=reason)


@transaction.atomic
def permit(
    *, trip: StudyTrip, decision: Decision, letter: Decision | None = None, on: date, by: Actor
) -> None:
    """Set up the delegation by a decision; ``letter`` is the leave of whoever manages the highest of its members.

    It is the last signature of the route. Raises Refused; Problem: not waiting, steps to be taken before, somebody who
    is on another trip on those days, or members whose tier needs a letter by the rules of the day go without one.
    """
    acting = routing.permit(trip, on, by)
    _allow(trip, Verb.PERMIT, acting)
    refuse_away(trip)
    rule = queries.permit_on(trip, on)
    if rule is not None and rule.needs_letter and letter is None:
        raise Problem("abroad.letter_needed", field="letter", authority=rule.authority)
    _move(trip, Verb.PERMIT, on, acting, decision=decision, letter=letter, permit_rule=rule)


@transaction.atomic
def permit_by(*, trip: StudyTrip, letter: Decision | None = None, on: date, by: Actor, **told: Any) -> None:
    """`permit` by a decision entered on the way, as ``told`` to the register: both or neither. Raises as both."""
    decision = registers.register_decision(kind=DecisionKind.DECISION, by=by, **told)
    permit(trip=trip, decision=decision, letter=letter, on=on, by=by)


@transaction.atomic
def reject(*, trip: StudyTrip, reason: str, on: date, by: Actor) -> None:
    """Turn a trip down at the step it is at, with the reason. Raises Refused, Problem."""
    acting = routing.reject(trip, reason, on, by)
    _move(trip, Verb.REJECT, on, acting, reason=reason)


@transaction.atomic
def withdraw(*, trip: StudyTrip, reason: str = "", on: date, by: Actor) -> None:
    """Give a trip up before it is permitted. Raises Refused, Problem."""
    _move(trip, Verb.WITHDRAW, on, by, reason=reason)
    routing.withdraw(trip, reason, on, by)


@transaction.atomic
def cancel(*, trip: StudyTrip, reason: str, decision: Decision | None = None, on: date, by: Actor) -> None:
    """Call a permitted trip off, with the reason, by a decision where there is one. Raises Refused, Problem."""
    _move(trip, Verb.CANCEL, on, by, reason=reason, end_decision=decision)


@transaction.atomic
def come_back(*, trip: StudyTrip, back_on: date, on: date, by: Actor) -> None:
    """Record the day the delegation was home: from it the reports of the rules of that day fall due.

    Raises Refused; Problem: not permitted, back before it left, or on a day to come.
    """
    _allow(trip, Verb.COME_BACK, by)
    if not trip.start_on <= back_on <= on:
        raise Problem("abroad.back_out_of_order", field="back_on", start_on=trip.start_on, on=on)
    _move(trip, Verb.COME_BACK, on, by, back_on=back_on)
    owed = [report for rule in queries.report_rules(back_on) for report in _owed(trip, rule, back_on)]
    TripReport.objects.bulk_create(owed)


def _owed(trip: StudyTrip, row: TripReportRule, back_on: date) -> list[TripReport]:
    rule = ReportRule(row.code, ReportScope(row.scope), row.days)
    day = due_on(rule, back_on)
    if rule.scope is ReportScope.WHOLE:
        return [TripReport(trip=trip, rule=row, due_on=day)]
    learners = trip.members.filter(role__in=LEARNING_ROLES)
    return [TripReport(trip=trip, rule=row, member=member, due_on=day) for member in learners]


@transaction.atomic
def close(*, trip: StudyTrip, on: date, by: Actor) -> None:
    """Close a trip whose reports are all filed; with a programme, those who learned count among results abroad.

    Raises Refused, and Problem: not back, or reports still owed.
    """
    _allow(trip, Verb.CLOSE, by)
    owed = trip.reports.filter(filed_on__isnull=True).count()
    if owed:
        raise Problem("abroad.reports_owed", count=owed)
    _move(trip, Verb.CLOSE, on, by, training_class_id=_counted(trip, by))


def _counted(trip: StudyTrip, by: Actor) -> int | None:
    """The trip as a finished class abroad, so that every report counts it as it counts all others."""
    if trip.programme_id is None or trip.back_on is None:
        return None
    learners = trip.members.filter(role__in=LEARNING_ROLES).order_by("pk")
    row = ClassRow(
        programme_id=trip.programme_id,
        host_id=trip.unit_id,
        start_on=trip.start_on,
        end_on=trip.back_on,
        name=trip.name,
        partner=trip.host_body,
        country=", ".join(trip.countries)[:200],
        place=StudyPlace.ABROAD,
        decision_id=trip.decision_id,
        learners=[
            LearnerRow(
                person_id=member.person_id,
                state=EnrolmentState.COMPLETED,
                fund_source_code=trip.fund_source_id,
            )
            for member in learners
        ],
    )
    # Whoever closes a trip need not be allowed to run classes: what is counted follows from closing it.
    (loaded,) = delivery.load_history(rows=[row], by=Actor.system(by.name))
    return loaded.class_id


def _allow(trip: StudyTrip, verb: Verb, by: Actor) -> None:
    """Raises Refused, and Problem when the trip is in a state in which this cannot be done."""
    move = TRANSITIONS[verb]
    by.require(move.permission, trip.unit_id)
    if TripState(StudyTrip.objects.values_list("state", flat=True).get(pk=trip.pk)) not in move.sources:
        raise Problem("abroad.moved_on")


def _move(trip: StudyTrip, verb: Verb, on: date, by: Actor, *, reason: str = "", **columns: object) -> None:
    move = TRANSITIONS[verb]
    _allow(trip, verb, by)
    said = clean(reason)
    if move.needs_reason and not said:
        raise Problem("abroad.reason_needed", field="reason")
    before = trip.state
    changed = StudyTrip.objects.filter(pk=trip.pk, state__in=move.sources).update(
        state=move.target, answer_reason=said[:300], **columns
    )
    if not changed:
        raise Problem("abroad.moved_on")
    trip.refresh_from_db()
    audit.record(
        by,
        f"trip.{move.target.value}",
        trip,
        unit_id=trip.unit_id,
        before={"state": before},
        after={"state": move.target, "reason": said, "on": on},
    )
