"""Readers of definitions, relations and signed reports."""

from __future__ import annotations

from django.db.models import QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.audit.queries import entries_of
from vun.records.publishing.models import ReportDefinition, ReportRelation, SignedReport


def own_definitions() -> QuerySet[ReportDefinition]:
    """The definitions the office made itself, by title."""
    return ReportDefinition.objects.all()


def find_definition(name: str) -> ReportDefinition | None:
    """The one of that name, if there is one."""
    return ReportDefinition.objects.filter(name=name).first()


def relations_of(report: str) -> QuerySet[ReportRelation]:
    """The relations the office wrote for the report."""
    return ReportRelation.objects.filter(report=report)


def signed_visible_to(actor: Actor) -> QuerySet[SignedReport]:
    """Signed reports of the units the actor may report on; those of the whole province for whoever may see it all."""
    scope = actor.unit_ids(Permission.REPORT_RUN)
    signed = SignedReport.objects.defer("facts").select_related("unit")
    return signed.filter(unit_id__in=scope) if isinstance(scope, frozenset) else signed


def get_signed(actor: Actor, signed_id: int) -> SignedReport:
    """Raises NotFound when there is none in the actor's scope."""
    signed = signed_visible_to(actor).filter(pk=signed_id).first()
    if signed is None:
        raise NotFound("signed report")
    return signed


def all_signed() -> QuerySet[SignedReport]:
    """Every signed report, the oldest first."""
    return SignedReport.objects.order_by("signed_at", "pk")


def digest_told(signed: SignedReport) -> str:
    """The seal as the audit was told it when the report was signed; the audit cannot be changed. Empty: not told."""
    entry = entries_of(signed).filter(action="report.signed").last()
    return str(entry.after.get("digest", "")) if entry else ""
