"""What money plans in force have committed: the one answer planning, approving and funds go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from fractions import Fraction
from math import ceil

from django.db.models import QuerySet, Sum

from vun.records.plans.domain import VersionState
from vun.records.plans.holding import classes
from vun.records.plans.models import LineBudget, PlanLineTerms, Quota


def committed(years: Collection[int], *, but_plan: int | None = None) -> Counter[tuple[int, str]]:
    """Đồng by year and source that versions in force take, those of one plan left out.

    All that lines are to cost; of a plan closed since, of each line the share that was held, so that what closing it
    set free is free everywhere. At most four queries.
    """
    rows = LineBudget.objects.filter(terms__year__in=years, terms__version__state=VersionState.APPROVED)
    if but_plan is not None:
        rows = rows.exclude(terms__version__plan_id=but_plan)
    still_open = rows.filter(terms__version__plan__closed_on__isnull=True).order_by()
    sums = still_open.values_list("terms__year", "source_id").annotate(Sum("amount"))
    found = Counter({(year, source): amount for year, source, amount in sums})
    closed = rows.filter(terms__version__plan__closed_on__isnull=False).select_related("terms")
    found.update(_held(closed))
    return found


def _held(rows: QuerySet[LineBudget]) -> Counter[tuple[int, str]]:
    budgets = list(rows)
    if not budgets:
        return Counter()
    terms = {row.terms_id: row.terms for row in budgets}
    opened = classes().classes_by_line([each.line_id for each in terms.values()])
    sent = Quota.objects.filter(terms__in=terms, taken__gt=0).order_by().values_list("terms_id")
    taken = dict(sent.annotate(Sum("taken")))
    found: Counter[tuple[int, str]] = Counter()
    for row in budgets:
        line = row.terms
        share = _share(line, opened.get(line.line_id, 0), taken.get(line.pk, 0))
        found[line.year, row.source_id] += ceil(row.amount * share)
    return found


def _share(line: PlanLineTerms, opened: int, taken: int) -> Fraction:
    """How much of a line was held: by its classes, or by the places taken where these are more of it; all at most."""
    by_classes = Fraction(opened, line.classes) if line.classes else Fraction(0)
    by_places = Fraction(taken, line.learners) if line.learners else Fraction(0)
    return min(Fraction(1), max(by_classes, by_places))
