"""From a scenario's plan to a draft plan with lines, money, quotas and the people proposed; later their nominations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.allocation.domain import OPEN_STATES
from vun.records.allocation.models import Scenario
from vun.records.allocation.queries import Answer, has_figures, state_of
from vun.records.audit import operations as audit
from vun.records.orgs.models import Unit
from vun.records.plans import operations as plans
from vun.records.plans import queries as plan_queries
from vun.records.plans.domain import LineTerms, Proposal, TargetOrigin
from vun.records.plans.models import Plan, PlanLine, PlanVersion, ProposedLearner
from vun.records.sending import operations as sending
from vun.records.sending.domain import LIVE_STATES, NominationProblems
from vun.records.sending.models import Nomination
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.standards.models import Programme

_UNIT_GONE = frozenset({"orgs.already_ended", "orgs.succeeded", "orgs.not_yet_established"})
"""What is wrong with a unit and so with all of its people: it is not there on the day."""


class _Centre:
    """What the centre gave for a year, drawn on line by line."""

    def __init__(self, year: int) -> None:
        quotas = list(plan_queries.central_quotas(year).exclude(programme=None))
        self._left = {quota.pk: quota.learners - quota.passed_on for quota in quotas}
        self._of = {quota.pk: quota.programme_id for quota in quotas}

    def draw(self, programme_id: int, learners: int) -> tuple[int | None, int]:
        """The quota of the programme that holds most of the line, and how many learners were now taken of it.

        A line names one quota: what that does not hold is the province's own.
        """
        left = {key: self._left[key] for key, one in sorted(self._of.items()) if one == programme_id}
        quota_id = max(left, key=lambda key: min(left[key], learners), default=None)
        drawn = min(left[quota_id], learners) if quota_id is not None else 0
        if quota_id is None or not drawn:
            return None, 0
        self._left[quota_id] -= drawn
        return quota_id, drawn


@transaction.atomic
def draft_from(*, scenario: Scenario, code: str, name: str, unit: Unit, by: Actor) -> PlanVersion:
    """A draft plan of ``unit`` with the scenario's lines: classes, months, money by source, quotas by unit.

    Who is proposed under each line is kept with the version, and nominated by `nominate_proposed` once it is in force;
    until then an officer edits the draft like any other. Raises NotFound before there is a plan, Problem while one is
    being sought or when that failed, and as `plans.draft_plan`.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    if state_of(scenario) in OPEN_STATES:
        raise Problem("allocation.running_already")
    answer, centre = Answer(scenario), _Centre(scenario.year)
    if not has_figures(scenario):
        raise Problem("allocation.no_plan_yet")
    if not answer.lines:
        raise Problem("allocation.plan_is_empty")
    programmes = Programme.objects.in_bulk([line.programme_id for line in answer.lines])
    version = plans.draft_plan(code=code, name=name, unit=unit, first_year=scenario.year, by=by)
    money = answer.money()
    grid: dict[int, Counter[int]] = {}
    proposals: dict[int, list[Proposal]] = {}
    for line in answer.lines:
        programme = programmes[line.programme_id]
        central, drawn = centre.draw(programme.pk, line.learners)
        terms = plans.add_line(
            version=version,
            terms=LineTerms(
                year=scenario.year,
                branch=Branch(programme.branch),
                title=programme.name,
                classes=line.classes,
                learners=line.learners,
                programme_id=programme.pk,
                first_month=line.first_month,
                last_month=line.last_month,
                mode=StudyMode(line.mode),
                place=StudyPlace(programme.place),
                venue=line.venue_name,
                host_id=line.venue_unit,
                origin=TargetOrigin.PROVINCE if central is None else TargetOrigin.CENTRAL,
                central_id=central,
                central_learners=drawn if 0 < drawn < line.learners else None,
            ),
            by=by,
        )
        plans.set_line_budgets(line=terms, amounts=money[line.place], by=by)
        items = [answer.item(item) for item in line.items]
        grid[terms.pk] = Counter(item.unit_id for item in items)
        proposals[terms.pk] = [Proposal(one.unit_id, one.person_id, one.weight) for one in items]
    plans.set_quota_grid(version=version, grid=grid, by=by)
    plans.propose_many(version=version, proposals=proposals, by=by)
    Scenario.objects.filter(pk=scenario.pk).update(plan_version=version)
    audit.record(by, "scenario.drafted", scenario, unit_id=unit.pk, after={"plan": version.plan.name})
    return version


@dataclass(frozen=True, slots=True)
class Nominated:
    """How many of those proposed were put forward, and why the others were not, by person."""

    count: int
    refused: dict[int, Problem]


@transaction.atomic
def nominate_proposed(*, plan: Plan, ids: Collection[int] | None = None, on: date, by: Actor) -> Nominated:
    """Put forward whoever the version in force proposes and is not put forward yet: all, or those of the rows ``ids``.

    Those something speaks against stay out, each with the reason, for the unit to decide about. Raises NotFound, and
    Refused without NOMINATE over the whole province.
    """
    by.require_everywhere(Permission.NOMINATE)
    approved = plan_queries.approved_version(plan)
    if approved is None:
        raise Problem("allocation.plan_not_in_force")
    proposed = ProposedLearner.objects.filter(terms__version=approved)
    if ids is not None:
        proposed = proposed.filter(pk__in=ids)
    rows = list(proposed.select_related("terms").order_by("terms__line", "unit", "-weight", "pk"))
    if ids is not None and not rows:
        raise Problem("plans.nobody_chosen")
    lines = {row.terms.line_id for row in rows}
    live = set(
        Nomination.objects.filter(line__in=lines, state__in=LIVE_STATES).values_list("line_id", "person_id")
    )
    waiting: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in rows:
        if (row.terms.line_id, row.person_id) not in live:
            waiting[row.terms.line_id, row.unit_id].append(row.person_id)
    plan_lines, units = PlanLine.objects.in_bulk(lines), Unit.objects.in_bulk({unit for _, unit in waiting})
    refused: dict[int, Problem] = {}
    count = 0
    for (line_id, unit_id), people in waiting.items():
        count += _nominate(plan_lines[line_id], units[unit_id], people, on, by, refused)
    return Nominated(count, refused)


def _nominate(
    line: PlanLine, unit: Unit, people: list[int], on: date, by: Actor, refused: dict[int, Problem]
) -> int:
    """Put forward those nothing speaks against, as far as the unit's places reach."""
    left = dict.fromkeys(people, "")
    while left:
        try:
            with transaction.atomic():
                return len(sending.nominate_many(line=line, unit=unit, reasons=left, on=on, by=by))
        except NominationProblems as problems:
            refused.update(problems.by_person)
            left = {person: "" for person in left if person not in problems.by_person}
        except Problem as problem:
            if problem.code in _UNIT_GONE:
                refused.update(dict.fromkeys(left, problem))
                return 0
            if problem.code not in ("plans.quota_used_up", "plans.no_quota"):
                raise
            last = next(reversed(left))
            refused[last] = problem
            del left[last]
    return 0
