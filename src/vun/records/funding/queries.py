"""Readers of fund sources, budgets and norms."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.dated import on_day
from vun.records.funding.domain import LECTURER_TIERS, Norm
from vun.records.funding.models import Budget, CostNorm, FundSource


def sources(on: date | None = None) -> QuerySet[FundSource]:
    """The fund sources in their order; with ``on``, those that give money on that day."""
    found = FundSource.objects.all()
    return found if on is None else found.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def get_source(code: str) -> FundSource:
    """Raises NotFound."""
    source = FundSource.objects.filter(pk=code).first()
    if source is None:
        raise NotFound("fund source")
    return source


def norms_on(day: date) -> list[Norm]:
    """The cost norms in force on the day, by code."""
    return [
        Norm(row.code, row.name, row.unit_of_count, row.amount, row.legal_basis, row.is_verified)
        for row in CostNorm.objects.filter(on_day(day)).order_by("code")
    ]


def lecturer_tiers_on(day: date) -> list[Norm]:
    """The fees of lecturers on the day, the highest tier first."""
    return [norm for norm in norms_on(day) if norm.code.startswith(LECTURER_TIERS)]


def norm_rows(actor: Actor) -> QuerySet[CostNorm]:
    """All norms, past and present, for whoever may see money anywhere; nothing for anybody else."""
    return CostNorm.objects.all() if actor.may_anywhere(Permission.FUND_VIEW) else CostNorm.objects.none()


def budgets(year: int | None = None) -> QuerySet[Budget]:
    """What there is of each source in the year, or in every year."""
    found = Budget.objects.select_related("source", "decision")
    return found if year is None else found.filter(year=year)
