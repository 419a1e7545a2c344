"""Changing the policy: always by a row from a day on, so that an earlier plan can be explained by what held then."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.allocation.domain import (
    OF_A_GROUP,
    OF_A_PROGRAMME,
    WHOLE_KINDS,
    PolicyTerm,
    kind_of,
)
from vun.records.allocation.models import PolicyWeight
from vun.records.audit import operations as audit
from vun.records.standards.models import Programme, ProgrammeGroup

MOST = Decimal(1_000_000)
"""No weight, number or price per kilometre is larger; beyond is a slip of the hand."""

_AT_LEAST_ONE = frozenset(
    {PolicyTerm.MAX_CLASSES, PolicyTerm.CLASS_MIN, PolicyTerm.CLASS_MAX, PolicyTerm.LONGEST_DAYS}
)
_AT_MOST_WHOLE = frozenset(
    {
        PolicyTerm.RETIRING,
        PolicyTerm.RETIRING_SOON,
        PolicyTerm.LONG_COURSE,
        PolicyTerm.FAIR_SHARE,
        PolicyTerm.RELEASE_SHARE,
    }
)


@transaction.atomic
def set_weight(
    *,
    term: PolicyTerm,
    value: Decimal,
    start_on: date,
    basis: str = "",
    group: ProgrammeGroup | None = None,
    programme: Programme | None = None,
    by: Actor,
) -> PolicyWeight:
    """Let the term be worth ``value`` from ``start_on`` until another row of it begins; the row before ends there.

    A row that begins on the same day is put right. Raises Refused without PLAN_EDIT over the whole province; Problem
    for a value out of range, a missing group or programme, or a later row.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    _check_subject(term, group, programme)
    _check_value(term, value)
    rows = PolicyWeight.objects.filter(term=term.value, group=group, programme=programme)
    latest = rows.order_by("start_on").last()
    if latest is not None and latest.start_on > start_on:
        raise Problem("allocation.weight_begins_later", field="start_on", start_on=latest.start_on)
    if latest is not None and latest.start_on == start_on:
        before = {"value": latest.value, "basis": latest.basis}
        latest.value, latest.basis = value, clean(basis)
        latest.save(update_fields=["value", "basis"])
        row = latest
    else:
        before = {} if latest is None else {"value": latest.value}
        rows.filter(end_on__isnull=True).update(end_on=start_on)
        row = PolicyWeight.objects.create(
            term=term.value,
            group=group,
            programme=programme,
            value=value,
            start_on=start_on,
            basis=clean(basis),
        )
    audit.record(
        by,
        "policy_weight.set",
        row,
        before=before,
        after={
            "value": value,
            "start_on": start_on,
            "basis": row.basis,
            "group": group and group.name,
            "programme": programme and programme.name,
        },
    )
    return row


def _check_subject(term: PolicyTerm, group: ProgrammeGroup | None, programme: Programme | None) -> None:
    if (term is OF_A_GROUP) != (group is not None):
        raise Problem("allocation.group_needed", field="group")
    if (term is OF_A_PROGRAMME) != (programme is not None):
        raise Problem("allocation.programme_needed", field="programme")


def _check_value(term: PolicyTerm, value: Decimal) -> None:
    if not 0 <= value <= MOST:
        raise Problem("allocation.value_out_of_range", field="value", most=MOST)
    if term in _AT_LEAST_ONE and value < 1:
        raise Problem("allocation.value_at_least_one", field="value")
    if term in _AT_MOST_WHOLE and value > 100:
        raise Problem("allocation.share_above_whole", field="value")
    if kind_of(term) in WHOLE_KINDS and value != int(value):
        raise Problem("allocation.value_not_whole", field="value")
