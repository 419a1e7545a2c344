"""A place under a quota: taken by a nomination, released when the nomination comes to nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, QuerySet

from vun.common.errors import Problem
from vun.records.plans.domain import VersionState
from vun.records.plans.models import Quota

_TRIES = 5
"""A version superseded between reading and taking makes us read again; more than once in a breath is a fault."""


def take_place(line_id: int, unit_id: int) -> None:
    """Take one place of the unit's quota of the line, in the caller's transaction.

    However many ask at once, no more are taken than the quota has, also while an amendment is being approved. Raises
    Problem when the plan is not in force, the unit has no quota, or all its places are taken.
    """
    take_places({(line_id, unit_id): 1})


def take_places(counts: Mapping[tuple[int, int], int]) -> None:
    """Take several places at once, by (line, unit): all of them, or none and a Problem. See `take_place`.

    A statement for each different count, however many lines and units there are.
    """
    for _ in range(_TRIES):
        if _take_all(_quotas_for(counts)):
            return
    raise Problem("plans.try_again")


def _quotas_for(counts: Mapping[tuple[int, int], int]) -> dict[int, list[int]]:
    """The ids of the quotas to take places of, by how many; raises Problem where there are too few as things stand."""
    lines, units = {line_id for line_id, _ in counts}, {unit_id for _, unit_id in counts}
    approved = Quota.objects.filter(
        terms__line__in=lines, unit__in=units, terms__version__state=VersionState.APPROVED
    )
    quotas = {(quota.terms.line_id, quota.unit_id): quota for quota in approved.select_related("terms")}
    wanted: dict[int, list[int]] = {}
    for key, count in counts.items():
        quota = quotas.get(key)
        if quota is None:
            raise Problem("plans.no_quota")
        if not quota.is_in_force:
            raise Problem("plans.plan_closed_to_places")
        if count > quota.free:
            raise Problem("plans.quota_used_up", learners=quota.kept)
        wanted.setdefault(count, []).append(quota.pk)
    return wanted


def _take_all(wanted: Mapping[int, list[int]]) -> bool:
    """Take so many places of each quota; False, and nothing taken, when one has changed too much since it was read."""
    with transaction.atomic():
        for count, quota_ids in wanted.items():
            # Conditions on the row itself only: where it waits for another, the database asks them again afterwards.
            free = Quota.objects.filter(
                pk__in=quota_ids, is_in_force=True, taken__lte=F("learners") - F("passed_on") - count
            )
            if free.update(taken=F("taken") + count) != len(quota_ids):
                transaction.set_rollback(True)
                return False
    return True


def release_place(line_id: int, unit_id: int) -> None:
    """Give back one place taken before, also under a plan closed since. Raises Problem when none is taken."""
    for _ in range(_TRIES):
        quota = _approved_quota(line_id, unit_id).first()
        if quota is None or not quota.taken:
            raise Problem("plans.no_place_taken")
        used = Quota.objects.filter(pk=quota.pk, is_in_force=quota.is_in_force, taken__gt=0)
        if used.update(taken=F("taken") - 1):
            return
    raise Problem("plans.try_again")


def _approved_quota(line_id: int, unit_id: int) -> QuerySet[Quota]:
    return Quota.objects.filter(
        terms__line_id=line_id, unit_id=unit_id, terms__version__state=VersionState.APPROVED
    )
