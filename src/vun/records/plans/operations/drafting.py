"""Plans themselves: drafted, renamed, put under a parent, given legal bases."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.records.audit import operations as audit
from vun.records.orgs.domain import Block
from vun.records.orgs.models import Unit, UnitAncestor
from vun.records.plans.models import Plan, PlanVersion
from vun.records.plans.operations.editing import check_not_closed, require_plan
from vun.records.registers.models import Decision

LONGEST_PLAN_IN_YEARS = 10
EARLIEST_YEAR, LATEST_YEAR = 1976, 2100


@transaction.atomic
def draft_plan(
    *,
    code: str,
    name: str,
    unit: Unit,
    first_year: int,
    last_year: int | None = None,
    block: Block | None = None,
    parent: Plan | None = None,
    theme: str = "",
    by: Actor,
) -> PlanVersion:
    """Start a plan of ``unit`` for the years ``first_year`` … ``last_year`` (None: one year); returns its version 1.

    ``block`` None is a plan for all blocks. Raises Refused without PLAN_EDIT on the unit; Problem for a code in use,
    years out of order, or a parent that does not stand above or does not cover the years.
    """
    by.require(Permission.PLAN_EDIT, unit.pk)
    last_year = first_year if last_year is None else last_year
    _check_years(first_year, last_year)
    if parent is not None:
        _check_parent(parent, unit, first_year, last_year)
    plan = Plan(
        code=clean(code),
        name=clean(name),
        unit=unit,
        block=block or "",
        first_year=first_year,
        last_year=last_year,
        parent=parent,
        theme=clean(theme),
    )
    _keep(plan)
    version = PlanVersion.objects.create(plan=plan, number=1, state_at=timezone.now())
    audit.record(by, "plan.drafted", plan, unit_id=unit.pk, after=_facts(plan))
    return version


@transaction.atomic
def change_plan(*, plan: Plan, name: str, theme: str, parent: Plan | None, by: Actor) -> Plan:
    """Correct the plan's name and theme and set what it rolls up into. Raises Refused, NotFound, Problem.

    A closed plan is not changed any more.
    """
    require_plan(by, Permission.PLAN_EDIT, plan)
    check_not_closed(plan)
    if parent is not None:
        _check_parent(parent, plan.unit, plan.first_year, plan.last_year)
        _check_no_circle(plan, parent)
    before = _facts(plan)
    plan.name, plan.theme, plan.parent = clean(name), clean(theme), parent
    _keep(plan)
    audit.record(by, "plan.changed", plan, unit_id=plan.unit_id, before=before, after=_facts(plan))
    return plan


@transaction.atomic
def attach_basis(*, plan: Plan, decision: Decision, by: Actor) -> None:
    """Let the plan rest on a document; attaching it twice changes nothing. Raises Refused, NotFound, Problem."""
    require_plan(by, Permission.PLAN_EDIT, plan)
    check_not_closed(plan)
    if plan.bases.filter(pk=decision.pk).exists():
        return
    plan.bases.add(decision)
    audit.record(by, "plan.basis_attached", plan, unit_id=plan.unit_id, after={"basis": decision.number})


@transaction.atomic
def detach_basis(*, plan: Plan, decision: Decision, by: Actor) -> None:
    """Take a document attached by mistake off the plan again. Raises Refused, NotFound, Problem."""
    require_plan(by, Permission.PLAN_EDIT, plan)
    check_not_closed(plan)
    if not plan.bases.filter(pk=decision.pk).exists():
        return
    plan.bases.remove(decision)
    audit.record(by, "plan.basis_detached", plan, unit_id=plan.unit_id, before={"basis": decision.number})


def _keep(plan: Plan) -> None:
    if not plan.name:
        raise Problem("plans.name_missing", field="name")
    if not plan.code:
        raise Problem("plans.code_missing", field="code")
    plan.search_key = fold(f"{plan.code} {plan.name}")
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise Problem("plans.code_in_use", field="code", plan_code=plan.code) from None


def _check_years(first_year: int, last_year: int) -> None:
    if not EARLIEST_YEAR <= first_year <= LATEST_YEAR:
        raise Problem(
            "plans.year_unknown", field="first_year", first_year=EARLIEST_YEAR, last_year=LATEST_YEAR
        )
    if last_year < first_year:
        raise Problem(
            "plans.years_out_of_order", field="last_year", first_year=first_year, last_year=last_year
        )
    if last_year - first_year >= LONGEST_PLAN_IN_YEARS:
        raise Problem("plans.too_many_years", field="last_year", most=LONGEST_PLAN_IN_YEARS)


def _check_parent(parent: Plan, unit: Unit, first_year: int, last_year: int) -> None:
    if not UnitAncestor.objects.filter(unit=unit, ancestor_id=parent.unit_id).exists():
        raise Problem("plans.parent_not_above", field="parent", parent=parent.name)
    if not parent.first_year <= first_year <= last_year <= parent.last_year:
        raise Problem(
            "plans.parent_years_differ",
            field="parent",
            parent=parent.name,
            first_year=parent.first_year,
            last_year=parent.last_year,
        )


def _check_no_circle(plan: Plan, parent: Plan) -> None:
    step: Plan | None = parent
    while step is not None:
        if step.pk == plan.pk:
            raise Problem("plans.parent_is_below", field="parent", parent=parent.name)
        step = step.parent


def _facts(plan: Plan) -> dict[str, object]:
    return {
        "code": plan.code,
        "name": plan.name,
        "block": plan.block,
        "years": [plan.first_year, plan.last_year],
        "parent": plan.parent and plan.parent.code,
        "theme": plan.theme,
    }
