"""Issuing papers about those sent: numbered, listed, and done to the nominations in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.commitments import queries as commitments
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.people.domain import Sex
from vun.records.people.models import Appointment, Person
from vun.records.plans import queries as plans
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.sending import queries
from vun.records.sending.domain import (
    NEEDED_STATE,
    VERB_OF,
    PaperDetails,
    PaperKind,
    check_details,
    number_of,
    register_of,
    same_body,
    spellings_of,
    subject_of,
)
from vun.records.sending.models import Nomination, SendingPaper, SendingPaperLine
from vun.records.sending.operations.deciding import approve_nominations
from vun.records.sending.operations.moving import move
from vun.records.standards.domain import Branch

Report = Callable[[int, int], None]


@transaction.atomic
def issue_paper(*, kind: PaperKind, ids: Sequence[int], details: PaperDetails, by: Actor) -> SendingPaper:
    """Issue one paper about these nominations, numbered next in its register, and do what it says to them.

    All or nothing; when nothing comes of it the number is free again. Raises Refused, NotFound, and Problem: nobody,
    somebody twice, somebody not in the state the paper is about, a part left open, or as `approve_nominations`.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    check_details(kind, details)
    if not ids:
        raise Problem("sending.nobody_chosen")
    if len(set(ids)) != len(ids):
        raise Problem("sending.twice_on_list")
    nominations = _chosen(kind, ids, by)
    if len({each.person_id for each in nominations}) != len(nominations):
        raise Problem("sending.twice_on_list")
    details = rested(details, queries.group_of([each.line_id for each in nominations]))
    decision = number_paper(kind, details, by)
    _do(kind, nominations, decision, details, by)
    multiple = _multiple(kind, nominations, details.issued_on)
    return keep_paper(
        kind,
        decision,
        details,
        [Listed(each.person, each.unit, nomination=each) for each in nominations],
        multiple,
        by,
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody to stand on the list of a paper; ``unit`` sends them."""

    person: Person
    unit: Unit
    note: str = ""
    nomination: Nomination | None = None


def keep_paper(
    kind: PaperKind,
    decision: Decision,
    details: PaperDetails,
    listed: Sequence[Listed],
    multiple: int | None,
    by: Actor,
) -> SendingPaper:
    """Keep what a numbered paper says, with its list as people are on its day; in the caller's transaction."""
    paper = SendingPaper.objects.create(
        kind=kind,
        decision=decision,
        multiple=multiple,
        template=queries.find_template(kind, details.layout),
        **{name: value for name, value in asdict(details).items() if name not in ("issued_on", "with_laws")},
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
    if len(set(ids)) != len(ids):
        raise Problem("sending.twice_on_list")
    if not ids:
        raise Problem("sending.nobody_chosen")
    lines = dict(Nomination.objects.filter(pk__in=ids).values_list("pk", "line_id"))
    papers = []
    for each in ids:
        own = details if clean(details.course) else _of_line(details, lines.get(each))
        papers.append(issue_paper(kind=kind, ids=[each], details=own, by=by))
        if report is not None:
            report(len(papers), len(ids))
    return papers


def _of_line(details: PaperDetails, line_id: int | None) -> PaperDetails:
    """The details with what the plan says of the line, where the office has left it open."""
    told = queries.paper_words(line_id) if line_id is not None else {}
    approved = told.get("bases", "")
    return replace(
        details,
        course=told.get("course", ""),
        study_days=details.study_days or told.get("study_days", ""),
        funds=details.funds or told.get("funds", ""),
        bases=(*details.bases, approved) if approved and approved not in details.bases else details.bases,
    )


def _chosen(kind: PaperKind, ids: Sequence[int], by: Actor) -> list[Nomination]:
    found = queries.to_decide(by, ids, timezone.localdate()).order_by("person__sort_key", "pk")
    nominations = list(found)
    if len(nominations) != len(ids):
        raise NotFound("nomination")
    for nomination in nominations:
        # Who may send is told by the route the nomination is on.
        if kind is not PaperKind.SEND or nomination.state != NEEDED_STATE[kind]:
            by.require(Permission.NOMINATION_APPROVE, nomination.unit_id)
    ready = [each for each in nominations if each.state == NEEDED_STATE[kind]]
    if len(ready) != len(nominations):
        raise Problem("sending.not_ready_for_paper", ready=len(ready), chosen=len(nominations))
    return nominations


def number_paper(kind: PaperKind, details: PaperDetails, by: Actor) -> Decision:
    """Enter a paper in the register under its next number; in the caller's transaction.

    One that was entered by hand before is passed over, for it is in the register already. Raises Refused, Problem.
    """
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


def rested(details: PaperDetails, group: str = "") -> PaperDetails:
    """The details with all the paper rests on among its bases: the common ones too, where the office wants them."""
    if not details.with_laws:
        return details
    common = queries.usual_bases(details.issued_on, details.layout, group)
    return replace(details, with_laws=False, bases=(*common, *details.bases))


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


def _multiple(kind: PaperKind, nominations: list[Nomination], on: date) -> int | None:
    """How many times their study those sent to training are to serve, where the law says the same for all of them."""
    if kind is not PaperKind.SEND:
        return None
    posts = people.primary_on([each.person_id for each in nominations], on)
    found: set[int | None] = set()
    for nomination in nominations:
        terms = plans.approved_terms(nomination.line_id)
        post = posts.get(nomination.person_id)
        found.add(_multiple_for(post, on) if terms and terms.branch == Branch.TRAINING else None)
    return found.pop() if len(found) == 1 else None


def _multiple_for(post: Appointment | None, on: date) -> int | None:
    law = commitments.find_law(post.kind, on) if post else None
    return law.multiple if law else None


def _write_lines(paper: SendingPaper, listed: Sequence[Listed], on: date) -> None:
    posts = people.primary_on([each.person.pk for each in listed], on)
    SendingPaperLine.objects.bulk_create(
        SendingPaperLine(
            paper=paper,
            unit=each.unit,
            nomination=each.nomination,
            order=order,
            full_name=each.person.full_name,
            birth_on=each.person.birth_on,
            is_woman=each.person.sex == Sex.FEMALE,
            post=post.title.name if (post := posts.get(each.person.pk)) else "",
            unit_name=post.unit.name if post else each.unit.name,
            rank=post.rank.name if post and post.rank else "",
            note=each.note,
        )
        for order, each in enumerate(listed, start=1)
    )
