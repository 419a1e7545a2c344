"""Scenarios by their table of transitions in full: every state, every verb, every role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import pytest
from django.db import transaction

from tests.factories.accounts import outsider
from tests.factories.allocation import make_ground, make_scenario
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without, those_who_may, those_who_may_not
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import Preset, ScenarioState
from vun.records.allocation.models import Scenario
from vun.records.audit.models import AuditEntry
from vun.records.registers.models import Job

pytestmark = pytest.mark.django_db
MAY = Permission.PLAN_EDIT
ASKER, ANOTHER = 7, 8
PLAN = {"objective": 1.0}


class State(StrEnum):
    """LOST: its worker died. DRAWING: there is a plan, and a worker asks what other budgets buy."""

    PREPARED = "prepared"
    WAITING = "waiting"
    RUNNING = "running"
    LOST = "lost"
    DONE = "done"
    DRAWING = "drawing"
    CANCELLED = "cancelled"
    CANCELLED_WITH_PLAN = "cancelled with a plan"
    FAILED = "failed"
    GONE = "gone"


S = State
WITH_PLAN = (S.DONE, S.DRAWING, S.CANCELLED_WITH_PLAN)


def asker() -> Actor:
    return replace(those_who_may(MAY)[0], user_id=ASKER)


def in_state(state: State) -> Scenario:
    """As pressing plan and the worker leave it."""
    make_ground(1)
    scenario = make_scenario()
    if state is not S.PREPARED:
        operations.start(scenario=scenario, by=asker())
    if state in (S.RUNNING, S.LOST):
        Job.objects.update(state="failed" if state is S.LOST else "running")
        Scenario.objects.update(state=ScenarioState.RUNNING)
    if state not in (S.PREPARED, S.WAITING, S.RUNNING, S.LOST):
        Job.objects.update(state="done")
        kept = {S.CANCELLED_WITH_PLAN: "cancelled", S.DRAWING: "done"}.get(state, state.value)
        Scenario.objects.update(state=kept, summary=PLAN if state in WITH_PLAN else {})
    scenario.refresh_from_db()
    if state is S.DRAWING:
        operations.start_curve(scenario=scenario, by=asker())
    return read(scenario)


def read(scenario: Scenario) -> Scenario:
    return queries.get_scenario(asker(), scenario.pk)


def state_of(scenario: Scenario) -> State:
    found = Scenario.objects.select_related("job").filter(pk=scenario.pk).first()
    if found is None:
        return S.GONE
    state, job = queries.state_of(found), found.job
    if state is ScenarioState.FAILED and found.state != ScenarioState.FAILED:
        return S.LOST
    if state is ScenarioState.DONE and job is not None and job.state == "queued":
        return S.DRAWING
    if state is ScenarioState.CANCELLED and "objective" in found.summary:
        return S.CANCELLED_WITH_PLAN
    return State(state.value)


def _vary(scenario: Scenario, by: Actor) -> None:
    operations.vary(scenario=scenario, preset=Preset.MORE_MONEY, name="Nhiều tiền hơn", by=by)


def _plan_again(scenario: Scenario, by: Actor) -> None:
    operations.plan_again(scenario=scenario, name="Tìm lại", by=by)


Act = Callable[[Scenario, Actor], object]
THERE = [state for state in State if state is not S.GONE]
IDLE = [state for state in THERE if state not in (S.WAITING, S.RUNNING, S.DRAWING)]
AGAIN = {S.WAITING: "allocation.running_already", S.RUNNING: "allocation.running_already"}
DRAWING = {S.DRAWING: "allocation.drawing_already"}
NO_PLAN = {state: "allocation.no_plan_yet" for state in THERE if state not in WITH_PLAN}
OVER = dict.fromkeys(THERE, "registers.job_over")
VERBS: dict[str, tuple[Act, dict[State, State], dict[State, str], str]] = {
    "start": (
        lambda scenario, by: operations.start(scenario=scenario, by=by),
        dict.fromkeys(IDLE, S.WAITING),
        AGAIN | DRAWING,
        "scenario.started",
    ),
    "ask what other budgets buy": (
        lambda scenario, by: operations.start_curve(scenario=scenario, by=by),
        dict.fromkeys((S.DONE,), S.DRAWING) | {S.CANCELLED_WITH_PLAN: S.CANCELLED_WITH_PLAN},
        NO_PLAN | DRAWING,
        "scenario.started",
    ),
    "stop": (
        lambda scenario, by: operations.stop(scenario=scenario, by=by),
        {S.WAITING: S.CANCELLED, S.RUNNING: S.RUNNING, S.DRAWING: S.DONE},
        OVER,
        "job.cancelled",
    ),
    "remove": (
        lambda scenario, by: operations.remove(scenario=scenario, by=by),
        dict.fromkeys(IDLE, S.GONE),
        AGAIN | DRAWING,
        "scenario.removed",
    ),
    "vary": (_vary, {state: state for state in THERE}, {}, "scenario.made"),
    "plan again": (_plan_again, {state: state for state in THERE}, {}, "scenario.made"),
}
"""How, from which states to which, as what it is refused from any other, and what the audit calls it."""


@pytest.mark.parametrize("state", THERE)
def test_a_verb_does_to_a_scenario_what_the_table_says(state: State) -> None:
    scenario = in_state(state)
    assert state_of(scenario) is state
    for act, moves, refused, action in VERBS.values():
        with transaction.atomic():
            refused_to_all_without(MAY, lambda by, act=act: act(scenario, replace(by, user_id=ASKER)))
            told = AuditEntry.objects.filter(action=action)
            before = told.count()
            if state in moves:
                act(read(scenario), asker())
            else:
                with problem(refused[state]):
                    act(read(scenario), asker())
            assert (state_of(scenario), told.count() - before) == (moves.get(state, state), state in moves)
            transaction.set_rollback(True)


def test_what_runs_is_stopped_by_who_started_it_or_manages_accounts_and_no_other_planner() -> None:
    scenario = in_state(S.WAITING)
    for by in (asker(), replace(asker(), user_id=ANOTHER), replace(asker(), user_id=None)):
        if by.user_id != ASKER:
            with pytest.raises(NotFound):
                operations.stop(scenario=scenario, by=by)
            assert state_of(scenario) is S.WAITING
    managing = replace(asker(), user_id=ANOTHER)
    for held in those_who_may(Permission.ACCOUNT_MANAGE):
        managing = replace(managing, grants=(*managing.grants, *held.grants))
    operations.stop(scenario=scenario, by=managing)
    assert state_of(scenario) is S.CANCELLED


def test_scenarios_are_read_by_every_role_that_sees_plans_everywhere_and_no_other() -> None:
    scenario = in_state(S.PREPARED)
    for by in those_who_may(Permission.PLAN_VIEW):
        assert queries.get_scenario(by, scenario.pk) == scenario
    for by in (*those_who_may_not(Permission.PLAN_VIEW), outsider()):
        with pytest.raises(NotFound):
            queries.get_scenario(by, scenario.pk)
