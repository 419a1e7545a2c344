"""What is taken for a year where the registry does not tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from vun.records.allocation.domain import Assumption, Policy, PolicyTerm, first_month_ahead
from vun.records.allocation.domain import AssumptionCode as Code
from vun.records.allocation.domain.costs import LECTURER_TIER, MEALS, ROOM, Costing
from vun.records.allocation.queries import inputs
from vun.records.allocation.queries.money import MILLION, YearBudget
from vun.records.allocation.queries.running import Engaged, Running, Staff

_NO_NORM = {LECTURER_TIER: Code.NO_LECTURER_NORM, MEALS: Code.NO_MEALS_NORM, ROOM: Code.NO_ROOM_NORM}


def about_budget(money: YearBudget) -> Iterator[Assumption]:
    """A budget taken from another year, and what plans in force ask of this one already."""
    if money.other_year is not None:
        yield Assumption(Code.BUDGET_OF_OTHER_YEAR, {"other_year": money.other_year})
    if money.asked:
        yield Assumption(Code.BUDGET_COMMITTED, {"millions": round(money.asked / MILLION)})


def about_what_runs(running: Running, engaged: Engaged) -> Iterator[Assumption]:
    """What classes and plans in force take of the year."""
    counts = {"classes": running.classes, "to_come": running.to_come, "learners": engaged.studying}
    yield Assumption(Code.RUNNING_COUNTED, counts)


def about_people(priorities: Mapping[int, int], away: int) -> Iterator[Assumption]:
    """How what was registered in the survey counts, and how many people are not there in some months."""
    if not priorities:
        yield Assumption(Code.NO_SURVEY)
    else:
        first, second, third = (priorities.get(one, 0) for one in (1, 2, 3))
        counts = {"needs": first + second + third, "first": first, "second": second, "third": third}
        yield Assumption(Code.PRIORITIES_COUNTED, counts)
    if away:
        yield Assumption(Code.AWAY_COUNTED, {"people": away})


def about_months(year: int, on: date) -> Iterator[Assumption]:
    """Months that have begun, in which no class is planned."""
    if ahead := first_month_ahead(year, on):
        yield Assumption(Code.MONTHS_BEGUN, {"months": ahead})


def about_lecturers(staffs: Sequence[Staff], groups: Collection[str]) -> Iterator[Assumption]:
    """Of the programme groups planned, those nobody's hours are known for."""
    covered = {group for staff in staffs for group in staff.groups}
    if not staffs:
        yield Assumption(Code.LECTURERS_UNLIMITED)
    elif uncovered := set(groups) - covered:
        yield Assumption(Code.LECTURERS_OF_SOME_UNLIMITED, {"groups": len(uncovered)})


def about_money(budget: Mapping[str, int], costing: Costing) -> Iterator[Assumption]:
    """What sources pay for, and norms that are missing or not verified."""
    if set(budget) - inputs.source_groups().keys():
        yield Assumption(Code.SOURCES_PAY_ALL)
    for norm in costing.missing:
        yield Assumption(_NO_NORM[norm])
    if costing.unverified:
        yield Assumption(Code.NORMS_UNVERIFIED, {"count": costing.unverified})
    yield Assumption(Code.LECTURER_TIER, {"tier": LECTURER_TIER})


def about_classes(
    year: int, policy: Policy, programmes: Collection[int] | None = None
) -> Iterator[Assumption]:
    """Sizes and modes of the programmes of which nobody has said any for the year; None: of whichever are planned."""
    terms = inputs.course_terms(year)
    sized = {one for one, row in terms.items() if row.class_min is not None and row.class_max is not None}
    if programmes is None or not sized.issuperset(programmes):
        sizes = {
            "least": policy.number(PolicyTerm.CLASS_MIN),
            "most": policy.number(PolicyTerm.CLASS_MAX),
        }
        yield Assumption(Code.CLASS_SIZES, sizes)
    if programmes is None or not {one for one, row in terms.items() if row.modes}.issuperset(programmes):
        yield Assumption(Code.MODES)


def about_units(year: int, policy: Policy, *, release_percent: float, units: int) -> Iterator[Assumption]:
    """What units can spare, who cannot leave, which units have quotas."""
    told = sum(limit.month_people is not None for limit in inputs.limits_of(year).values())
    if told < units:
        yield Assumption(Code.RELEASE_SHARE, {"share": Decimal(f"{release_percent:g}")})
    yield Assumption(Code.CANNOT_LEAVE, {"heads": policy.number(PolicyTerm.SMALL_UNIT)})
    yield Assumption(Code.QUOTA_UNITS, {"units": units})
