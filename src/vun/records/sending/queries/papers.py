"""Reading papers about those sent, and making them ready to be written."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.engines.documents import Document
from vun.records.sending.domain import (
    Filling,
    PaperDetails,
    PaperKind,
    PaperLayout,
    PaperLine,
    document,
    filling,
)
from vun.records.sending.models import Nomination, PaperSignature, PaperTemplate, SendingPaper


def papers_visible_to(actor: Actor) -> QuerySet[SendingPaper]:
    """The papers all of whose people are of units in the actor's scope, newest first, with how many ``people``."""
    papers = SendingPaper.objects.select_related("decision", "template__file").annotate(people=Count("lines"))
    rows = papers.order_by("-decision__issued_on", "-pk")
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        outside = SendingPaper.objects.filter(lines__nomination__in=_outside(scope))
        return rows.exclude(pk__in=outside.values("pk"))
    return rows


def _outside(unit_ids: frozenset[int]) -> QuerySet[Nomination]:
    return Nomination.objects.exclude(unit_id__in=unit_ids)


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


def find_template(kind: PaperKind, layout: PaperLayout) -> PaperTemplate | None:
    """The office's own docx for the kind of paper in the layout, if it has put one in place."""
    return current_templates().filter(kind=kind, layout=layout).first()


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
        bases=tuple(paper.bases),
        proposer=paper.proposer,
        funds=paper.funds,
        about=paper.about,
    )
