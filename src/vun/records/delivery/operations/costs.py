"""Money of a class, by source, in đồng."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.delivery.domain import CostKind
from vun.records.delivery.models import ClassCost, TrainingClass
from vun.records.funding.models import FundSource


@transaction.atomic
def record_cost(
    *,
    training_class: TrainingClass,
    kind: CostKind,
    source: FundSource,
    item: str,
    amount: int,
    on: date,
    document_number: str = "",
    by: Actor,
) -> ClassCost:
    """Put down ``amount`` đồng estimated or spent from a source. Raises Refused, and Problem: no item, no amount."""
    by.require(Permission.FUND_EDIT, training_class.host_id)
    item = clean(item)
    if not item:
        raise Problem("delivery.cost_item_missing", field="item")
    if amount <= 0:
        raise Problem("delivery.cost_not_positive", field="amount")
    cost = ClassCost.objects.create(
        training_class=training_class,
        kind=kind,
        source=source,
        item=item,
        amount=amount,
        on=on,
        document_number=clean(document_number),
    )
    _audit(by, "class.cost_recorded", cost)
    return cost


@transaction.atomic
def remove_cost(*, cost: ClassCost, by: Actor) -> None:
    """Strike an amount put down by mistake; the audit keeps it. Raises Refused, NotFound once it is gone."""
    by.require(Permission.FUND_EDIT, cost.training_class.host_id)
    if not ClassCost.objects.filter(pk=cost.pk).delete()[0]:
        raise NotFound("class cost")
    _audit(by, "class.cost_removed", cost)


def _audit(by: Actor, action: str, cost: ClassCost) -> None:
    audit.record(
        by,
        action,
        cost.training_class,
        unit_id=cost.training_class.host_id,
        after={
            "kind": cost.kind,
            "source": cost.source,
            "item": cost.item,
            "amount": cost.amount,
            "on": cost.on,
        },
    )
