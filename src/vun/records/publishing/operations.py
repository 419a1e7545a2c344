"""Defining reports, writing relations, signing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.publishing.domain import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_SECTIONS,
    Frozen,
    Holding,
    Section,
    packed,
)
from vun.records.publishing.models import ReportDefinition, ReportRelation, ReportWords, SignedReport

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,58}")


@transaction.atomic
def save_definition(*, data: Mapping[str, Any], based_on: str = "", by: Actor) -> ReportDefinition:
    """Keep a definition, new or over the office's own one of that name. The caller has checked what it says.

    Raises Refused, and Problem for a name that is not lower-case letters, digits and hyphens.
    """
    by.require_everywhere(Permission.REPORT_DEFINE)
    name, title = str(data.get("name", "")), clean(str(data.get("title", "")))
    if not _NAME.fullmatch(name):
        raise Problem("publishing.name_unfit", field="name", name=name, most=LONGEST_NAME)
    if not title:
        raise Problem("publishing.title_needed", field="title")
    before = ReportDefinition.objects.filter(name=name).values_list("data", flat=True).first()
    definition, _ = ReportDefinition.objects.update_or_create(
        name=name,
        defaults={
            "title": title,
            "based_on": based_on,
            "data": dict(data),
            "author": by.name,
            "changed_at": timezone.now(),
        },
    )
    audit.record(
        by,
        "report.defined",
        definition,
        before={"data": before} if before else {},
        after={"data": dict(data), "based_on": based_on},
    )
    return definition


@transaction.atomic
def remove_definition(*, definition: ReportDefinition, by: Actor) -> None:
    """Take a definition away; reports signed by it keep it. Raises Refused."""
    by.require_everywhere(Permission.REPORT_DEFINE)
    audit.record(by, "report.definition_removed", definition, before={"data": definition.data})
    definition.delete()


@transaction.atomic
def write_relation(*, report: str, name: str, formula: str, by: Actor) -> ReportRelation:
    """Keep a relation to be checked before the report is signed. The caller has read the formula.

    Raises Refused, and Problem: no name, or a relation of that name is there already.
    """
    by.require_everywhere(Permission.REPORT_DEFINE)
    name = clean(name)
    if not name:
        raise Problem("publishing.name_needed", field="name")
    try:
        with transaction.atomic():
            relation = ReportRelation.objects.create(
                report=report, name=name, formula=formula, author=by.name
            )
    except IntegrityError:
        raise Problem("publishing.relation_twice", field="name", name=name) from None
    audit.record(by, "report.relation_written", relation, after={"report": report, "formula": formula})
    return relation


@transaction.atomic
def remove_relation(*, relation: ReportRelation, by: Actor) -> None:
    """Check it no more. Raises Refused."""
    by.require_everywhere(Permission.REPORT_DEFINE)
    audit.record(by, "report.relation_removed", relation, before={"formula": relation.formula})
    relation.delete()


@transaction.atomic
def write_words(
    *,
    report: str,
    period: Period,
    unit_id: int | None,
    sections: Sequence[Section],
    by: Actor,
) -> ReportWords:
    """Keep the words around the figures of a report over a period, in the order given; an empty title is left out.

    Raises Refused without REPORT_WRITE over the unit, and Problem: no last day, too many sections, too long a text,
    a text without a title.
    """
    require_over(by, Permission.REPORT_WRITE, unit_id)
    if period.end is None:
        raise Problem("publishing.no_last_day")
    kept = [replace(one, title=clean(one.title), text=one.text.strip(), read="") for one in sections]
    if any(one.text and not one.title for one in kept):
        raise Problem("publishing.section_untitled")
    kept = [one for one in kept if one.title]
    if len(kept) > MOST_SECTIONS or any(
        len(one.title) > LONGEST_TITLE or len(one.text) > LONGEST_TEXT for one in kept
    ):
        raise Problem("publishing.words_too_long", sections=MOST_SECTIONS, letters=LONGEST_TEXT)
    found = ReportWords.objects.filter(
        report=report, first_day=period.start, last_day=period.end - timedelta(days=1), unit_id=unit_id
    ).first()
    words = found or ReportWords(
        report=report, first_day=period.start, last_day=period.end - timedelta(days=1), unit_id=unit_id
    )
    before = words.sections if found else []
    words.sections = [one.as_data() for one in kept]
    words.author, words.changed_at = by.name, timezone.now()
    words.save()
    audit.record(
        by,
        "report.words_written",
        words,
        unit_id=unit_id,
        before={one["title"]: one["text"] for one in before},
        after={one.title: one.text for one in kept},
    )
    return words


def require_over(by: Actor, permission: Permission, unit_id: int | None) -> None:
    """Raise Refused unless the actor may do so over the unit, or everywhere for a report of the whole province."""
    if unit_id is None:
        by.require_everywhere(permission)
    else:
        by.require(permission, unit_id)


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
