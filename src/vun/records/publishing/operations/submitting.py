"""A report on its way to being signed, in the steps the province has set."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.approvals import operations as approvals
from vun.records.approvals import queries as matters
from vun.records.approvals.domain import MatterKind, MatterState
from vun.records.orgs import queries as orgs
from vun.records.publishing.domain import Frozen, packed
from vun.records.publishing.models import SignedReport, SubmittedReport
from vun.records.publishing.operations.signing import check_signable, keep_signed
from vun.records.publishing.operations.words import require_over

_KIND = MatterKind.REPORT


@transaction.atomic
def submit_report(*, frozen: Frozen, explanations: Mapping[str, str], by: Actor) -> SubmittedReport:
    """Submit the report as it is for signing: from here its figures stay as they are until it is signed or given back.

    Raises Refused without REPORT_WRITE over its unit; Problem as `sign`, and where it is on its way already.
    """
    require_over(by, Permission.REPORT_WRITE, frozen.unit_id)
    check_signable(frozen, explanations)
    _take_place_of_returned(frozen, by)
    report = SubmittedReport.objects.create(
        name=frozen.name,
        title=frozen.title,
        first_day=frozen.first_day,
        last_day=frozen.last_day,
        unit_id=frozen.unit_id,
        definition=dict(frozen.definition),
        scope=dict(frozen.scope),
        figures=dict(frozen.figures),
        relations=[one.as_data(clean(explanations.get(one.name, ""))) for one in frozen.relations],
        words=[one.as_data() for one in frozen.words],
        facts=packed(frozen.facts),
    )
    approvals.submit(
        kind=_KIND,
        subject_id=report.pk,
        title=frozen.title,
        unit_id=frozen.unit_id or orgs.root_unit().pk,
        on=timezone.localdate(),
        by=by,
    )
    return report


def _take_place_of_returned(frozen: Frozen, by: Actor) -> None:
    """One that was given back ends here; one still on its way stands in the way."""
    same = SubmittedReport.objects.filter(
        name=frozen.name, first_day=frozen.first_day, last_day=frozen.last_day, unit=frozen.unit_id
    )
    for earlier in same.filter(signed__isnull=True):
        matter = matters.open_matter(_KIND, earlier.pk)
        if matter is not None and matter.state == MatterState.WAITING:
            raise Problem("publishing.submitted_already", title=frozen.title)
        approvals.withdraw(kind=_KIND, subject_id=earlier.pk, on=timezone.localdate(), by=by)


@transaction.atomic
def sign_submitted(*, report: SubmittedReport, by: Actor) -> SignedReport:
    """Give the last signature: the report is sealed as it was submitted. Raises Refused, NotFound, Problem."""
    acting = approvals.finish(kind=_KIND, subject_id=report.pk, on=timezone.localdate(), by=by)
    signed = keep_signed(
        SignedReport(**{name: getattr(report, name) for name in SubmittedReport.CONTENT}), acting
    )
    SubmittedReport.objects.filter(pk=report.pk).update(signed=signed)
    return signed


@transaction.atomic
def give_back(*, report: SubmittedReport, reason: str, by: Actor) -> None:
    """Give a report back for correction, to where the step it is at gives back. Raises Refused, NotFound, Problem.

    Back with whoever submitted it, its figures stay what they were: a corrected report is submitted anew.
    """
    approvals.send_back(kind=_KIND, subject_id=report.pk, reason=reason, on=timezone.localdate(), by=by)


@transaction.atomic
def turn_down(*, report: SubmittedReport, reason: str, by: Actor) -> None:
    """Turn a report down for good at the step it is at, with the reason. Raises Refused, NotFound, Problem.

    It can be written and submitted anew, as another report.
    """
    approvals.reject(kind=_KIND, subject_id=report.pk, reason=reason, on=timezone.localdate(), by=by)
