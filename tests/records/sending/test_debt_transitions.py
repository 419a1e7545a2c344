"""Leave and debts of standards by their table of transitions in full: every mode, state, verb and role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from django.db import transaction

from tests.factories.credentials import make_credential
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM, make_decision
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without, those_who_may, those_who_may_not
from tests.factories.standards import make_requirement, make_scale
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.audit.models import AuditEntry
from vun.records.orgs.models import Unit
from vun.records.people import operations as people
from vun.records.people.domain import ManagementTier
from vun.records.people.models import Person, Title
from vun.records.people.queries import posts_of
from vun.records.sending import operations, queries
from vun.records.sending.domain import AppointingMode
from vun.records.sending.models import SendingPolicy, StandardDebt
from vun.records.standards.models import ScaleLevel

pytestmark = pytest.mark.django_db
ON, LATER, LAST, DUE_ON = date(2026, 3, 2), date(2026, 6, 1), date(2026, 9, 1), date(2027, 9, 1)


class State(StrEnum):
    """Of the last leave or debt of somebody for a title in a unit."""

    NOTHING = "nothing"
    LEAVE = "leave"
    TAKEN_BACK = "taken back"
    OWED = "owed"
    MET = "met"
    CLOSED = "closed"


@dataclass(frozen=True)
class Case:
    """Somebody to be given a post whose standard they do not meet."""

    person: Person
    unit: Unit
    title: Title
    level: ScaleLevel

    def last(self) -> StandardDebt:
        """The last leave or debt there is; as of nothing, one that is not on record."""
        found = StandardDebt.objects.order_by("-pk").first()
        return found or StandardDebt(person=self.person, title=self.title, unit=self.unit, due_on=DUE_ON)


@dataclass(frozen=True)
class Refusal:
    """The Problem of this code, at this field."""

    code: str
    field: str | None = None


Act = Callable[[Case, Actor], object]


def _allow(case: Case, by: Actor) -> None:
    operations.allow_below_standard(
        person=case.person,
        title=case.title,
        unit_id=case.unit.pk,
        reason="Cấp bách",
        due_on=DUE_ON,
        on=ON,
        by=by,
    )


def _take_back(case: Case, by: Actor) -> None:
    operations.take_back_leave(leave=case.last(), on=LATER, by=by)


def _appoint(case: Case, by: Actor) -> None:
    """To the title; once they have it, to the same post for another term."""
    is_first = posts_of(case.person.pk).count() == 1
    people.transfer(
        person=case.person,
        unit=case.unit,
        title=case.title,
        on=LATER if is_first else LAST,
        decision=make_decision(),
        by=by,
    )


def _close(case: Case, by: Actor) -> None:
    operations.close_debt(debt=case.last(), on=LAST, by=by)


def _study(case: Case, by: Actor) -> None:
    make_credential(case.person, case.level, earned_on=LATER)


ABOVE, UNIT = Permission.NOMINATION_APPROVE, Permission.PERSON_EDIT
VERBS: dict[str, tuple[Permission, str, Act]] = {
    "allow": (ABOVE, "standard_debt.allowed", _allow),
    "take back": (ABOVE, "standard_debt.taken_back", _take_back),
    "appoint": (UNIT, "standard_debt.incurred", _appoint),
    "close": (UNIT, "standard_debt.closed", _close),
}
"""Who may, as the audit calls it, and how."""
GIVEN, USED = Refusal("sending.leave_given_already", "person"), Refusal("sending.leave_used")
BELOW, LACKING = Refusal("sending.below_standard", "title"), Refusal("sending.still_lacking")
UNUSED, DONE = Refusal("sending.leave_not_used"), Refusal("sending.debt_closed_already")
TABLE: dict[State, dict[str, State | Refusal | None]] = {
    State.NOTHING: {"allow": State.LEAVE, "take back": USED, "appoint": BELOW, "close": DONE},
    State.LEAVE: {"allow": GIVEN, "take back": State.TAKEN_BACK, "appoint": State.OWED, "close": UNUSED},
    State.TAKEN_BACK: {"allow": State.LEAVE, "take back": USED, "appoint": BELOW, "close": UNUSED},
    State.OWED: {"allow": State.LEAVE, "take back": USED, "appoint": BELOW, "close": LACKING},
    State.MET: {"allow": State.LEAVE, "take back": USED, "appoint": None, "close": State.CLOSED},
    State.CLOSED: {"allow": State.LEAVE, "take back": USED, "appoint": None, "close": DONE},
}
"""What comes of it where the province refuses; None: done, and no debt of it."""
AGAIN = {"allow": GIVEN, "take back": USED, "close": DONE}
"""What whoever comes second is told."""
WAY: dict[State, list[Act]] = {
    State.NOTHING: [],
    State.LEAVE: [_allow],
    State.TAKEN_BACK: [_take_back],
    State.OWED: [_allow, _appoint],
    State.MET: [_study],
    State.CLOSED: [_close],
}
"""How somebody comes to each state from the one before."""


def outcome(mode: AppointingMode, state: State, verb: str) -> State | Refusal | None:
    """The table where the province refuses, and what is otherwise where it keeps a debt or lets be."""
    if verb == "appoint" and mode is AppointingMode.OFF:
        return None
    told = TABLE[state][verb]
    return State.OWED if told is BELOW and mode is AppointingMode.WARN else told


def state_of(case: Case) -> State:
    debt = case.last()
    if debt.pk is None:
        return State.NOTHING
    if debt.closed_on is not None:
        return State.TAKEN_BACK if debt.appointment is None else State.CLOSED
    (standing,) = queries.debt_standings([debt], LATER)
    if standing.is_leave:
        return State.LEAVE
    return State.MET if standing.is_met else State.OWED


@pytest.fixture
def case() -> Case:
    """In a province that refuses."""
    level, unit = make_scale()[1], make_unit()
    title = make_title("Trưởng phòng", is_leader=True)
    make_requirement(level, scopes=[{"title": title}])
    operations.set_policy(
        release_percent=0,
        signer_tiers=[ManagementTier.CENTRAL],
        appointing=AppointingMode.BLOCK,
        debt_months=18,
        start_on=date(2026, 1, 1),
        by=SYSTEM,
    )
    return Case(make_person(unit=unit), unit, title, level)


@pytest.mark.parametrize("mode", list(AppointingMode))
def test_a_verb_does_to_a_debt_what_the_table_says(mode: AppointingMode, case: Case) -> None:
    for state, steps in WAY.items():
        for step in steps:
            step(case, SYSTEM)
        assert state_of(case) == state
        for verb in VERBS:
            with transaction.atomic():
                SendingPolicy.objects.update(appointing=mode)
                _try(verb, case, outcome(mode, state, verb), state)
                transaction.set_rollback(True)


def _try(verb: str, case: Case, expected: State | Refusal | None, state: State) -> None:
    permission, action, act = VERBS[verb]
    refused_to_all_without(permission, lambda by: act(case, by))
    before = AuditEntry.objects.count()
    if isinstance(expected, Refusal):
        for by in those_who_may(permission):
            with problem(expected.code, expected.field):
                act(case, by)
        assert (state_of(case), AuditEntry.objects.count()) == (state, before)
        return
    told = AuditEntry.objects.filter(action=action)
    before = told.count()
    act(case, those_who_may(permission)[-1])
    assert (state_of(case), told.count() - before) == (expected or state, expected is not None)
    if again := AGAIN.get(verb):
        with problem(again.code, again.field):
            act(case, those_who_may(permission)[0])


def test_debts_are_seen_by_every_role_that_may_and_no_other(case: Case) -> None:
    _allow(case, SYSTEM)
    debt = case.last()
    for by in those_who_may(Permission.PERSON_VIEW):
        assert queries.get_debt(by, debt.pk, ON) == debt
    for by in those_who_may_not(Permission.PERSON_VIEW):
        with pytest.raises(NotFound):
            queries.get_debt(by, debt.pk, ON)


def test_the_table_tells_every_state_and_verb() -> None:
    assert set(State) == TABLE.keys() == WAY.keys()
    assert all(row.keys() == VERBS.keys() for row in TABLE.values())
