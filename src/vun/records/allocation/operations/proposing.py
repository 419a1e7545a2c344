"""Taking somebody off those a draft proposes: only who is not put forward yet."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.allocation.queries import proposed_of
from vun.records.plans import operations as plans
from vun.records.plans.models import PlanVersion


@transaction.atomic
def drop_proposed(*, version: PlanVersion, ids: Collection[int], by: Actor) -> int:
    """As `plans.drop_proposed`; raises Problem also when one of them is put forward already."""
    by.require_everywhere(Permission.PLAN_EDIT)
    rows: list[Any] = list(proposed_of(by, version).filter(pk__in=ids))
    for row in rows:
        if row.is_nominated:
            raise Problem("allocation.nominated_already", person=row.person.full_name)
    return plans.drop_proposed(version=version, ids=ids, by=by)
