"""Approved lines and quotas as reports count them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from vun.common.actor import Actor
from vun.records.plans.domain import VersionState
from vun.records.plans.models import PlanLineTerms, Quota
from vun.records.plans.queries.reading import visible_to


def approved_terms_in(actor: Actor, years: Iterable[int]) -> QuerySet[PlanLineTerms]:
    """What lines of visible plans say for the years in the version in force, with their budgets."""
    return (
        PlanLineTerms.objects.filter(
            version__state=VersionState.APPROVED, version__plan__in=visible_to(actor), year__in=list(years)
        )
        .prefetch_related("budgets")
        .order_by("line_id")
    )


def approved_terms_of(actor: Actor, line_ids: Collection[int]) -> QuerySet[PlanLineTerms]:
    """What these lines of visible plans say in the version in force."""
    return PlanLineTerms.objects.filter(
        version__state=VersionState.APPROVED, version__plan__in=visible_to(actor), line_id__in=line_ids
    ).order_by("line_id")


def approved_quotas(years: Iterable[int]) -> QuerySet[Quota]:
    """The places given to units for the years by versions in force."""
    return (
        Quota.objects.filter(terms__version__state=VersionState.APPROVED, terms__year__in=list(years))
        .select_related("terms")
        .order_by("pk")
    )


def titles_of_lines(line_ids: Collection[int]) -> dict[int, str]:
    """What these lines are called in the version in force. Whoever asks has found them within the actor's scope."""
    terms = PlanLineTerms.objects.filter(version__state=VersionState.APPROVED, line_id__in=line_ids)
    return dict(terms.order_by("year").values_list("line_id", "title"))
