"""Signing a report: from then on it stays as it was."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.approvals import queries as approvals
from vun.records.approvals.domain import MatterKind
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.publishing.domain import Frozen, Holding, packed
from vun.records.publishing.models import SignedReport


@transaction.atomic
def sign(*, frozen: Frozen, explanations: Mapping[str, str], by: Actor) -> SignedReport:
    """Keep the report as it is, sealed; the seal is told to the audit, which cannot be changed.

    For whoever's one signature is all the province asks for. Raises Refused; Problem where the report goes by steps
    and is to be submitted, naming the first relation that does not hold and is not explained in writing, or
    the figures that the words quote and the report does not have.
    """
    if frozen.unit_id is None and orgs.find_root_unit() is None:
        by.require_everywhere(Permission.REPORT_SIGN)
    else:
        unit_id = frozen.unit_id or orgs.root_unit().pk
        approvals.require_sole(MatterKind.REPORT, unit_id, by, timezone.localdate())
    check_signable(frozen, explanations)
    signed = SignedReport(
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
    return keep_signed(signed, by)


def check_signable(frozen: Frozen, explanations: Mapping[str, str]) -> None:
    """Return quietly, or raise Problem: every relation holds or is explained, the words quote figures there are."""
    if frozen.gone:
        raise Problem("publishing.words_without_figure", names=", ".join(frozen.gone))
    for relation in frozen.relations:
        if relation.holding is not Holding.HOLDS and not clean(explanations.get(relation.name, "")):
            raise Problem(
                "publishing.not_explained",
                name=relation.name,
                formula=relation.formula,
                left=relation.left,
                right=relation.right,
            )


def keep_signed(signed: SignedReport, by: Actor) -> SignedReport:
    """Seal the report under the actor's name, in the caller's transaction."""
    signed.signed_by, signed.signed_at = by.name, timezone.now().replace(microsecond=0)
    signed.digest = signed.seal()
    signed.save(force_insert=True)
    audit.record(
        by,
        "report.signed",
        signed,
        unit_id=signed.unit_id,
        after={
            "name": signed.name,
            "digest": signed.digest,
            "seals": signed.seals(),
            "first_day": signed.first_day,
            "last_day": signed.last_day,
        },
    )
    return signed
