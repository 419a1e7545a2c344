"""Putting people forward: by the unit, one or many at once; by oneself; without a place; and as told of the past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.plans import operations as places
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLine, PlanLineTerms
from vun.records.sending import queries
from vun.records.sending.domain import (
    OPEN_STATES,
    Check,
    CheckStatus,
    NominationProblems,
    NominationRow,
    NominationState,
    status_of,
)
from vun.records.sending.domain.kept import to_keep
from vun.records.sending.models import Nomination
from vun.records.sending.operations import routing


def nominate(
    *, line: PlanLine, unit: Unit, person: Person, exception_reason: str = "", on: date, by: Actor
) -> Nomination:
    """Put somebody forward for a plan line; one of the unit's places is taken.

    A red check needs ``exception_reason``. Raises Refused, NotFound (somebody the actor may not see) and Problem: no
    place left, no quota, plan not in force, nominated for this line already, red check without a reason, or a unit that
    does not exist on the day, with what took over from it.
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

    Either all are put forward or nobody. A reason is kept where a red check needs one. Raises as `nominate`, with
    NominationProblems for what is wrong with single people, and Problem when nobody is chosen.
    """
    return _put_all(line, unit, reasons, NominationState.PROPOSED, on, by)


@transaction.atomic
def waitlist_many(
    *, line: PlanLine, unit: Unit, reasons: Mapping[int, str], on: date, by: Actor
) -> list[Nomination]:
    """Put several people on the unit's waiting list of the line; no place is taken. Raises as `nominate_many`."""
    return _put_all(line, unit, reasons, NominationState.WAITLISTED, on, by)


@transaction.atomic
def ask(*, line: PlanLine, unit: Unit, reason: str, on: date, by: Actor) -> Nomination:
    """Ask to be sent oneself: the unit of one's post answers. No place is taken.

    Raises Refused for whoever has no record, and Problem: no reason, the plan not in force, not of the unit, asked
    already.
    """
    by.require_anywhere(Permission.OWN_RECORD)
    if by.person_id is None:
        raise Refused(Permission.OWN_RECORD)
    return _ask(line, unit, people.get_own_person(by), reason, on, by)


@transaction.atomic
def ask_for(*, line: PlanLine, unit: Unit, person: Person, reason: str, on: date, by: Actor) -> Nomination:
    """Put down that somebody asks their unit to be sent, when they asked elsewhere. No place is taken.

    Raises Refused without NOMINATE over the unit, and Problem as `ask`.
    """
    by.require(Permission.NOMINATE, unit.pk)
    return _ask(line, unit, person, reason, on, by)


def _ask(line: PlanLine, unit: Unit, person: Person, reason: str, on: date, by: Actor) -> Nomination:
    _terms(line)
    if not clean(reason):
        raise Problem("sending.reason_needed", field="reason")
    if not queries.people_of_unit(unit.pk, on).filter(person=person).exists():
        raise Problem("sending.not_of_unit", unit=unit.name)
    return _create(line, unit, person, NominationState.ASKED, on, by, request_reason=clean(reason)[:300])


def _put_all(
    line: PlanLine, unit: Unit, reasons: Mapping[int, str], state: NominationState, on: date, by: Actor
) -> list[Nomination]:
    by.require(Permission.NOMINATE, unit.pk)
    orgs.require_there(unit, on)
    terms = _terms(line)
    if not reasons:
        raise Problem("sending.nobody_chosen")
    persons = people.visible_to(by, on).in_bulk(list(reasons))
    if persons.keys() != reasons.keys():
        raise NotFound("person")
    checks = queries.checks_for(reasons, terms, unit.pk, on)
    wrong = _wrong(line, persons, reasons, checks)
    if wrong:
        raise NominationProblems(wrong)
    return [
        _put_forward(line, unit, persons[person_id], reason, checks[person_id], state, on, by)
        for person_id, reason in reasons.items()
    ]


def _terms(line: PlanLine) -> PlanLineTerms:
    terms = plans.approved_terms(line.pk)
    if terms is None:
        raise Problem("sending.line_not_in_force")
    return terms


def _wrong(
    line: PlanLine,
    persons: Mapping[int, Person],
    reasons: Mapping[int, str],
    checks: Mapping[int, Collection[Check]],
) -> dict[int, Problem]:
    live = Nomination.objects.filter(line=line, person_id__in=reasons, state__in=OPEN_STATES)
    nominated = set(live.values_list("person_id", flat=True))
    wrong: dict[int, Problem] = {}
    for person_id, reason in reasons.items():
        name = persons[person_id].full_name
        if person_id in nominated:
            wrong[person_id] = Problem("sending.nominated_already", name=name)
        elif status_of(checks[person_id]) is CheckStatus.RED and not reason.strip():
            wrong[person_id] = Problem("sending.exception_needs_reason", field="exception_reason", name=name)
    return wrong


def _kept(reason: str, checks: Collection[Check]) -> str:
    return reason.strip() if status_of(checks) is CheckStatus.RED else ""


def _put_forward(
    line: PlanLine,
    unit: Unit,
    person: Person,
    reason: str,
    checks: Collection[Check],
    state: NominationState,
    on: date,
    by: Actor,
) -> Nomination:
    judgements, kept = [to_keep(on, state, checks)], _kept(reason, checks)
    if state is NominationState.PROPOSED:
        places.take_place(line.pk, unit.pk)
        return _create(line, unit, person, state, on, by, judgements, exception_reason=kept)
    return _create(line, unit, person, state, on, by, judgements, exception_reason=kept, waiting_since=on)


_ACTIONS = {
    NominationState.PROPOSED: "nomination.proposed",
    NominationState.WAITLISTED: "nomination.waitlisted",
    NominationState.ASKED: "nomination.asked",
}


def _create(
    line: PlanLine,
    unit: Unit,
    person: Person,
    state: NominationState,
    on: date,
    by: Actor,
    judgements: Sequence[Mapping[str, object]] = (),
    **columns: object,
) -> Nomination:
    try:
        with transaction.atomic():
            nomination = Nomination.objects.create(
                line=line,
                unit=unit,
                person=person,
                state=state,
                proposed_on=on,
                proposed_by=by.name,
                judgements=list(judgements),
                **columns,
            )
    except IntegrityError:
        raise Problem("sending.nominated_already", name=person.full_name) from None
    audit.record(
        by,
        _ACTIONS[state],
        nomination,
        unit_id=unit.pk,
        after={"person": person, "line": line.pk, "unit": unit, "on": on, **columns},
    )
    if state is NominationState.PROPOSED:
        routing.submit(nomination, by)
    return nomination


@transaction.atomic
def load_nominations(*, rows: Sequence[NominationRow], by: Actor) -> list[int]:
    """Nominations approved in the past, as they are told: quotas are used up, people are not checked; ids in order.

    Raises Refused without NOMINATION_APPROVE everywhere; Problem when a unit's quota of a line has too few places, or
    a unit did not exist on the day it put somebody forward.
    """
    by.require_everywhere(Permission.NOMINATION_APPROVE)
    units = Unit.objects.in_bulk({row.unit_id for row in rows})
    for row in rows:
        orgs.require_there(units[row.unit_id], row.proposed_on)
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
