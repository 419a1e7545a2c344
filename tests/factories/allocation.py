"""A small province to plan for: three units, one standard, one programme that closes it, money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.funding import make_source
from tests.factories.orgs import make_tree
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.records.allocation import jobs, operations, queries
from vun.records.allocation.domain import PolicyTerm, VenueKind
from vun.records.allocation.models import Scenario
from vun.records.funding.models import FundSource
from vun.records.funding.operations import set_budget
from vun.records.people.models import Person, Title
from vun.records.registers.jobs import Task
from vun.records.standards.domain import StudyMode
from vun.records.standards.models import Programme, ScaleLevel

ON = date(2026, 11, 20)
YEAR = 2027


@dataclass(frozen=True)
class Ground:
    """What `make_ground` made: everybody in ``people`` lacks ``level``, which ``programme`` grants."""

    tree: Any
    title: Title
    level: ScaleLevel
    programme: Programme
    source: FundSource
    people: list[Person]


def make_ground(count: int = 12, *, money: int = 2_000_000_000, **programme: Any) -> Ground:
    """``count`` people below one standard, spread over the department, the commune and the other commune in turn."""
    tree = make_tree()
    title = make_title()
    level = make_scale("Quản lý nhà nước", ("Chuyên viên",))[0]
    made = make_programme(
        "Quản lý nhà nước ngạch chuyên viên",
        grants=level,
        **{"mode": StudyMode.FULL_TIME, "field_practice_days": 1, **programme},
    )
    make_requirement(level, scopes=[{"title": title}])
    units = [tree.department, tree.commune, tree.other_commune]
    people = [
        make_person(f"Nguyễn Văn {chr(65 + number % 26)}{number}", unit=units[number % 3], title=title)
        for number in range(count)
    ]
    source = make_source()
    if money:
        set_budget(source=source, year=YEAR, amount=money, by=SYSTEM)
    operations.keep_venue(
        name="Trường Chính trị",
        kind=VenueKind.SCHOOL,
        unit=tree.school,
        rooms=[2] * 12,
        start_on=date(2020, 1, 1),
        by=SYSTEM,
    )
    operations.set_weight(term=PolicyTerm.CLASS_MIN, value=Decimal(2), start_on=date(2020, 1, 1), by=SYSTEM)
    operations.set_weight(
        term=PolicyTerm.RELEASE_SHARE, value=Decimal(100), start_on=date(2020, 1, 1), by=SYSTEM
    )
    return Ground(tree, title, level, made, source, people)


def make_scenario(ground: Ground | None = None, *, seconds: int = 5, **options: Any) -> Scenario:
    """A scenario with the money there is in the year of grounds."""
    return operations.make_scenario(
        **{
            "name": "Phương án 1",
            "year": YEAR,
            "on": ON,
            "budget": queries.budget_of(YEAR).amounts,
            "seconds": seconds,
            "by": SYSTEM,
            **options,
        }
    )


def answer_scenario(scenario: Scenario, *, work: int = 60) -> Scenario:
    """The scenario answered here and now by counted steps, as the worker's job would by the clock."""
    task = Task(0, {"scenario": scenario.pk}, None, "tests")
    jobs.answer(task, scenario, work=work)
    scenario.refresh_from_db()
    return scenario
