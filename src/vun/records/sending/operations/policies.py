"""What the province sets for sending, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.people.domain import ManagementTier
from vun.records.registers.models import Decision
from vun.records.sending.domain import AppointingMode
from vun.records.sending.models import SendingPolicy


@transaction.atomic
def set_policy(
    *,
    release_percent: int,
    signer_tiers: Sequence[ManagementTier],
    appointing: AppointingMode = AppointingMode.OFF,
    debt_months: int = 12,
    start_on: date,
    decision: Decision | None = None,
    by: Actor,
) -> SendingPolicy:
    """Set how many may be away, who signs for exceptions, and what is done to whoever is appointed below standard.

    The setting before ends on the first day of this one.

    Raises Refused without STANDARD_EDIT everywhere; Problem: a share out of range, nobody left to sign, or a setting
    that begins on that day or later.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    if not 0 <= release_percent <= 100:
        raise Problem("sending.percent_out_of_range", field="release_percent")
    if not signer_tiers:
        raise Problem("sending.nobody_signs", field="signer_tiers")
    if SendingPolicy.objects.filter(start_on__gte=start_on).exists():
        raise Problem("sending.policy_there_already", field="start_on")
    SendingPolicy.objects.filter(end_on__isnull=True).update(end_on=start_on)
    policy = SendingPolicy.objects.create(
        release_percent=release_percent,
        signer_tiers=[tier.value for tier in signer_tiers],
        appointing=appointing,
        debt_months=debt_months,
        start_on=start_on,
        decision=decision,
    )
    told = {
        "release_percent": release_percent,
        "signer_tiers": policy.signer_tiers,
        "appointing": appointing,
        "start_on": start_on,
    }
    audit.record(by, "sending_policy.set", policy, after=told)
    return policy
