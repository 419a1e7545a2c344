"""What classes cost, by source, in đồng."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from vun.common.errors import NotFound
from vun.records.delivery.domain import CostKind
from vun.records.delivery.models import ClassCost, TrainingClass


@dataclass(frozen=True, slots=True)
class SourceCost:
    """The đồng estimated and spent from one source."""

    source_code: str
    source_name: str
    estimate: int
    spent: int


def costs_of(training_class: TrainingClass) -> QuerySet[ClassCost]:
    """Every amount of a class, by day."""
    return training_class.costs.select_related("source")


def get_cost(training_class: TrainingClass, cost_id: int) -> ClassCost:
    """An amount of the class. Raises NotFound."""
    cost = costs_of(training_class).filter(pk=cost_id).first()
    if cost is None:
        raise NotFound("cost")
    return cost


def cost_by_source(training_class: TrainingClass) -> list[SourceCost]:
    """Estimate and spending of a class by source, in one query."""
    rows = (
        training_class.costs.values_list("source_id", "source__name")
        .annotate(
            estimate=Sum("amount", filter=Q(kind=CostKind.ESTIMATE), default=0),
            spent=Sum("amount", filter=Q(kind=CostKind.SPENT), default=0),
        )
        .order_by("source__order", "source_id")
    )
    return [SourceCost(*row) for row in rows]
