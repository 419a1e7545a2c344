"""Moving a nomination from one state to the next, as the table of transitions allows and no other way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.plans import operations as places
from vun.records.plans import queries as plans
from vun.records.sending import queries
from vun.records.sending.domain import (
    OPEN_STATES,
    TRANSITIONS,
    Check,
    CheckCode,
    CheckStatus,
    NominationState,
    Verb,
    places_change,
    status_of,
)
from vun.records.sending.domain.kept import to_keep
from vun.records.sending.models import Nomination
from vun.records.sending.operations import routing
from vun.records.sending.studies import studies

DECIDED_ON_THE_WAY = frozenset({Verb.APPROVE, Verb.RETURN, Verb.REJECT})
"""The verbs for whoever's turn it is; what else becomes of a nomination, its way of approval follows."""


@transaction.atomic
def accept(*, nomination: Nomination, on: date, by: Actor) -> None:
    """Put somebody who asked forward: one of the unit's places is taken. Raises Refused, Problem (no place left)."""
    move(nomination, Verb.ACCEPT, on=on, by=by)


@transaction.atomic
def decline(*, nomination: Nomination, reason: str, on: date, by: Actor) -> None:
    """Tell somebody who asked why not. Raises Refused, and Problem without a reason or when it was answered."""
    move(nomination, Verb.DECLINE, reason=reason, on=on, by=by)


@transaction.atomic
def waitlist(*, nomination: Nomination, on: date, by: Actor) -> None:
    """Let somebody wait for a place; a place taken is given back. Raises Refused, Problem."""
    move(nomination, Verb.WAITLIST, on=on, by=by, waiting_since=on)


@transaction.atomic
def promote(*, nomination: Nomination, on: date, by: Actor) -> None:
    """Give somebody of the waiting list a place: they are put forward from that day on. Raises Refused, Problem."""
    move(nomination, Verb.PROMOTE, on=on, by=by, proposed_on=on)


@transaction.atomic
def send_back(*, nomination: Nomination, reason: str, on: date, by: Actor) -> None:
    """Return a nomination for correction, to where the step it is at gives back; it keeps its place.

    It stays proposed where that is an earlier step. Raises Refused, Problem.
    """
    acting = routing.send_back(nomination, reason, by)
    if acting is not None:
        move(nomination, Verb.RETURN, reason=reason, on=on, by=acting)


@transaction.atomic
def resubmit(*, nomination: Nomination, on: date, by: Actor) -> None:
    """Send a corrected nomination up again. Raises Refused, Problem."""
    move(nomination, Verb.RESUBMIT, on=on, by=by)


@transaction.atomic
def reject(*, nomination: Nomination, reason: str, on: date, by: Actor) -> None:
    """Turn a proposed nomination down, with the reason the unit reads; its place is free again.

    Raises Refused, and Problem when it is no longer proposed or no reason is given.
    """
    acting = routing.reject(nomination, reason, by)
    move(nomination, Verb.REJECT, reason=reason, on=on, by=acting, decided_on=on)


@transaction.atomic
def withdraw(*, nomination: Nomination, reason: str = "", on: date, by: Actor) -> None:
    """Take a nomination back before the person is in a class; its place is free again.

    Raises Refused, and Problem when it is over already or the person is enrolled by it.
    """
    refuse_enrolled(nomination, by, Verb.WITHDRAW)
    move(nomination, Verb.WITHDRAW, reason=reason, on=on, by=by)


def refuse_enrolled(nomination: Nomination, by: Actor, verb: Verb) -> None:
    by.require(TRANSITIONS[verb].permission, nomination.unit_id)
    if studies().is_enrolled(nomination.pk):
        raise Problem("sending.enrolled_already", name=nomination.person.full_name)


def move(
    nomination: Nomination,
    verb: Verb,
    *,
    reason: str = "",
    checks: Collection[Check] | None = None,
    on: date,
    by: Actor,
    **columns: object,
) -> None:
    """Do what the table says of the verb: permission, state before and after, reason, the place taken or given back.

    In the caller's transaction. Whoever comes second finds the state changed. A place given back goes to the first of
    the waiting list nothing speaks against. ``checks`` is what was found that day, to be kept; of whoever is put
    forward it is found here, unless given. Raises Refused, Problem; no place is taken for a unit that is gone.
    """
    rule = TRANSITIONS[verb]
    by.require(rule.permission, nomination.unit_id)
    if rule.needs_reason and not clean(reason):
        raise Problem("sending.reason_needed", field="reason")
    state, judgements = Nomination.objects.values_list("state", "judgements").get(pk=nomination.pk)
    source = NominationState(state)
    if source not in rule.sources:
        raise Problem("sending.is_over", name=nomination.person.full_name)
    change = places_change(source, rule.target)
    if change > 0:
        _take_place(nomination, on)
    if rule.target is NominationState.PROPOSED and checks is None:
        checks = _checks(nomination, on)
    if checks is not None:
        columns["judgements"] = [*judgements, to_keep(on, rule.target, checks)]
    told = {"answer_reason": clean(reason)[:300]} if clean(reason) else {}
    ended_on = None if rule.target in OPEN_STATES else on
    moved = Nomination.objects.filter(pk=nomination.pk, state=source)
    if not moved.update(state=rule.target, ended_on=ended_on, **told, **columns):
        raise Problem("sending.is_over", name=nomination.person.full_name)
    audit.record(
        by,
        f"nomination.{rule.target.value}",
        nomination,
        unit_id=nomination.unit_id,
        before={"state": source},
        after={"state": rule.target, "reason": clean(reason), "on": on},
    )
    nomination.refresh_from_db()
    if verb not in DECIDED_ON_THE_WAY:
        routing.follow(nomination, source, by)
    if change < 0:
        places.release_place(nomination.line_id, nomination.unit_id)
        if verb is not Verb.WAITLIST:
            _promote_first(nomination, on, by)


def _take_place(nomination: Nomination, on: date) -> None:
    orgs.require_there(nomination.unit, on)
    places.take_place(nomination.line_id, nomination.unit_id)


def _checks(nomination: Nomination, on: date) -> list[Check]:
    """What stands for and against whoever is to be put forward, before they are."""
    terms = plans.approved_terms(nomination.line_id)
    if terms is None:
        raise Problem("sending.line_not_in_force")
    person_id = nomination.person_id
    return queries.checks_for([person_id], terms, nomination.unit_id, on)[person_id]


def _promote_first(fallen_out: Nomination, on: date, by: Actor) -> None:
    """Whoever made the place free need not be allowed to nominate: the waiting list is the unit's own order."""
    terms = plans.approved_terms(fallen_out.line_id)
    waiting = list(queries.waiting_list(fallen_out.line_id, fallen_out.unit_id))
    if terms is None or not waiting or not orgs.is_there(fallen_out.unit, on):
        return
    checks = queries.checks_for([each.person_id for each in waiting], terms, fallen_out.unit_id, on)
    for each in waiting:
        # A place on the waiting list speaks against nobody's own promotion.
        others = [check for check in checks[each.person_id] if check.code is not CheckCode.NOMINATED_ALREADY]
        if each.exception_reason or status_of(others) is not CheckStatus.RED:
            system = Actor.system(by.name)
            move(each, Verb.PROMOTE, checks=checks[each.person_id], on=on, by=system, proposed_on=on)
            return
