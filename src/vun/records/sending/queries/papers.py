"""Reading papers about those sent, and making them ready to be written."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.numbers import format_date
from vun.engines.documents import Document, words
from vun.records.dated import on_day
from vun.records.plans import queries as plans
from vun.records.sending.domain import (
    Filling,
    PaperDetails,
    PaperKind,
    PaperLayout,
    PaperLine,
    document,
    filling,
)
from vun.records.sending.models import (
    PaperBasis,
    PaperSignature,
    PaperTemplate,
    SendingPaper,
    SendingPaperLine,
)
from vun.records.sending.studies import studies
from vun.records.standards.succession import rows_of, stem_of


def papers_visible_to(actor: Actor) -> QuerySet[SendingPaper]:
    """The papers all of whose people are of units in the actor's scope, newest first, with how many ``people``.

    ``signed``: how many digital signatures each bears.
    """
    papers = SendingPaper.objects.select_related("decision", "template__file")
    counted = papers.annotate(people=Count("lines", distinct=True), signed=Count("signatures", distinct=True))
    rows = counted.order_by("-decision__issued_on", "-pk")
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        outside = SendingPaperLine.objects.exclude(unit_id__in=scope)
        return rows.exclude(pk__in=outside.values("paper_id"))
    return rows


def papers_of(actor: Actor, decision_ids: Collection[int]) -> dict[int, SendingPaper]:
    """The papers that are these decisions, by decision, as far as issued here and in the actor's sight."""
    found = papers_visible_to(actor).filter(decision_id__in=decision_ids)
    return {paper.decision_id: paper for paper in found}


def get_paper(actor: Actor, paper_id: int) -> SendingPaper:
    """Raises NotFound when there is none in the actor's scope."""
    paper = papers_visible_to(actor).filter(pk=paper_id).first()
    if paper is None:
        raise NotFound("paper")
    return paper


def document_of(paper: SendingPaper) -> Document:
    """The paper as it was issued, ready to be written as docx or PDF."""
    return document(
        PaperKind(paper.kind), _details(paper), paper.decision.number, _lines(paper), paper.multiple
    )


def filling_of(paper: SendingPaper) -> Filling:
    """What the fields of the office's own template are filled with for the paper."""
    return filling(
        PaperKind(paper.kind), _details(paper), paper.decision.number, _lines(paper), paper.multiple
    )


def paper_words(line_id: int) -> dict[str, str]:
    """What a paper about people sent for a line says, to begin with: by the plan in force and the classes of the line.

    The course, when it is if its classes are all held at one time, who pays, and the decision that approved the plan.
    """
    terms = plans.approved_terms(line_id)
    if terms is None:
        return {}
    days = {(period.start, period.end) for period in studies().days_of_line(line_id)}
    start, after = days.pop() if len(days) == 1 else (None, None)
    last = after - timedelta(days=1) if after else None
    decision, name = terms.version.decision, terms.version.plan.name
    approved = (
        f"Quyết định số {decision.number} {words.day_in_words(decision.issued_on)} của {decision.issuer} "
        f"phê duyệt {name[:1].lower()}{name[1:]}"
        if decision is not None
        else ""
    )
    sources = terms.budgets.order_by("source__order").values_list("source__name", flat=True)
    return {
        "course": terms.title,
        "study_days": f"từ ngày {format_date(start)} đến ngày {format_date(last)}" if start and last else "",
        "funds": ", ".join(sources)[:200],
        "bases": approved,
    }


def usual_bases(on: date, layout: PaperLayout, group: str = "") -> tuple[str, ...]:
    """What papers of the day and layout rest on, in order, where all on the list go to programmes of the group."""
    rows = PaperBasis.objects.filter(on_day(on), layout__in=["", layout.value])
    of_group = Q(group__isnull=True) | Q(group_id=group) if group else Q(group__isnull=True)
    return tuple(rows.filter(of_group).values_list("legal_basis", flat=True))


def group_of(line_ids: Collection[int]) -> str:
    """The group of programmes all these plan lines are of; nothing where they are of several, or one is not known."""
    terms = [plans.approved_terms(line_id) for line_id in set(line_ids)]
    groups = {each.programme.group_id if each and each.programme else "" for each in terms}
    return groups.pop() if len(groups) == 1 else ""


def paper_bases(on: date) -> list[PaperBasis]:
    """The rows in force on the day, in order."""
    return list(PaperBasis.objects.filter(on_day(on)).select_related("group"))


def get_paper_basis(basis_id: int) -> PaperBasis:
    """Raises NotFound."""
    found = PaperBasis.objects.select_related("group", "decision").filter(pk=basis_id).first()
    if found is None:
        raise NotFound("paper basis")
    return found


def rows_of_basis(basis: PaperBasis) -> list[PaperBasis]:
    """The rows of the same document over time, the newest first, itself included."""
    return list(rows_of(PaperBasis, stem_of(basis.code)).select_related("group"))


def find_template(kind: PaperKind, layout: PaperLayout) -> PaperTemplate | None:
    """The office's own docx for the kind of paper in the layout, if it has put one in place."""
    return current_templates().filter(kind=kind, layout=layout).first()


def template_for(kind: PaperKind, layout: PaperLayout, people: int) -> PaperTemplate | None:
    """As `find_template`, for so many on the list. Raises Problem when the office's own names one person only."""
    template = find_template(kind, layout)
    if template is not None and people != 1 and not template.has_list:
        raise Problem("sending.template_for_one", name=template.file.name, people=people)
    return template


def current_templates() -> QuerySet[PaperTemplate]:
    """The templates of the office's own in use."""
    return PaperTemplate.objects.filter(is_current=True).select_related("file")


def get_template(template_id: int) -> PaperTemplate:
    """Raises NotFound."""
    found = PaperTemplate.objects.select_related("file").filter(pk=template_id).first()
    if found is None:
        raise NotFound("paper template")
    return found


def get_signature(paper: SendingPaper, signature_id: int) -> PaperSignature:
    """Raises NotFound."""
    found = paper.signatures.select_related("file").filter(pk=signature_id).first()
    if found is None:
        raise NotFound("paper signature")
    return found


def _lines(paper: SendingPaper) -> tuple[PaperLine, ...]:
    return tuple(
        PaperLine(
            line.full_name,
            line.birth_on,
            line.is_woman,
            line.post,
            line.unit_name,
            line.rank,
            line.note,
        )
        for line in paper.lines.all()
    )


def _details(paper: SendingPaper) -> PaperDetails:
    return PaperDetails(
        layout=PaperLayout(paper.layout),
        organ=paper.organ,
        sign=paper.sign,
        place=paper.place,
        issued_on=paper.decision.issued_on,
        course=paper.course,
        study_days=paper.study_days,
        superior=paper.superior,
        authority=paper.authority,
        capacity=paper.capacity,
        signer=paper.signer,
        with_laws=False,
        bases=tuple(paper.bases),
        proposer=paper.proposer,
        funds=paper.funds,
        about=paper.about,
        duties=paper.duties,
        amends=paper.amends,
    )
