"""Proposals about two records of one person."""

from __future__ import annotations

from collections.abc import Iterator

from vun.records.people.holdings import Twins
from vun.records.plans.models import ProposedLearner


def twin_proposals(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """Proposed twice under one line of one version: a proposal is no more than that, the survivor's stays."""
    rows = ProposedLearner.objects.filter(person__in=(survivor_id, merged_id)).select_related("unit")
    found = {(row.person_id, row.terms_id): row for row in rows.order_by("pk")}
    for (person_id, terms_id), kept in found.items():
        merged = found.get((merged_id, terms_id))
        if person_id == survivor_id and merged is not None:
            facts = ((kept.unit.name,), (merged.unit.name,))
            yield Twins(kept=kept, merged=merged, code="people.twin_proposals", facts=facts, is_same=True)
