"""What money a year has left to plan with, and what the province set for being away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vun.common.errors import Problem
from vun.records.allocation.domain import Policy, PolicyTerm
from vun.records.dated import on_day
from vun.records.funding.models import Budget
from vun.records.plans import queries as plans
from vun.records.sending.models import SendingPolicy

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class YearBudget:
    """Đồng by source that a year has left. ``asked`` is what plans in force ask of it already, in đồng.

    ``other_year`` is the earlier year the budget was taken from where nothing is set for this one.
    """

    amounts: dict[str, int]
    other_year: int | None = None
    asked: int = 0


def budget_of(year: int) -> YearBudget:
    """What is set for the year, or was for the last year that had any, less what plans in force ask of the year."""
    rows: dict[int, dict[str, int]] = defaultdict(dict)
    given = Budget.objects.filter(year__lte=year, amount__gt=0)
    for source, each, amount in given.values_list("source_id", "year", "amount"):
        rows[each][source] = amount
    if not rows:
        return YearBudget({})
    latest = max(rows)
    asked = {row.source.pk: row.approved for row in plans.money_of_year(year) if row.approved}
    left = {source: max(0, amount - asked.get(source, 0)) for source, amount in rows[latest].items()}
    return YearBudget(
        {source: amount for source, amount in left.items() if amount},
        None if latest == year else latest,
        sum(asked.values()),
    )


def money_for(year: int, budget: Mapping[str, int] | None) -> YearBudget:
    """What there is to spend: ``budget``, or what the year has left. Raises Problem when that is nothing."""
    money = budget_of(year) if budget is None else YearBudget(dict(budget))
    amounts = {source: amount for source, amount in money.amounts.items() if amount > 0}
    if not amounts:
        code = "allocation.money_committed" if money.asked else "allocation.no_money"
        raise Problem(code, field="year", year=str(year))
    return YearBudget(amounts, money.other_year, money.asked)


def release_percent_of(policy: Policy, on: date) -> float:
    """What the planner set, else what the province set for sending, else the default."""
    if PolicyTerm.RELEASE_SHARE not in policy.values:
        sending = SendingPolicy.objects.filter(on_day(on)).order_by("-start_on").first()
        if sending is not None and sending.release_percent:
            return float(sending.release_percent)
    return float(policy.of(PolicyTerm.RELEASE_SHARE))
