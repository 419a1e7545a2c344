"""What an office sets in a law of service after study: how months and money are rounded, how long to pay."""

from __future__ import annotations

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.commitments.models import CommitmentLaw

LONGEST_MONTH = 31
"""So many days over whole months are never there: days over do not count at all."""


@transaction.atomic
def set_rounding(
    *, law: CommitmentLaw, month_from_days: int, money_unit: int, pay_within_days: int, by: Actor
) -> None:
    """Set what the law leaves open: from how many days over a month counts (31: never), to what whole amounts are
    rounded, within how many days they are paid. What was claimed before stays as it was.

    Raises Refused without STANDARD_EDIT everywhere, and Problem for figures that mean nothing.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    if not 1 <= month_from_days <= LONGEST_MONTH:
        raise Problem("commitments.month_from_days", field="month_from_days", most=LONGEST_MONTH)
    for field, value in (("money_unit", money_unit), ("pay_within_days", pay_within_days)):
        if value < 1:
            raise Problem("commitments.figure_from_one", field=field)
    names = ("month_from_days", "money_unit", "pay_within_days")
    before = {name: getattr(law, name) for name in names}
    after = dict(zip(names, (month_from_days, money_unit, pay_within_days), strict=True))
    CommitmentLaw.objects.filter(pk=law.pk).update(**after)
    law.refresh_from_db()
    audit.record(by, "commitment_law.rounding_set", law, before=before, after=after)
