"""Verbs of money: budgets set, norms added. They touch no single unit and so ask for the whole province."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period, first_overlap
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.funding.models import Budget, CostNorm, FundSource
from vun.records.registers.models import Decision

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_MONEY = 10**15
"""In đồng; an amount beyond is a slip of the hand."""


@transaction.atomic
def set_budget(
    *,
    source: FundSource,
    year: int,
    amount: int,
    decision: Decision | None = None,
    note: str = "",
    by: Actor,
) -> Budget:
    """What ``source`` gives in ``year``, in đồng, in place of what was said before.

    Raises Refused without FUND_EDIT over the whole province; Problem for an amount below 0, a year out of reach, or one
    that begins after the source has ended.
    """
    by.require_everywhere(Permission.FUND_EDIT)
    _check_amount(amount)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Problem("funding.year_unknown", field="year", first_year=FIRST_YEAR, last_year=LAST_YEAR)
    if source.valid_to is not None and source.valid_to <= date(year, 1, 1):
        raise Problem("funding.source_ended", field="source", source=source.name, valid_to=source.valid_to)
    before = Budget.objects.filter(source=source, year=year).values_list("amount", flat=True).first()
    budget, _ = Budget.objects.update_or_create(
        source=source, year=year, defaults={"amount": amount, "decision": decision, "note": clean(note)}
    )
    audit.record(
        by,
        "budget.set",
        budget,
        before={} if before is None else {"amount": before},
        after={"amount": amount, "decision": decision and decision.number},
    )
    return budget


@transaction.atomic
def add_cost_norm(
    *,
    code: str,
    name: str,
    unit_of_count: str,
    amount: int,
    legal_basis: str,
    start_on: date,
    is_verified: bool = True,
    note: str = "",
    by: Actor,
) -> CostNorm:
    """A norm from ``start_on`` until another of its code begins; the one in force before ends on that day.

    Raises Refused without FUND_EDIT over the whole province; Problem for an empty field, an amount below 0, or a day
    not after the beginning of the latest norm of the code.
    """
    by.require_everywhere(Permission.FUND_EDIT)
    texts = {"code": code, "name": name, "unit_of_count": unit_of_count, "legal_basis": legal_basis}
    columns = {field: clean(text) for field, text in texts.items()}
    for field, text in columns.items():
        if not text:
            raise Problem("funding.field_empty", field=field)
    _check_amount(amount)
    latest = CostNorm.objects.filter(code=columns["code"]).order_by("start_on").last()
    if latest is not None:
        _end_norm(latest, start_on)
    norm = CostNorm.objects.create(
        **columns, amount=amount, start_on=start_on, is_verified=is_verified, note=clean(note)
    )
    audit.record(
        by,
        "cost_norm.added",
        norm,
        before={} if latest is None else {"amount": latest.amount, "end_on": latest.end_on},
        after={"amount": amount, "start_on": start_on, "legal_basis": norm.legal_basis},
    )
    return norm


def _check_amount(amount: int) -> None:
    if amount < 0:
        raise Problem("funding.amount_below_zero", field="amount")
    if amount > MOST_MONEY:
        raise Problem("funding.amount_too_large", field="amount", most=MOST_MONEY)


def _end_norm(norm: CostNorm, on: date) -> None:
    if on <= norm.start_on:
        raise Problem("funding.norm_begins_later", field="start_on", start_on=norm.start_on)
    if norm.end_on is None or norm.end_on > on:
        norm.end_on = on
        norm.save(update_fields=["end_on"])


@transaction.atomic
def write_catalogue(*, sources: list[FundSource], norms: list[CostNorm], by: Actor) -> None:
    """Bring sources and norms to the given rows; what is not among them stays.

    A norm somebody added here since ends or begins as they said: rows of its code from the catalogue that would overlap
    it are left out. Raises Refused without FUND_EDIT over the whole province, ValueError when given norms overlap.
    """
    by.require_everywhere(Permission.FUND_EDIT)
    by_code: dict[str, list[CostNorm]] = {}
    for norm in norms:
        by_code.setdefault(norm.code, []).append(norm)
    for code, rows in by_code.items():
        if overlap := first_overlap(row.period for row in rows):
            raise ValueError(f"norms of {code} overlap: {overlap[0]} and {overlap[1]}")
    FundSource.objects.bulk_create(
        sources,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "note", "valid_to", "order"],
    )
    kept: dict[str, list[Period]] = {}
    for row in CostNorm.objects.filter(code__in=by_code):
        kept.setdefault(row.code, []).append(row.period)
    CostNorm.objects.bulk_create(
        norm for norm in norms if not any(period.overlaps(norm.period) for period in kept.get(norm.code, ()))
    )
