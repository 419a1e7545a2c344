"""Scenarios: made, varied, decided upon by hand, put to a worker, stopped, answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.allocation.domain import (
    ALL_MODES,
    NO_LOCKS,
    OPEN_STATES,
    LockedLine,
    Locks,
    Preset,
    ScenarioState,
    changed_budget,
    changed_modes,
    check_year,
    locks_from,
    modes_named,
)
from vun.records.allocation.models import Scenario, ScenarioData
from vun.records.allocation.queries.packing import packed
from vun.records.allocation.queries.scenarios import has_figures, state_of
from vun.records.audit import operations as audit
from vun.records.funding.models import FundSource
from vun.records.registers import operations as registers
from vun.records.registers.domain import OPEN_JOB_STATES
from vun.records.registers.models import Job
from vun.records.standards.domain import StudyMode

SOLVE, CURVE, REPAIR = "allocation_solve", "allocation_curve", "allocation_repair"
LEAST_SECONDS, MOST_SECONDS = 5, 3_600
MOST_MONEY = 10**15
MOST_POINTS = 400
"""More are thinned out: a picture of gap over time needs no more."""


@transaction.atomic
def make_scenario(
    *,
    name: str,
    year: int,
    on: date,
    budget: Mapping[str, int],
    modes: Collection[StudyMode] = ALL_MODES,
    seconds: int = 60,
    seed: int = 1,
    base: Scenario | None = None,
    preset: Preset | None = None,
    locks: Locks = NO_LOCKS,
    by: Actor,
) -> Scenario:
    """A question to the planner: ``budget`` is đồng by source code, gaps are those of the day ``on``.

    A name another scenario of the year has gets a number, so that the two are told apart where they are compared.

    Raises Refused without PLAN_EDIT over the whole province; Problem for an empty name, no money, no mode, a year that
    is over on that day, or a year or time out of reach.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    if not clean(name):
        raise Problem("allocation.name_missing", field="name")
    check_year(year, on)
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise Problem("allocation.time_out_of_range", field="seconds", least=LEAST_SECONDS, most=MOST_SECONDS)
    if not modes or not set(modes) <= ALL_MODES:
        raise Problem("allocation.mode_not_planned", field="modes")
    scenario = Scenario.objects.create(
        name=_own_name(clean(name), year),
        year=year,
        on=on,
        budget=_checked_money(budget),
        modes=sorted(mode.value for mode in modes),
        seconds=seconds,
        seed=seed,
        base=base,
        preset=preset.value if preset else "",
        locks=locks.to_plain(),
        made_at=timezone.now(),
        made_by=by.name,
    )
    audit.record(
        by,
        "scenario.made",
        scenario,
        after={"year": year, "on": on, "budgets": scenario.budget, "modes": scenario.modes},
    )
    return scenario


def _own_name(name: str, year: int) -> str:
    """The name, with the least number from 2 on where another scenario of the year has it."""
    taken = set(
        Scenario.objects.filter(year=year, name__startswith=name[:190]).values_list("name", flat=True)
    )
    numbered = (f"{name[:190]} ({number})" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def _checked_money(budget: Mapping[str, int]) -> dict[str, int]:
    known = set(FundSource.objects.filter(pk__in=budget).values_list("pk", flat=True))
    for source, amount in budget.items():
        if source not in known:
            raise Problem("plans.source_unknown", field=f"budget_{source}", source=source)
        if not 0 <= amount <= MOST_MONEY:
            raise Problem("allocation.number_out_of_range", field=f"budget_{source}", most=MOST_MONEY)
    money = {source: amount for source, amount in sorted(budget.items()) if amount}
    if not money:
        raise Problem("allocation.budget_empty", field=f"budget_{next(iter(budget), '')}")
    return money


@transaction.atomic
def vary(*, scenario: Scenario, preset: Preset, name: str, by: Actor) -> Scenario:
    """The same question with what the preset changes, named ``name``. Raises as `make_scenario`."""
    return make_scenario(
        name=name,
        year=scenario.year,
        on=scenario.on,
        budget=changed_budget(preset, scenario.budget),
        modes=changed_modes(preset, modes_named(scenario.modes)),
        seconds=scenario.seconds,
        seed=scenario.seed,
        base=scenario,
        preset=preset,
        locks=locks_from(scenario.locks),
        by=by,
    )


@transaction.atomic
def plan_again(
    *,
    scenario: Scenario,
    name: str,
    person: tuple[int, str] | None = None,
    goes: bool | None = None,
    line: LockedLine | None = None,
    by: Actor,
) -> Scenario:
    """A scenario like this one in which a person goes or stays (``goes``; None: either), or a line is kept as it is.

    Raises as `make_scenario`.
    """
    locks = locks_from(scenario.locks)
    if person is not None:
        locks = locks.with_person(*person, goes)
    if line is not None:
        others = [
            one
            for one in locks.lines
            if (one.programme_id, one.venue_id, one.mode, one.start)
            != (line.programme_id, line.venue_id, line.mode, line.start)
        ]
        locks = Locks(locks.goes, locks.stays, tuple(sorted([*others, line])))
    return _like(scenario, name, locks, by)


@transaction.atomic
def take_back(*, scenario: Scenario, place: int, name: str, by: Actor) -> Scenario:
    """A scenario like this one without its decision number ``place`` of `Locks.listed`.

    Raises NotFound for a decision there is not, and as `make_scenario`.
    """
    locks = locks_from(scenario.locks)
    listed = locks.listed
    if place >= len(listed):
        raise NotFound("decision of the scenario")
    return _like(scenario, name, locks.without(listed[place]), by)


def _like(scenario: Scenario, name: str, locks: Locks, by: Actor) -> Scenario:
    return make_scenario(
        name=name,
        year=scenario.year,
        on=scenario.on,
        budget=scenario.budget,
        modes=modes_named(scenario.modes),
        seconds=scenario.seconds,
        seed=scenario.seed,
        base=scenario,
        locks=locks,
        by=by,
    )


@transaction.atomic
def start(*, scenario: Scenario, by: Actor) -> Job:
    """Press plan: a worker seeks it, or mends the plan of the base after the incident.

    Raises Refused, and Problem while it is under way, or while a worker asks what other budgets buy: its answer would
    be told of another plan.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    _refuse_drawing(scenario)
    changed = Scenario.objects.filter(_is_idle(), pk=scenario.pk).update(
        state=ScenarioState.WAITING, points=[], summary={}, curve=[]
    )
    if not changed:
        raise Problem("allocation.running_already")
    return _queue(scenario, REPAIR if scenario.incident else SOLVE, by)


def _is_idle() -> Q:
    """Not under way: also where the worker died before it could say so."""
    return ~Q(state__in=OPEN_STATES) | ~Q(job__state__in=OPEN_JOB_STATES) | Q(job=None)


@transaction.atomic
def start_curve(*, scenario: Scenario, by: Actor) -> Job:
    """Ask what each further billion buys. Raises Refused, and Problem before there is a plan or while one is sought."""
    by.require_everywhere(Permission.PLAN_EDIT)
    _refuse_drawing(scenario)
    # A search that was lost on the way left the best plan it had.
    changed = has_figures(scenario) and Scenario.objects.filter(_is_idle(), pk=scenario.pk).update(
        curve=[], state=state_of(scenario)
    )
    if not changed:
        raise Problem("allocation.no_plan_yet")
    return _queue(scenario, CURVE, by)


def _refuse_drawing(scenario: Scenario) -> None:
    if Scenario.objects.filter(pk=scenario.pk, job__kind=CURVE, job__state__in=OPEN_JOB_STATES).exists():
        raise Problem("allocation.drawing_already")


def _queue(scenario: Scenario, kind: str, by: Actor) -> Job:
    job = registers.enqueue_job(kind=kind, params={"scenario": scenario.pk}, by=by)
    Scenario.objects.filter(pk=scenario.pk).update(job=job)
    audit.record(by, "scenario.started", scenario, after={"kind": kind})
    return job


def stop(*, scenario: Scenario, by: Actor) -> None:
    """Let the worker stop with the best plan found so far.

    For whoever started it, or manages accounts. Raises Refused, NotFound, and Problem when nothing runs.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    if scenario.job is None:
        raise Problem("registers.job_over")
    registers.request_cancel(job=scenario.job, by=by)
    # One that still waited in the queue has no worker to say so.
    Scenario.objects.filter(pk=scenario.pk, state=ScenarioState.WAITING, job__state="cancelled").update(
        state=ScenarioState.CANCELLED
    )


@transaction.atomic
def remove(*, scenario: Scenario, by: Actor) -> None:
    """Take a scenario away with its plan. Raises Refused, and Problem while a worker is at it."""
    by.require_everywhere(Permission.PLAN_EDIT)
    _refuse_drawing(scenario)
    label = Scenario(pk=scenario.pk, name=scenario.name)
    if not Scenario.objects.filter(_is_idle(), pk=scenario.pk).delete()[0]:
        raise Problem("allocation.running_already")
    audit.record(by, "scenario.removed", label, before={"year": scenario.year})


# ------------------------------------------------------------------------------------------ the worker's part


def begin(*, scenario_id: int, problem: Mapping[str, Any], assumptions: Sequence[Mapping[str, Any]]) -> None:
    """Keep the problem about to be solved and what it rests on."""
    ScenarioData.objects.update_or_create(
        scenario_id=scenario_id, defaults={"problem": packed(problem), "plan": None}
    )
    Scenario.objects.filter(pk=scenario_id).update(
        state=ScenarioState.RUNNING, points=[], summary={"assumptions": list(assumptions)}
    )


def tell_points(*, scenario_id: int, points: Sequence[Sequence[float | None]]) -> None:
    """How far the search is: [seconds, best plan, bound] as they came, thinned out."""
    step = -(-len(points) // MOST_POINTS) or 1
    kept = [*points[::step], *points[-1:]] if step > 1 else points
    Scenario.objects.filter(pk=scenario_id).update(points=list(kept))


@transaction.atomic
def keep_answer(
    *, scenario_id: int, plan: Mapping[str, Any], summary: Mapping[str, Any], state: ScenarioState
) -> None:
    """Keep the best plan found and its figures."""
    ScenarioData.objects.filter(scenario_id=scenario_id).update(plan=packed(plan))
    Scenario.objects.filter(pk=scenario_id).update(state=state, summary=dict(summary))


def keep_failure(*, scenario_id: int, problem: str, params: Mapping[str, Any], state: ScenarioState) -> None:
    """Keep why there is no plan."""
    Scenario.objects.filter(pk=scenario_id).update(
        state=state, summary={"problem": problem, "params": dict(params)}
    )


def keep_curve(*, scenario_id: int, curve: Sequence[Mapping[str, Any]]) -> None:
    """Keep what other budgets would buy, as far as known."""
    Scenario.objects.filter(pk=scenario_id).update(curve=list(curve))
