"""What the centre gives the province, and the lines of plans that draw on it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.plans import domain
from vun.records.plans.domain import LineTerms, TargetOrigin, VersionState
from vun.records.plans.models import CentralQuota, CentralQuotaChange, PlanLineTerms, PlanVersion
from vun.records.registers.models import Decision
from vun.records.standards.models import Programme

_DRAWN = Coalesce("central_learners", "learners")
"""What a line draws on the quota of the centre's it names: its part that is told, else all its learners."""


@transaction.atomic
def record_central_quota(
    *,
    year: int,
    name: str,
    issuer: str,
    learners: int,
    programme: Programme | None = None,
    decision: Decision | None = None,
    on: date,
    by: Actor,
) -> CentralQuota:
    """Record how many learners of a year a body of the centre lets the province send.

    Raises Refused without PLAN_EDIT everywhere, and Problem: no name or issuer, no learners, recorded already.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    if not clean(name):
        raise Problem("plans.central_name_missing", field="name")
    if not clean(issuer):
        raise Problem("plans.central_issuer_missing", field="issuer")
    _check_learners(learners)
    same = CentralQuota.objects.filter(year=year, name=clean(name), issuer=clean(issuer))
    if same.exists():
        raise Problem("plans.central_recorded_already", field="name", name=clean(name), year=year)
    quota = CentralQuota.objects.create(
        year=year, name=clean(name), issuer=clean(issuer), learners=learners, programme=programme
    )
    _tell(quota, 0, "", decision, on, by)
    return quota


@transaction.atomic
def change_central_quota(
    *,
    quota: CentralQuota,
    learners: int,
    reason: str,
    decision: Decision | None = None,
    on: date,
    by: Actor,
) -> CentralQuota:
    """Record that the centre gives more or fewer from a day on, or that some were given back to it.

    Raises Refused without PLAN_EDIT everywhere, and Problem: no reason, fewer than lines in force stand on.
    """
    by.require_everywhere(Permission.PLAN_EDIT)
    _check_learners(learners, least=0)
    if not clean(reason):
        raise Problem("plans.reason_needed", field="reason")
    quota.refresh_from_db()
    before = quota.learners
    enough = CentralQuota.objects.filter(pk=quota.pk, learners=before, passed_on__lte=learners)
    if not enough.update(learners=learners):
        quota.refresh_from_db()
        if quota.learners != before:
            raise Problem("plans.try_again")
        raise Problem("plans.central_below_used", field="learners", learners=learners, used=quota.passed_on)
    quota.refresh_from_db()
    _tell(quota, before, clean(reason)[:300], decision, on, by)
    return quota


def check_central(terms: LineTerms, version: PlanVersion, line_id: int | None) -> None:
    """Return quietly, or raise Problem: a line that draws on the centre, with all its learners or some,
    asks for no more than is left for its plan."""
    if terms.central_id is None:
        if terms.central_learners is not None:
            raise Problem("plans.central_share_of_nothing", field="central_learners")
        return
    if terms.origin is not TargetOrigin.CENTRAL:
        raise Problem("plans.central_of_other_origin", field="central_id")
    quota = CentralQuota.objects.get(pk=terms.central_id)
    if quota.year != terms.year:
        raise Problem("plans.central_of_other_year", field="central_id", year=quota.year)
    if terms.central_learners is not None and not 1 <= terms.central_learners <= terms.learners:
        raise Problem("plans.central_share_out_of_range", field="central_learners", learners=terms.learners)
    others = PlanLineTerms.objects.filter(central=quota, version=version).exclude(line_id=line_id or 0)
    own = others.aggregate(all=Sum(_DRAWN, default=0))["all"]
    drawn = terms.learners if terms.central_learners is None else terms.central_learners
    in_force = version.plan.versions.filter(state=VersionState.APPROVED).first()
    most = quota.learners - quota.passed_on + _drawn(in_force)[quota.pk]
    if own + drawn > most:
        field = "learners" if terms.central_learners is None else "central_learners"
        raise Problem("plans.central_exceeded", field=field, name=quota.name, left=most - own)


def draw_on_centre(version: PlanVersion, superseded: PlanVersion | None) -> None:
    """Take what the lines of a version being approved need of the centre's quotas; give back what the one before did.

    In the caller's transaction. Raises Problem where the centre gave fewer, however many plans are approved at once.
    """
    now, before = _drawn(version), _drawn(superseded)
    for quota_id in sorted(now.keys() | before.keys()):
        more = now[quota_id] - before[quota_id]
        enough = CentralQuota.objects.filter(pk=quota_id, learners__gte=F("passed_on") + more)
        if more and not enough.update(passed_on=F("passed_on") + more):
            quota = CentralQuota.objects.get(pk=quota_id)
            raise Problem(
                "plans.central_exceeded",
                field="learners",
                name=quota.name,
                left=quota.learners - quota.passed_on + before[quota_id],
            )


def _drawn(version: PlanVersion | None) -> Counter[int]:
    """The learners the lines of a version draw on each quota of the centre's."""
    if version is None:
        return Counter()
    rows = PlanLineTerms.objects.filter(version=version, central__isnull=False).order_by()
    return Counter(dict(rows.values_list("central_id").annotate(drawn=Sum(_DRAWN))))


def _check_learners(learners: int, least: int = 1) -> None:
    if learners < least:
        raise Problem("plans.no_places_named", field="learners")
    domain.check_at_most(learners, domain.MOST_LEARNERS, "learners")


def _tell(
    quota: CentralQuota, before: int, reason: str, decision: Decision | None, on: date, by: Actor
) -> None:
    CentralQuotaChange.objects.create(
        quota=quota,
        before=before,
        learners=quota.learners,
        reason=reason,
        decision=decision,
        done_by=by.name,
        on=on,
    )
    audit.record(
        by,
        "central_quota.set",
        quota,
        before={"learners": before},
        after={"learners": quota.learners, "reason": reason, "on": on, "decision": decision},
    )
