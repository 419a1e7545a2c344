"""Units, plans, quotas and money as the imports of these kinds take them."""

from __future__ import annotations

from collections.abc import Iterator

from vun.common.actor import Permission
from vun.engines.tabular import Cell
from vun.exchange.columns import word_for
from vun.exchange.matching.training import classes_in_sight
from vun.exchange.out.scope import CHUNK, Scope
from vun.records.delivery.domain import CostKind
from vun.records.delivery.models import ClassCost
from vun.records.funding.models import Budget
from vun.records.orgs import queries as orgs
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.orgs.models import UnitState
from vun.records.plans import queries as plans
from vun.records.plans.domain import TargetOrigin
from vun.records.plans.models import PlanLineTerms, PlanVersion, Quota
from vun.records.standards.domain import Branch, StudyMode

Cells = dict[str, Cell]


def units(scope: Scope) -> Iterator[Cells]:
    """The units there are on the day, those above before those below, as they are now."""
    seen = orgs.visible_to(scope.actor, scope.on)
    if scope.unit_id is not None:
        seen = seen.filter(pk__in=orgs.below(scope.unit_id, scope.on))
    states = UnitState.objects.filter(unit__in=seen).select_related("unit", "parent").order_by("start_on")
    latest = {state.unit_id: state for state in states}
    for state in sorted(latest.values(), key=lambda state: _depth(state, latest)):
        yield {
            "code": state.unit.code,
            "unit_name": state.name,
            "short_name": state.short_name,
            "level": word_for("levels", UnitLevel(state.unit.level)),
            "block": word_for("blocks", Block(state.unit.block)),
            "parent": state.parent.code if state.parent else None,
            "zone": word_for("zones", Zone(state.zone)) if state.zone else None,
            "start_on": state.unit.start_on,
        }


def _depth(state: UnitState, states: dict[int, UnitState]) -> tuple[int, str]:
    depth, above = 0, state.parent_id
    while above in states and depth < len(states):
        depth, above = depth + 1, states[above].parent_id
    return depth, state.unit.sort_key


def _versions(scope: Scope) -> list[PlanVersion]:
    """The versions that may be filled in the year, else those in force."""
    year = scope.on.year
    to_fill = list(plans.editable_versions(scope.actor, year))
    in_force = plans.approved_lines(year).filter(version__plan__in=plans.visible_to(scope.actor).values("pk"))
    return to_fill or list(PlanVersion.objects.filter(pk__in=in_force.values("version")))


def plan(scope: Scope) -> Iterator[Cells]:
    """The lines of the year's plan that may still be changed, else of the one in force."""
    lines = PlanLineTerms.objects.filter(version__in=_versions(scope)).select_related("programme")
    for line in lines.prefetch_related("budgets__source").order_by("version__plan__code", "line__number"):
        budget = next(iter(line.budgets.all()), None)
        yield {
            "year": line.year,
            "title": line.title,
            "programme": line.programme.code if line.programme else None,
            "branch": word_for("branches", Branch(line.branch)),
            "audience": line.audience_text,
            "classes": line.classes,
            "learners": line.learners,
            "months": _months(line),
            "mode": word_for("modes", StudyMode(line.mode)) if line.mode else None,
            "venue": line.venue,
            "host": scope.unit_text(line.host_id) if line.host_id else None,
            "partner": line.partner,
            "origin": word_for("origins", TargetOrigin(line.origin)),
            "amount": budget.amount if budget else None,
            "source": budget.source.name if budget else None,
            "note": line.note,
        }


def _months(line: PlanLineTerms) -> str | None:
    if not line.first_month:
        return None
    return f"tháng {line.first_month}" + (
        f"-{line.last_month}" if line.last_month != line.first_month else ""
    )


def quotas(scope: Scope) -> Iterator[Cells]:
    """The places units have in the lines of the year's plan, line by line."""
    rows = Quota.objects.filter(parent=None, terms__version__in=_versions(scope)).select_related("terms")
    order = ("terms__version__plan__code", "terms__line__number", "unit__sort_key", "pk")
    for quota in rows.order_by(*order).iterator(chunk_size=CHUNK):
        yield {
            "unit": scope.unit_text(quota.unit_id),
            "line": quota.terms.title,
            "learners": quota.learners,
        }


def funds(scope: Scope) -> Iterator[Cells]:
    """What sources give in the year, and what classes are estimated to cost and did."""
    if scope.actor.may_everywhere(Permission.FUND_VIEW):
        for budget in Budget.objects.filter(year=scope.on.year).select_related("source"):
            yield {"source": budget.source.name, "year": budget.year, "amount": budget.amount}
    classes = classes_in_sight(scope.actor)
    scoped = scope.actor.unit_ids(Permission.FUND_VIEW)
    if isinstance(scoped, frozenset):
        classes = classes.filter(host_id__in=scoped)
    costs = ClassCost.objects.filter(training_class__in=classes.values("pk"), on__lte=scope.on)
    for cost in costs.select_related("training_class", "source").iterator(chunk_size=CHUNK):
        yield {
            "training_class": cost.training_class.code,
            "source": cost.source.name,
            "cost_kind": word_for("costs", CostKind(cost.kind)),
            "item": cost.item,
            "amount": cost.amount,
            "paid_on": cost.on,
            "document_number": cost.document_number,
        }
