"""Plans known already that answer another question too: no scenario is told to be worse than what is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.events import Event
from vun.engines.optimizer.plans.plan import Plan, PlanClass, make_plan
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.repair import CannotRepair, repair
from vun.records.allocation.models import Scenario
from vun.records.allocation.queries.packing import unpacked
from vun.records.allocation.queries.results import points_apart

Plain = Mapping[str, Any]

MOST_TRIED = 4
FIT_SECONDS = 5.0
"""How long a plan made for another question may be fitted to this one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A plan that keeps all rules of a problem, and the scenario it was found for."""

    plan: Plan
    scenario: Scenario


def best_known(scenario: Scenario, plain: Plain, problem: Problem) -> Known | None:
    """The best of what was found before for the scenario itself and for those it was varied from or into."""
    found: list[Known] = []
    for other in _related(scenario):
        if other.data.plan is None:
            continue
        plan = fitted(unpacked(other.data.problem), unpacked(other.data.plan), plain, problem)
        if plan is not None:
            found.append(Known(plan, other))
    return max(found, key=lambda one: one.plan.objective, default=None)


def _related(scenario: Scenario) -> list[Scenario]:
    """The scenario, the one it is based on and their variants, of the same year and with a plan: the newest few."""
    family = Q(pk=scenario.pk) | Q(base=scenario)
    if scenario.base_id is not None:
        family |= Q(pk=scenario.base_id) | Q(base=scenario.base_id)
    rows = Scenario.objects.filter(family, year=scenario.year, data__plan__isnull=False)
    return list(rows.select_related("data").order_by("-made_at", "-pk")[:MOST_TRIED])


def fitted(old: Plain, old_plan: Plain, plain: Plain, problem: Problem) -> Plan | None:
    """The plan of another problem as one of this: what it has no place for left out, mended where a rule is broken.

    Its bound says nothing. None where that comes to no plan.
    """
    most = float(problem.gap_weight.sum())
    plan = make_plan(problem, _translated(old, old_plan, plain, problem), most)
    if check(problem, plan).is_good:
        return plan
    try:
        return repair(problem, plan, Event(problem), seconds=FIT_SECONDS, apart=points_apart(plain)).plan
    except CannotRepair:
        return None


def _translated(old: Plain, old_plan: Plain, plain: Plain, problem: Problem) -> Iterator[PlanClass]:
    """The classes with what this problem has of the same option, start and people, as one of its programmes."""
    options: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
    for place, option in enumerate(plain["options"]):
        options[_name_of(plain, place)].setdefault(option["programme"], place)
    item_of = {
        (plain["registry"]["people"][person], plain["registry"]["keys"][course]): item
        for item, (person, course) in enumerate(
            zip(plain["gaps"]["person"], plain["gaps"]["programme"], strict=True)
        )
    }
    for group in old_plan["classes"]:
        same = options.get(_name_of(old, group["option"]), {})
        by_option: dict[int, list[int]] = defaultdict(list)
        for pair in _learners(old, group):
            item = item_of.get(pair)
            option = None if item is None else same.get(int(problem.gap_programme[item]))
            if item is not None and option is not None:
                by_option[option].append(item)
        for option, items in sorted(by_option.items()):
            if group["start"] + problem.option_months[option] <= problem.months:
                yield PlanClass(option, group["start"], tuple(sorted(items)))


def _name_of(plain: Plain, place: int) -> tuple[Any, ...]:
    """What an option is, in words both problems know."""
    option, registry = plain["options"][place], plain["registry"]
    venue = registry["venues"][option["venue"]]["id"]
    programme = registry["option_programmes"][place]
    return registry["keys"][option["programme"]], programme, venue, option["mode"], option["months"]


def _learners(old: Plain, group: Plain) -> Iterator[tuple[int, str]]:
    """(person, course) of everybody in the class."""
    registry, gaps = old["registry"], old["gaps"]
    for item in group["learners"]:
        yield registry["people"][gaps["person"][item]], registry["keys"][gaps["programme"][item]]
