"""Readers of whom a version proposes to send."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, QuerySet

from vun.common.actor import Actor, Permission
from vun.records.plans.models import PlanVersion, ProposedLearner

ProposedOfLines = dict[int, tuple[tuple[int, int], ...]]
"""By the id of a line, the (person, unit) pairs proposed under it, in the order of people."""


def proposed_by(actor: Actor, version: PlanVersion) -> QuerySet[ProposedLearner]:
    """Whoever the version proposes to send, line by line, the heaviest first.

    They name people everywhere, so that they show only to who may see plans of the whole province.
    """
    if not actor.may_everywhere(Permission.PLAN_VIEW):
        return ProposedLearner.objects.none()
    rows = ProposedLearner.objects.filter(terms__version=version)
    return rows.select_related("terms__line", "unit", "person").order_by(
        "terms__line__number", "-weight", "pk"
    )


def proposed_counts(actor: Actor, version: PlanVersion) -> dict[int, int]:
    """How many the version proposes under each line, by the id of its terms; as `proposed_by`."""
    rows = proposed_by(actor, version).order_by().values_list("terms_id")
    return dict(rows.annotate(count=Count("pk")))


def proposed_of_lines(actor: Actor, versions: Collection[PlanVersion]) -> dict[int, ProposedOfLines]:
    """Whom each of the versions proposes, by its id. One query; nobody for who may not see them."""
    found: dict[int, dict[int, list[tuple[int, int]]]] = {
        version.pk: defaultdict(list) for version in versions
    }
    if actor.may_everywhere(Permission.PLAN_VIEW):
        rows = ProposedLearner.objects.filter(terms__version__in=found).order_by("person_id")
        for version_id, line_id, *pair in rows.values_list(
            "terms__version_id", "terms__line_id", "person_id", "unit_id"
        ):
            found[version_id][line_id].append((pair[0], pair[1]))
    return {
        version_id: {line_id: tuple(pairs) for line_id, pairs in of_lines.items()}
        for version_id, of_lines in found.items()
    }
