"""What planning a year would assume, told before anybody plans it."""

from __future__ import annotations

from datetime import date

from vun.records.allocation.domain import Assumption
from vun.records.allocation.domain import AssumptionCode as Code
from vun.records.allocation.domain.costs import Costing
from vun.records.allocation.queries import inputs, taken
from vun.records.allocation.queries.ground import Ground, places_in
from vun.records.allocation.queries.money import budget_of, release_percent_of
from vun.records.funding.queries import norms_on
from vun.records.needs.domain import SheetState
from vun.records.needs.models import Need

ALWAYS = frozenset(
    {
        Code.ONLINE_UNLIMITED,
        Code.LECTURER_TIER,
        Code.CANNOT_LEAVE,
        Code.QUOTA_UNITS,
        Code.AREAS_FROM_DISTRICTS,
    }
)
"""What is taken whatever is recorded: ways of counting, nothing anybody could still tell."""


def assumed_before(year: int, on: date) -> list[Assumption]:
    """What the registry does not tell for the year and what would be taken instead, before people are weighed.

    A scenario tells more, of what depends on who lacks what. A dozen queries, however many people.
    """
    policy, ground = inputs.policy_on(on), Ground(on)
    places_in(ground, year)
    money = budget_of(year)
    costing = Costing(norms_on(date(year, 1, 1)) or norms_on(on))
    said = [*taken.about_budget(money), *taken.about_months(year, on), *ground.assumptions]
    if not inputs.pools_in(year):
        said.append(Assumption(Code.LECTURERS_UNLIMITED))
    said += taken.about_money(money.amounts, costing)
    said += taken.about_classes(year, policy)
    percent = release_percent_of(policy, on)
    said += taken.about_units(year, policy, release_percent=percent, units=len(ground.staff))
    signed = [SheetState.SIGNED, SheetState.ACCEPTED]
    if not Need.objects.filter(sheet__round__year=year, sheet__state__in=signed).exists():
        said.append(Assumption(Code.NO_SURVEY))
    return [one for one in said if one.code not in ALWAYS]
