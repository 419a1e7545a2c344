"""Offers and selection rounds for tests, made through the operations by the system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.orgs import make_root
from tests.factories.people import make_person
from tests.factories.plans import (
    SYSTEM,
    ApprovedLine,
    approved_plan_with_line,
    make_line,
    make_plan,
    submit_and_approve,
)
from tests.factories.sending import make_nomination
from vun.records.admission import operations
from vun.records.admission.domain import Criterion
from vun.records.admission.models import SelectionCandidate, SelectionRound, TrainingOffer
from vun.records.admission.operations import OfferTerms
from vun.records.delivery.models import TrainingClass
from vun.records.orgs.models import Unit
from vun.records.orgs.queries import find_root_unit
from vun.records.plans.models import PlanLineTerms

ON = date(2026, 2, 2)
EXAM, FILE = Criterion("Bài thi", Decimal(10)), Criterion("Hồ sơ", Decimal(5))


def line_without_quotas(unit: Unit | None = None, *, learners: int = 5) -> PlanLineTerms:
    """A line in force none of whose learners is given to a unit yet."""
    version = make_plan(unit)
    terms = make_line(version, learners=learners)
    submit_and_approve(version)
    return terms


def offer_terms(**columns: Any) -> OfferTerms:
    """What an academy's letter says."""
    return OfferTerms(
        **{
            "name": "Bồi dưỡng lãnh đạo cấp sở",
            "organiser": "Học viện Hành chính",
            "audience": "Giám đốc, phó giám đốc sở",
            "places": 5,
            "deadline_on": date(2026, 3, 31),
            **columns,
        }
    )


def make_offer(unit: Unit | None = None, **columns: Any) -> TrainingOffer:
    """An open offer, published by ``unit``, or by the province for everybody."""
    return operations.publish_offer(
        unit=unit or find_root_unit() or make_root(), terms=offer_terms(**columns), on=ON, by=SYSTEM
    )


def make_round(
    sent: ApprovedLine | None = None,
    *,
    places: int = 2,
    criteria: Sequence[Criterion] = (EXAM, FILE),
    training_class: TrainingClass | None = None,
) -> SelectionRound:
    """An open round for a line with a quota of ten."""
    sent = sent or approved_plan_with_line(quota=10)
    return operations.open_round(
        line=sent.line,
        name="Xét tuyển",
        places=places,
        criteria=criteria,
        closes_on=date(2026, 2, 28),
        training_class=training_class,
        on=ON,
        by=SYSTEM,
    )


def enter(
    selection: SelectionRound, sent: ApprovedLine, *points: tuple[int, int]
) -> list[SelectionCandidate]:
    """People put forward, taken in and given points for the exam and the file, in this order."""
    nominations = [
        make_nomination(sent, make_person(f"Người {order}", unit=sent.unit)) for order, _ in enumerate(points)
    ]
    operations.enter(selection=selection, nomination_ids=[each.pk for each in nominations], on=ON, by=SYSTEM)
    candidates = [SelectionCandidate.objects.get(nomination=each) for each in nominations]
    criteria = list(selection.criteria.all())
    operations.give_points(
        selection=selection,
        points={
            (candidate.pk, criterion.pk): Decimal(given)
            for candidate, own in zip(candidates, points, strict=True)
            for criterion, given in zip(criteria, own, strict=True)
        },
        by=SYSTEM,
    )
    for candidate in candidates:
        candidate.refresh_from_db()
    return candidates
