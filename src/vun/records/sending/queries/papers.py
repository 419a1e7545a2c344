"""Reading papers about those sent, and making them ready to be written."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.engines.documents import Document
from vun.records.sending.domain import (
    PaperDetails,
    PaperKind,
    PaperLayout,
    PaperLine,
    document,
)
from vun.records.sending.models import Nomination, SendingPaper


def papers_visible_to(actor: Actor) -> QuerySet[SendingPaper]:
    """The papers all of whose people are of units in the actor's scope, newest first, with how many ``people``."""
    papers = SendingPaper.objects.select_related("decision").annotate(people=Count("lines"))
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
    lines = tuple(
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
    details = PaperDetails(
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
    return document(PaperKind(paper.kind), details, paper.decision.number, lines, paper.multiple)
