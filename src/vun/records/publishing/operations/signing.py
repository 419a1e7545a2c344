"""Signing a report: from then on it stays as it was."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.publishing.domain import Frozen, Holding, packed
from vun.records.publishing.models import SignedReport
from vun.records.publishing.operations.words import require_over


@transaction.atomic
def sign(*, frozen: Frozen, explanations: Mapping[str, str], by: Actor) -> SignedReport:
    """Keep the report as it is, sealed; the seal is told to the audit, which cannot be changed.

    Raises Refused, and Problem naming the first relation that does not hold and is not explained in writing, or
    the figures that the words quote and the report does not have.
    """
    require_over(by, Permission.REPORT_SIGN, frozen.unit_id)
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
        signed_by=by.name,
        signed_at=timezone.now().replace(microsecond=0),
    )
    signed.digest = signed.seal()
    signed.save(force_insert=True)
    audit.record(
        by,
        "report.signed",
        signed,
        unit_id=frozen.unit_id,
        after={
            "name": frozen.name,
            "digest": signed.digest,
            "first_day": frozen.first_day,
            "last_day": frozen.last_day,
        },
    )
    return signed
