"""Readers of scenarios: whom they show to, their problem and plan, how they compare."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.engines.optimizer.explain import Explanation, explain
from vun.engines.optimizer.plans.plan import Plan, parse_plan
from vun.engines.optimizer.problem import Problem, parse_problem
from vun.records.allocation.domain import GOES, OPEN_STATES, Away, ExclusionCode, LeftCode, ScenarioState
from vun.records.allocation.models import Scenario, ScenarioData
from vun.records.allocation.queries import results
from vun.records.allocation.queries.away import away_of
from vun.records.allocation.queries.packing import unpacked
from vun.records.allocation.queries.wanted import Exclusion
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.registers.domain import OPEN_JOB_STATES


def visible_to(actor: Actor) -> QuerySet[Scenario]:
    """All scenarios for who may see plans of the whole province, since they name people everywhere; else none."""
    rows = Scenario.objects.select_related("base", "job", "plan_version__plan")
    return rows if actor.may_everywhere(Permission.PLAN_VIEW) else rows.none()


def get_scenario(actor: Actor, scenario_id: int) -> Scenario:
    """Raises NotFound."""
    scenario = visible_to(actor).filter(pk=scenario_id).first()
    if scenario is None:
        raise NotFound("scenario")
    return scenario


def state_of(scenario: Scenario) -> ScenarioState:
    """The state, also where the worker died before it could say so."""
    state = ScenarioState(scenario.state)
    if state in OPEN_STATES and (scenario.job is None or scenario.job.state not in OPEN_JOB_STATES):
        is_stopped = scenario.job is not None and scenario.job.state == "cancelled"
        # The best plan found until then is kept.
        return ScenarioState.CANCELLED if is_stopped or has_figures(scenario) else ScenarioState.FAILED
    return state


def has_figures(scenario: Scenario) -> bool:
    """Whether there is a plan that answers the scenario as it was last put to a worker."""
    return "objective" in scenario.summary


@dataclass(frozen=True, slots=True)
class PersonItem:
    """One gap of the problem: whose, which course, what it is worth and why, and whether it is in the plan."""

    item: int
    person_id: int
    unit_id: int
    key: str
    course: str
    weight: int
    parts: tuple[tuple[str, float, bool], ...]
    line: results.ResultLine | None


class Answer:
    """A scenario's problem and plan, read once. Raises NotFound where there is no plan."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        data = ScenarioData.objects.filter(scenario=scenario).first()
        if data is None or data.plan is None:
            raise NotFound("plan of the scenario")
        self.problem: Mapping[str, Any] = unpacked(data.problem)
        self.plan: Mapping[str, Any] = unpacked(data.plan)

    @cached_property
    def lines(self) -> list[results.ResultLine]:
        return results.lines_of(self.problem, self.plan)

    def get_line(self, place: int) -> results.ResultLine:
        """Raises NotFound."""
        if not 0 <= place < len(self.lines):
            raise NotFound("line of the scenario")
        return self.lines[place]

    @cached_property
    def chosen(self) -> list[int]:
        """The items of everybody who goes."""
        return list(results.chosen_items(self.plan))

    @cached_property
    def left(self) -> Mapping[int, LeftCode]:
        """How things stand for every gap that is not in the plan."""
        return results.left_codes(self.problem, self.plan)

    @cached_property
    def at_standard(self) -> frozenset[int]:
        """The ids of people below standard whose every missing clause the plan closes."""
        return frozenset(results.people_at_standard_by(self.problem, self.plan))

    def wanted_and_least(self, item: int) -> tuple[int, int]:
        """How many need the item's course, and how many a class of it needs."""
        course = self.problem["gaps"]["programme"][item]
        wanted = sum(one == course for one in self.problem["gaps"]["programme"])
        return wanted, self.problem["programmes"][course]["class_min"]

    def money(self) -> dict[int, dict[str, int]]:
        """Đồng by source for each line, by its place."""
        return results.money_by_line(self.lines, self.plan, self.scenario.budget)

    @cached_property
    def paid(self) -> dict[str, int]:
        """Đồng paid by each source."""
        return results.money_by_source(self.problem, self.plan)

    @cached_property
    def units(self) -> dict[int, Unit]:
        """The units of the problem by id."""
        return Unit.objects.in_bulk(self.problem["registry"]["units"])

    @cached_property
    def _decided(self) -> frozenset[int]:
        return frozenset(self.problem["registry"].get("goes", ()))

    @cached_property
    def _line_of(self) -> dict[int, results.ResultLine]:
        return {item: line for line in self.lines for item in line.items}

    def item(self, item: int) -> PersonItem:
        """One gap of the problem."""
        gaps, registry = self.problem["gaps"], self.problem["registry"]
        person, course = gaps["person"][item], gaps["programme"][item]
        return PersonItem(
            item=item,
            person_id=registry["people"][person],
            unit_id=registry["units"][self.problem["people"]["unit"][person]],
            key=registry["keys"][course],
            course=registry["programmes"][course],
            weight=gaps["weight"][item] - GOES * (item in self._decided),
            parts=tuple((term, value, is_factor) for term, value, is_factor in registry["parts"][item]),
            line=self._line_of.get(item),
        )

    def items_of_person(self, person_id: int) -> list[PersonItem]:
        """The gaps of one person, of which somebody may have none."""
        people = self.problem["registry"]["people"]
        if person_id not in people:
            return []
        place = people.index(person_id)
        return [self.item(item) for item, one in enumerate(self.problem["gaps"]["person"]) if one == place]

    def away_of_person(self, person_id: int) -> list[Away]:
        """What keeps the person from classes in which months of the year, as far as they are planned for."""
        people = self.problem["registry"]["people"]
        return away_of(self.problem).get(people.index(person_id), []) if person_id in people else []

    def all_items(self) -> list[PersonItem]:
        """Every gap of the problem, the heaviest first."""
        found = [self.item(item) for item in range(len(self.problem["gaps"]["person"]))]
        return sorted(found, key=lambda one: (-one.weight, one.item))

    @cached_property
    def _solved(self) -> tuple[Problem, Plan]:
        problem = parse_problem(self.problem)
        return problem, parse_plan(self.plan, problem)

    def explain(self, item: int) -> Explanation:
        """Why the planner takes the item or leaves it, with the prices it would have to pay."""
        return explain(*self._solved, item)

    @cached_property
    def excluded(self) -> list[Exclusion]:
        """What people lack that was no part of the problem, each with the reason."""
        rows = self.problem["registry"].get("excluded", ())
        return [Exclusion(person, what, ExclusionCode(code)) for person, what, code in rows]

    def people(self, person_ids: Collection[int]) -> dict[int, Person]:
        """These of the people by id; who has left the registry since is not among them."""
        return Person.objects.in_bulk(person_ids)

    def find_people(self, words: str) -> frozenset[int]:
        """Whoever has these folded words in the name."""
        return frozenset(Person.objects.filter(search_key__contains=words).values_list("pk", flat=True))
