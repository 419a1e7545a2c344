"""Issuing papers about those sent: numbered, listed, and done to the nominations in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.records.audit import operations as audit
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.sending import queries
from vun.records.sending.domain import (
    VERB_OF,
    PaperDetails,
    PaperKind,
    number_of,
    register_of,
    same_body,
    spellings_of,
    subject_of,
)
from vun.records.sending.models import Nomination, SendingPaper, SendingPaperLine
from vun.records.sending.operations.deciding import approve_nominations
from vun.records.sending.operations.moving import move

Report = Callable[[int, int], None]


@transaction.atomic
def issue_paper(*, kind: PaperKind, ids: Sequence[int], details: PaperDetails, by: Actor) -> SendingPaper:
    """Issue one paper about these nominations, numbered next in its register, and do what it says to them.

    All or nothing; when nothing comes of it the number is free again. Raises Refused, NotFound, and Problem: nobody,
    somebody twice, somebody not in the state the paper is about, a part left open, or as `approve_nominations`.
    """
    ready = queries.prepared(kind, ids, details, on=timezone.localdate(), by=by)
    decision = number_paper(kind, ready.details, by)
    _do(kind, ready.nominations, decision, ready.details, by)
    return keep_paper(kind, decision, ready.details, ready.listed, ready.multiple, by)


_ONLY_WHILE_ISSUED = ("issued_on", "with_laws", "is_new_register")


def keep_paper(
    kind: PaperKind,
    decision: Decision,
    details: PaperDetails,
    listed: Sequence[queries.Listed],
    multiple: int | None,
    by: Actor,
) -> SendingPaper:
    """Keep what a numbered paper says, with its list as people are on its day; in the caller's transaction.

    Raises Problem where the office's own template names one person only and these are several.
    """
    paper = SendingPaper.objects.create(
        kind=kind,
        decision=decision,
        multiple=multiple,
        template=queries.template_for(kind, details.layout, len(listed)),
        **{name: value for name, value in asdict(details).items() if name not in _ONLY_WHILE_ISSUED},
    )
    _write_lines(paper, listed, details.issued_on)
    told = {"kind": kind, "number": decision.number, "count": len(listed)}
    audit.record(by, "sending_paper.issued", paper, after=told)
    return paper


@transaction.atomic
def issue_papers_singly(
    *, kind: PaperKind, ids: Sequence[int], details: PaperDetails, by: Actor, report: Report | None = None
) -> list[SendingPaper]:
    """A paper of its own for each nomination, numbered one after the other; all or none. Raises as `issue_paper`.

    Without a course each is about what the plan in force says of its own line, and for the time and money told there.
    ``report`` hears how many of how many are issued; whatever it raises undoes them all.
    """
    papers = []
    for each, own in queries.singly(ids, details, by=by):
        papers.append(issue_paper(kind=kind, ids=[each], details=own, by=by))
        if report is not None:
            report(len(papers), len(ids))
    return papers


def number_paper(kind: PaperKind, details: PaperDetails, by: Actor) -> Decision:
    """Enter a paper in the register under its next number; in the caller's transaction.

    One that was entered by hand before is passed over, for it is in the register already. Raises Refused, and Problem
    where the body has no such register and is not to begin one.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    queries.check_register(details)
    register, year = register_of(kind, details), details.issued_on.year
    number = registers.take_number(register, year)
    while _is_entered(kind, details, number):
        number = registers.take_number(register, year)
    return registers.register_decision(
        kind=DecisionKind.LETTER if kind is PaperKind.ENROL else DecisionKind.DECISION,
        number=number_of(kind, details, number),
        issued_on=details.issued_on,
        issuer=details.organ,
        subject=subject_of(kind, details),
        signer=details.signer,
        by=by,
    )


def _is_entered(kind: PaperKind, details: PaperDetails, number: int) -> bool:
    """Whether the body has the number in the register for the year already, however a hand wrote it there."""
    written = Decision.objects.filter(
        issued_on__year=details.issued_on.year, number__in=spellings_of(kind, details, number)
    )
    body = same_body(details.organ)
    return any(same_body(issuer) == body for issuer in written.values_list("issuer", flat=True))


def _do(
    kind: PaperKind, nominations: list[Nomination], decision: Decision, details: PaperDetails, by: Actor
) -> None:
    on = details.issued_on
    if kind is PaperKind.SEND:
        approve_nominations(ids=[each.pk for each in nominations], decision=decision, on=on, by=by)
    elif kind in VERB_OF:
        for nomination in nominations:
            move(nomination, VERB_OF[kind], reason=details.about, on=on, by=by, end_decision=decision)


def _write_lines(paper: SendingPaper, listed: Sequence[queries.Listed], on: date) -> None:
    lines = queries.lines_of(listed, on)
    SendingPaperLine.objects.bulk_create(
        SendingPaperLine(
            paper=paper,
            unit=each.unit,
            nomination=each.nomination,
            order=order,
            full_name=line.full_name,
            birth_on=line.birth_on,
            is_woman=line.is_woman,
            post=line.post,
            unit_name=line.unit,
            rank=line.rank,
            note=line.note,
        )
        for order, (each, line) in enumerate(zip(listed, lines, strict=True), start=1)
    )
