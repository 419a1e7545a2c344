"""Readers of definitions, relations and signed reports."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.engines.documents import Templates
from vun.records.audit.models import AuditEntry
from vun.records.audit.queries import entries_about, entries_of
from vun.records.publishing.domain import SealsTold, Section
from vun.records.publishing.models import (
    DefinitionDraft,
    LayoutTemplate,
    ReportDefinition,
    ReportRelation,
    ReportWords,
    SignedReport,
    SubmittedReport,
)


def own_definitions() -> QuerySet[ReportDefinition]:
    """The definitions the office made itself, by title."""
    return ReportDefinition.objects.all()


def find_definition(name: str) -> ReportDefinition | None:
    """The one of that name, if there is one."""
    return ReportDefinition.objects.filter(name=name).first()


def drafts() -> QuerySet[DefinitionDraft]:
    """The definitions being changed, the latest first."""
    return DefinitionDraft.objects.all()


def get_draft(draft_id: int) -> DefinitionDraft:
    """Raises NotFound."""
    found = DefinitionDraft.objects.filter(pk=draft_id).first()
    if found is None:
        raise NotFound("draft")
    return found


def relations_of(report: str) -> QuerySet[ReportRelation]:
    """The relations the office wrote for the report."""
    return ReportRelation.objects.filter(report=report)


def words_of(report: str, period: Period, unit_id: int | None) -> tuple[Section, ...] | None:
    """The words written for the report over exactly this period; None where nobody has written any."""
    if period.end is None:
        return None
    found = all_words(report, unit_id).filter(first_day=period.start, last_day=period.end - timedelta(days=1))
    return _sections(found.first())


def words_before(report: str, period: Period, unit_id: int | None) -> tuple[date, tuple[Section, ...]] | None:
    """The last day of the latest period before this one that words were written for, and these words."""
    found = all_words(report, unit_id).filter(last_day__lt=period.start).order_by("-last_day", "-pk").first()
    return None if found is None else (found.last_day, _sections(found) or ())


def all_words(report: str, unit_id: int | None) -> QuerySet[ReportWords]:
    """The words written for the report of the unit, or of the whole province, the latest period first."""
    own = ReportWords.objects.filter(report=report)
    return own.filter(unit=None) if unit_id is None else own.filter(unit_id=unit_id)


def _sections(words: ReportWords | None) -> tuple[Section, ...] | None:
    return None if words is None else tuple(Section.from_data(one) for one in words.sections)


def layout_templates() -> QuerySet[LayoutTemplate]:
    """Every version of the province's own templates, without their content, the latest first."""
    return LayoutTemplate.objects.defer("content")


def get_layout_template(template_id: int) -> LayoutTemplate:
    """Raises NotFound."""
    found = LayoutTemplate.objects.filter(pk=template_id).first()
    if found is None:
        raise NotFound("layout template")
    return found


def templates_in_use() -> Templates:
    """What documents are laid out by now: the province's own files where it has put any to use."""
    used = LayoutTemplate.objects.filter(is_current=True)
    return Templates({one.name: bytes(one.content) for one in used})


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


def signed_and_gone() -> QuerySet[AuditEntry]:
    """What the audit was told of signed reports that are no longer there: nothing ever removes one."""
    there = SignedReport.objects.annotate(key=Cast("pk", TextField())).values("key")
    told = entries_about(SignedReport).filter(action="report.signed")
    return told.exclude(object_id__in=there).order_by("at", "pk")


def seals_told(signed: SignedReport) -> SealsTold:
    """The seals as the audit was told them when the report was signed; the audit cannot be changed."""
    entry = entries_of(signed).filter(action="report.signed").last()
    if entry is None:
        return SealsTold()
    return SealsTold(str(entry.after.get("digest", "")), entry.after.get("seals", {}))


def get_submitted(actor: Actor, report_id: int) -> SubmittedReport:
    """A report on its way to being signed. Raises NotFound when there is none in the actor's scope."""
    scope = actor.unit_ids(Permission.REPORT_RUN)
    rows = SubmittedReport.objects.defer("facts").select_related("unit", "signed")
    report = (
        (rows.filter(unit_id__in=scope) if isinstance(scope, frozenset) else rows)
        .filter(pk=report_id)
        .first()
    )
    if report is None:
        raise NotFound("submitted report")
    return report
