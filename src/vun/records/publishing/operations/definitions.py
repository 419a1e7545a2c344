"""Defining reports and writing relations between figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.publishing.domain import LONGEST_NAME
from vun.records.publishing.models import ReportDefinition, ReportRelation

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,58}")


@transaction.atomic
def save_definition(*, data: Mapping[str, Any], based_on: str = "", by: Actor) -> ReportDefinition:
    """Keep a definition, new or over the office's own one of that name. The caller has checked what it says.

    Raises Refused, and Problem for a name that is not lower-case letters, digits and hyphens, or that another
    definition has than the one it is a change of (``based_on``).
    """
    by.require_everywhere(Permission.REPORT_DEFINE)
    name, title = str(data.get("name", "")), clean(str(data.get("title", "")))
    if not _NAME.fullmatch(name):
        raise Problem("publishing.name_unfit", field="name", name=name, most=LONGEST_NAME)
    if not title:
        raise Problem("publishing.title_needed", field="title")
    before = ReportDefinition.objects.filter(name=name).values_list("data", flat=True).first()
    if before is not None and name != based_on:
        raise Problem("publishing.name_taken", field="name", name=name)
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
    """Take a definition away; reports signed by it keep it. Raises Refused, NotFound once it is gone."""
    by.require_everywhere(Permission.REPORT_DEFINE)
    if not ReportDefinition.objects.filter(pk=definition.pk).delete()[0]:
        raise NotFound("report")
    audit.record(by, "report.definition_removed", definition, before={"data": definition.data})


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
    """Check it no more. Raises Refused, NotFound once it is gone."""
    by.require_everywhere(Permission.REPORT_DEFINE)
    if not ReportRelation.objects.filter(pk=relation.pk).delete()[0]:
        raise NotFound("report relation")
    audit.record(by, "report.relation_removed", relation, before={"formula": relation.formula})
