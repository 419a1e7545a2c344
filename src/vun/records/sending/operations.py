"""What is done to nominations: put forward, approve by a decision, reject, withdraw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.records.audit import operations as audit
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.plans import operations as places
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLine
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.sending import queries
from vun.records.sending.domain import (
    LIVE_STATES,
    CheckStatus,
    NominationProblems,
    NominationRow,
    NominationState,
    status_of,
)
from vun.records.sending.models import Nomination
from vun.records.sending.studies import studies


def nominate(
    *, line: PlanLine, unit: Unit, person: Person, exception_reason: str = "", on: date, by: Actor
) -> Nomination:
    """Put somebody forward for a plan line; one of the unit's places is taken.

    A red check needs ``exception_reason``. Raises Refused, NotFound (somebody the actor may not see) and Problem: no
    place left, no quota, plan not in force, nominated for this line already, red check without a reason.
    """
    try:
        (nomination,) = nominate_many(
            line=line, unit=unit, reasons={person.pk: exception_reason}, on=on, by=by
        )
    except NominationProblems as problems:
        raise problems.by_person[person.pk] from None
    return nomination


@transaction.atomic
def nominate_many(
    *, line: PlanLine, unit: Unit, reasons: Mapping[int, str], on: date, by: Actor
) -> list[Nomination]:
    """Put several people forward at once: the reason for an exception (or "") by person.

    Either all are put forward or nobody. Raises as `nominate`, with NominationProblems for what is wrong with single
    people, and Problem when nobody is chosen.
    """
    by.require(Permission.NOMINATE, unit.pk)
    terms = plans.approved_terms(line.pk)
    if terms is None:
        raise Problem("sending.line_not_in_force")
    if not reasons:
        raise Problem("sending.nobody_chosen")
    persons = people.visible_to(by, on).in_bulk(list(reasons))
    if persons.keys() != reasons.keys():
        raise NotFound("person")
    checks = queries.checks_for(reasons, terms, unit.pk, on)
    live = Nomination.objects.filter(line=line, person_id__in=reasons, state__in=LIVE_STATES)
    nominated = set(live.values_list("person_id", flat=True))
    wrong: dict[int, Problem] = {}
    for person_id, reason in reasons.items():
        name = persons[person_id].full_name
        if person_id in nominated:
            wrong[person_id] = Problem("sending.nominated_already", name=name)
        elif status_of(checks[person_id]) is CheckStatus.RED and not reason.strip():
            wrong[person_id] = Problem("sending.exception_needs_reason", field="exception_reason", name=name)
    if wrong:
        raise NominationProblems(wrong)
    return [
        _put_forward(line, unit, persons[person_id], reasons[person_id].strip(), on, by)
        for person_id in reasons
    ]


def _put_forward(line: PlanLine, unit: Unit, person: Person, reason: str, on: date, by: Actor) -> Nomination:
    places.take_place(line.pk, unit.pk)
    try:
        with transaction.atomic():
            nomination = Nomination.objects.create(
                line=line,
                unit=unit,
                person=person,
                proposed_on=on,
                proposed_by=by.name,
                exception_reason=reason,
            )
    except IntegrityError:
        raise Problem("sending.nominated_already", name=person.full_name) from None
    audit.record(
        by,
        "nomination.proposed",
        nomination,
        unit_id=unit.pk,
        after={"person": person, "line": line.pk, "unit": unit, "on": on, "exception_reason": reason},
    )
    return nomination


@transaction.atomic
def approve_nominations(*, ids: Collection[int], decision: Decision, on: date, by: Actor) -> int:
    """Approve proposed nominations by a decision to send (quyết định cử đi học). Returns how many.

    All or none: raises NotFound, Refused, and Problem when nothing is chosen or one is no longer proposed.
    """
    if not ids:
        raise Problem("sending.nobody_chosen")
    nominations = _chosen(ids, by)
    changed = Nomination.objects.filter(pk__in=ids, state=NominationState.PROPOSED).update(
        state=NominationState.APPROVED, decision=decision, decided_on=on
    )
    if changed != len(nominations):
        raise Problem("sending.not_waiting", waiting=changed, chosen=len(nominations))
    for nomination in nominations:
        audit.record(
            by,
            "nomination.approved",
            nomination,
            unit_id=nomination.unit_id,
            before={"state": NominationState.PROPOSED},
            after={"state": NominationState.APPROVED, "decision": decision.number, "on": on},
        )
    return changed


@transaction.atomic
def approve_nominations_by(
    *,
    ids: Collection[int],
    number: str,
    issued_on: date,
    issuer: str,
    subject: str,
    signer: str = "",
    on: date,
    by: Actor,
) -> int:
    """Enter the decision to send in the register and `approve_nominations` by it."""
    decision = registers.register_decision(
        kind=DecisionKind.DECISION,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        signer=signer,
        by=by,
    )
    return approve_nominations(ids=ids, decision=decision, on=on, by=by)


def _chosen(ids: Collection[int], by: Actor) -> list[Nomination]:
    nominations = list(queries.visible_to(by).filter(pk__in=ids))
    if len(nominations) != len(set(ids)):
        raise NotFound("nomination")
    for nomination in nominations:
        by.require(Permission.NOMINATION_APPROVE, nomination.unit_id)
    return nominations


@transaction.atomic
def reject(*, nomination: Nomination, reason: str, on: date, by: Actor) -> None:
    """Turn a proposed nomination down, with the reason the unit reads; its place is free again.

    Raises Refused, and Problem when it is no longer proposed or no reason is given.
    """
    by.require(Permission.NOMINATION_APPROVE, nomination.unit_id)
    if not reason.strip():
        raise Problem("sending.reason_needed", field="reason")
    _end(nomination, {NominationState.PROPOSED}, NominationState.REJECTED, reason, on, by)


@transaction.atomic
def withdraw(*, nomination: Nomination, reason: str = "", on: date, by: Actor) -> None:
    """Take a nomination back before the person is in a class; its place is free again.

    Raises Refused, and Problem when it is over already or the person is enrolled by it.
    """
    by.require(Permission.NOMINATE, nomination.unit_id)
    if studies().is_enrolled(nomination.pk):
        raise Problem("sending.enrolled_already", name=nomination.person.full_name)
    _end(nomination, LIVE_STATES, NominationState.WITHDRAWN, reason, on, by)


def _end(
    nomination: Nomination,
    states: Collection[NominationState],
    state: NominationState,
    reason: str,
    on: date,
    by: Actor,
) -> None:
    changed = Nomination.objects.filter(pk=nomination.pk, state__in=states).update(
        state=state, answer_reason=reason.strip(), decided_on=on
    )
    if not changed:
        raise Problem("sending.is_over", name=nomination.person.full_name)
    places.release_place(nomination.line_id, nomination.unit_id)
    audit.record(
        by,
        f"nomination.{state.value}",
        nomination,
        unit_id=nomination.unit_id,
        before={"state": nomination.state},
        after={"state": state, "reason": reason.strip(), "on": on},
    )


@transaction.atomic
def load_nominations(*, rows: Sequence[NominationRow], by: Actor) -> list[int]:
    """Nominations approved in the past, as they are told: quotas are used up, no other check is made; ids in order.

    Raises Refused without NOMINATION_APPROVE everywhere; Problem when a unit's quota of a line has too few places.
    """
    by.require_everywhere(Permission.NOMINATION_APPROVE)
    places.take_places(Counter((row.line_id, row.unit_id) for row in rows))
    stored = Nomination.objects.bulk_create(
        [
            Nomination(
                line_id=row.line_id,
                unit_id=row.unit_id,
                person_id=row.person_id,
                state=NominationState.APPROVED,
                proposed_on=row.proposed_on,
                proposed_by=by.name,
                decided_on=row.decided_on,
                decision_id=row.decision_id,
            )
            for row in rows
        ],
        batch_size=1_000,
    )
    if stored:
        audit.record(by, "nominations.loaded", stored[0], after={"count": len(stored)})
    return [nomination.pk for nomination in stored]
