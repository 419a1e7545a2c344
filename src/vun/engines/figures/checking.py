"""Checks relations: exact arithmetic, halves rounded up, cutting towards zero."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from vun.common.errors import Problem
from vun.engines.figures.model import (
    EXACT,
    Check,
    Difference,
    Equal,
    Figure,
    ImpliedRatio,
    ImpliedSum,
    Order,
    Product,
    Qualifier,
    Range,
    Ratio,
    Relation,
    RelationType,
    Statement,
    Status,
    Subset,
    Sum,
    Value,
)

Figures = Mapping[str, Figure]
Values = Mapping[str, Value | tuple[Decimal, ...]]
_RATIO_DECIMALS, _SHARE_DECIMALS = 4, 2


def check(statement: Statement) -> list[Check]:
    """The check of every relation, in their order.

    Raises Problem("figures.zero_denominator") for a ratio or share of nothing, naming the relation.
    """
    figures = statement.by_id
    with localcontext(EXACT):
        return [check_one(relation, figures) for relation in statement.relations]


def check_one(relation: Relation, figures: Figures) -> Check:
    """One relation between ``figures``. Raises KeyError for an id that is none of theirs."""
    status, values = _CHECKS[relation.type](relation, figures)
    return Check(relation.id, relation.type, status, values)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """The nearest number with so many decimals; of a half, the one further from zero."""
    size = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
    return _scaled(size if value >= 0 else -size, decimals)


def cut(value: Fraction, decimals: int) -> Decimal:
    """The number without what stands behind so many decimals."""
    return _scaled(math.trunc(value * 10**decimals), decimals)


def _scaled(digits: int, decimals: int) -> Decimal:
    return Decimal(digits).scaleb(-decimals)


def _sum(relation: Sum, figures: Figures) -> tuple[Status, Values]:
    total = figures[relation.total]
    parts = [figures[one] for one in relation.parts]
    computed = _total(parts)
    values: dict[str, Value | tuple[Decimal, ...]] = {
        "computed": computed,
        "stated": total.value,
        "difference": computed - total.value,
    }
    low, high = sum((part.low for part in parts), Decimal(0)), sum((part.high for part in parts), Decimal(0))
    if not relation.is_complete:
        values["residual_not_listed"] = total.value - computed
        return (Status.PARTIAL if low <= total.high else Status.MISMATCH), values
    if computed == total.value and all(figure.is_exact for figure in (total, *parts)):
        return Status.RECONCILES, values
    meets = low <= total.high and total.low <= high
    return (Status.CONSISTENT if meets else Status.MISMATCH), values


def _total(parts: Iterable[Figure]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _ratio(relation: Ratio, figures: Figures) -> tuple[Status, Values]:
    num, den, stated = figures[relation.num], figures[relation.den], figures[relation.stated]
    decimals = stated.decimals if relation.decimals is None else relation.decimals
    exact = _quotient(relation.id, num, den) * Fraction(relation.scale)
    rounded = round_half_up(exact, decimals)
    values: Values = {
        "computed": round_half_up(exact, _RATIO_DECIMALS),
        "computed_rounded": rounded,
        "stated": stated.value,
        "difference": rounded - stated.value,
    }
    if not stated.is_exact:
        return (Status.CONSISTENT if _is_as_said(exact, stated) else Status.MISMATCH), values
    if rounded == stated.value:
        return Status.RECONCILES, values
    if cut(exact, decimals) == stated.value:
        return Status.TRUNCATED, values
    if not (num.is_exact and den.is_exact) and _may_be(relation, num, den, stated, decimals):
        return Status.CONSISTENT, values
    return Status.MISMATCH, values


def _is_as_said(exact: Fraction, stated: Figure) -> bool:
    """Over and at least have no upper end here, under no lower one: what is said of a rate is only its one bound."""
    if stated.qualifier in (Qualifier.OVER, Qualifier.AT_LEAST):
        return exact >= stated.value
    if stated.qualifier is Qualifier.UNDER:
        return exact <= stated.value
    return Fraction(stated.low) <= exact <= Fraction(stated.high)


def _may_be(relation: Ratio, num: Figure, den: Figure, stated: Figure, decimals: int) -> bool:
    """Whether some true values behind the words give what is stated, to a unit of its last decimal."""
    leeway = Fraction(1, 10**decimals)
    value, scale = Fraction(stated.value), Fraction(relation.scale)
    if den.high and value < Fraction(num.low) / Fraction(den.high) * scale - leeway:
        return False
    # A denominator that may be as small as nothing sets no upper end.
    return den.low <= 0 or value <= Fraction(num.high) / Fraction(den.low) * scale + leeway


def _quotient(relation: str, num: Figure, den: Figure) -> Fraction:
    if not den.value:
        raise Problem("figures.zero_denominator", place=relation, id=den.id)
    return Fraction(num.value) / Fraction(den.value)


def _difference(relation: Difference, figures: Figures) -> tuple[Status, Values]:
    computed = figures[relation.a].value - figures[relation.b].value
    if relation.stated is None:
        return _implied(computed)
    stated = figures[relation.stated]
    return (
        Status.RECONCILES if stated.contains(computed) else Status.MISMATCH,
        {"computed": computed, "stated": stated.value, "difference": computed - stated.value},
    )


def _product(relation: Product, figures: Figures) -> tuple[Status, Values]:
    computed = math.prod((figures[one].value for one in relation.factors), start=Decimal(1))
    if relation.stated is None:
        return _implied(computed)
    stated = figures[relation.stated]
    status = Status.CONSISTENT if stated.contains(computed) else Status.MISMATCH
    return (
        Status.RECONCILES if computed == stated.value else status,
        {"computed": computed, "stated": stated.value, "difference": computed - stated.value},
    )


def _subset(relation: Subset, figures: Figures) -> tuple[Status, Values]:
    whole, part = figures[relation.whole], figures[relation.part]
    share = _quotient(relation.id, part, whole) * 100
    return (
        Status.RECONCILES if part.low <= whole.high else Status.MISMATCH,
        {
            "whole": whole.value,
            "part": part.value,
            "share_percent": round_half_up(share, _SHARE_DECIMALS),
            "rest": whole.value - part.value,
        },
    )


def _implied_sum(relation: ImpliedSum, figures: Figures) -> tuple[Status, Values]:
    return _implied(_total(figures[one] for one in relation.parts))


def _implied_ratio(relation: ImpliedRatio, figures: Figures) -> tuple[Status, Values]:
    quotient = _quotient(relation.id, figures[relation.num], figures[relation.den])
    return _implied(round_half_up(quotient * Fraction(relation.scale), _RATIO_DECIMALS))


def _implied(computed: Decimal) -> tuple[Status, Values]:
    return Status.IMPLIED, {"computed": computed, "stated": None}


def _range(relation: Range, figures: Figures) -> tuple[Status, Values]:
    low, high = figures[relation.low].value, figures[relation.high].value
    return (Status.RECONCILES if low <= high else Status.MISMATCH), {"low": low, "high": high}


def _equal(relation: Equal, figures: Figures) -> tuple[Status, Values]:
    values = tuple(figures[one].value for one in relation.ids)
    return (Status.RECONCILES if len(set(values)) == 1 else Status.MISMATCH), {"values": values}


def _order(relation: Order, figures: Figures) -> tuple[Status, Values]:
    values = tuple(figures[one].value for one in relation.ids)
    return (Status.RECONCILES if list(values) == sorted(values) else Status.MISMATCH), {"values": values}


_CHECKS: Mapping[RelationType, Callable[[Any, Figures], tuple[Status, Values]]] = {
    RelationType.SUM: _sum,
    RelationType.RATIO: _ratio,
    RelationType.DIFFERENCE: _difference,
    RelationType.PRODUCT: _product,
    RelationType.SUBSET: _subset,
    RelationType.IMPLIED_SUM: _implied_sum,
    RelationType.IMPLIED_RATIO: _implied_ratio,
    RelationType.RANGE: _range,
    RelationType.EQUAL: _equal,
    RelationType.ORDER: _order,
}
