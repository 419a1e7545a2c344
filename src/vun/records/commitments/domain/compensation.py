"""How much training cost is paid back: S = F / T1 × (T1 − T2), the table of cases, reductions, rounding.

Decree 101/2017/NĐ-CP, Articles 7 to 9; Decree 171/2025/NĐ-CP, Articles 6 to 8. F is what the sending body really paid
for one person, without pay and allowances; T1 the months to be served and T2 the months served, in rounded months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from vun.common.errors import Problem
from vun.common.period import add_months
from vun.records.commitments.domain.words import Case, Charge

_WHOLE = 10_000
"""Rates are in hundredths of a per cent, so that 1.5 % is a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What the law of the day of sending says. Rates are hundredths of a per cent for each earlier year of service.

    ``month_from_days``: so many days over whole months count as one more. ``money_unit``: amounts are rounded to
    whole multiples of so many đồng.
    """

    code: str
    multiple: int
    charges: Mapping[Case, Charge]
    yearly_rate: int = 0
    special_rate: int = 0
    pay_within_days: int = 120
    month_from_days: int = 15
    money_unit: int = 1
    legal_basis: str = ""
    clause: str = ""
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as whole months and days over."""

    months: int
    days: int

    def times(self, multiple: int) -> Span:
        """So many times as long; thirty days over make a month."""
        extra, days = divmod(self.days * multiple, 30)
        return Span(self.months * multiple + extra, days)

    def rounded(self, month_from_days: int) -> int:
        """Whole months; days over count as one when there are enough of them."""
        return self.months + (self.days >= month_from_days)


def span_between(start: date, end: date) -> Span:
    """From ``start`` up to but not including ``end``; nothing when ``end`` is not later."""
    if end <= start:
        return Span(0, 0)
    months = (end.year - start.year) * 12 + end.month - start.month
    while add_months(start, months) > end:
        months -= 1
    return Span(months, (end - add_months(start, months)).days)


def owed_months(law: Law, study_start_on: date, study_end_on: date) -> int:
    """T1: the multiple of the time of study, both days included, in rounded months."""
    studied = span_between(study_start_on, study_end_on + timedelta(days=1))
    return studied.times(law.multiple).rounded(law.month_from_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is to be known about one case.

    ``owed`` None: nobody told; nought is nothing to serve, as after a course of a few days.
    ``earlier_years``: whole years of service before the study, without probation. ``is_special``: a woman or of an
    ethnic minority. ``council_rate``: a further reduction the council has reasons for, in hundredths of a per cent.
    """

    case: Case
    cost: int
    owed: int | None = None
    served: int = 0
    earlier_years: int = 0
    is_special: bool = False
    council_rate: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be paid back and how it came about. ``charge`` None: the law knows no such case, nothing is due."""

    charge: Charge | None
    before_reduction: int
    rate: int
    reduction: int
    amount: int


def compute(law: Law, claim: Claim) -> Result:
    """What is paid back in the case, in đồng, each step rounded half up to the law's unit of money.

    Raises Problem: a figure below zero, months owed not told where the formula needs them, a rate above the whole.
    """
    _check(claim)
    charge = law.charges.get(claim.case)
    if charge is None:
        return Result(None, 0, 0, 0, 0)
    exact = _exact(charge, claim)
    rate = min(_WHOLE, reduction_rate(law, claim) + claim.council_rate)
    before = _round(exact, law.money_unit)
    # From the exact figure, so that rounding twice never makes a đồng.
    amount = _round(exact * (_WHOLE - rate) / _WHOLE, law.money_unit)
    return Result(charge, before, rate, before - amount, amount)


def reduction_rate(law: Law, claim: Claim) -> int:
    """The law's own reduction for earlier years of service, never more than the whole."""
    yearly = law.special_rate if claim.is_special else law.yearly_rate
    return min(_WHOLE, yearly * claim.earlier_years)


def _check(claim: Claim) -> None:
    for field in ("cost", "owed", "served", "earlier_years"):
        if (getattr(claim, field) or 0) < 0:
            raise Problem("commitments.below_zero", field=field)
    if not 0 <= claim.council_rate <= _WHOLE:
        raise Problem("commitments.rate_out_of_range", field="council_rate")


def _exact(charge: Charge, claim: Claim) -> Fraction:
    if charge is Charge.FULL:
        return Fraction(claim.cost)
    if charge is Charge.HALF:
        return Fraction(claim.cost, 2)
    if claim.owed is None:
        raise Problem("commitments.no_months_owed", field="owed")
    if claim.served >= claim.owed:
        return Fraction(0)
    return Fraction(claim.cost, claim.owed) * (claim.owed - claim.served)


def _round(amount: Fraction, unit: int) -> int:
    return floor(amount / unit + Fraction(1, 2)) * unit


def shares(amount: int, parts: int) -> list[int]:
    """An amount in equal instalments of whole đồng; what does not divide goes onto the first ones."""
    if parts < 1:
        raise Problem("commitments.no_instalments", field="parts")
    base, rest = divmod(amount, parts)
    return [base + (place < rest) for place in range(parts)]


def shares_by_weight(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """An amount given back to those who paid, in whole đồng by what each paid; the largest remainders get the rest.

    Nobody gets anything where nothing was paid.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    parts = {name: divmod(amount * weight, whole) for name, weight in weights.items()}
    rest = amount - sum(base for base, _ in parts.values())
    # `sorted` keeps the order of equals, so the same weights give the same shares.
    favoured = set(sorted(parts, key=lambda name: -parts[name][1])[:rest])
    return {name: base + (name in favoured) for name, (base, _) in parts.items()}
