"""What a paper about those sent would say before it is issued: the same people, words and refusals, no number taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean, spelling_key
from vun.engines.documents import Document, words
from vun.records.commitments import queries as commitments
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.people.domain import Sex
from vun.records.people.models import Appointment, Person
from vun.records.plans import queries as plans
from vun.records.sending.domain import (
    NEEDED_STATE,
    Filling,
    PaperDetails,
    PaperKind,
    PaperLine,
    check_details,
    document,
    filling,
    unnumbered,
)
from vun.records.sending.models import Nomination, PaperTemplate
from vun.records.sending.queries.numbering import check_register
from vun.records.sending.queries.papers import group_of, paper_words, template_for, usual_bases
from vun.records.sending.queries.reading import to_decide
from vun.records.standards.domain import Branch


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody to stand on the list of a paper; ``unit`` sends them."""

    person: Person
    unit: Unit
    note: str = ""
    nomination: Nomination | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper before it is issued: as it is shipped, and what the office's own template, if any, is filled with."""

    document: Document
    template: PaperTemplate | None
    filling: Filling


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be numbered: whom it is about, and its details with all it rests on."""

    details: PaperDetails
    nominations: list[Nomination]
    multiple: int | None

    @property
    def listed(self) -> list[Listed]:
        return [Listed(each.person, each.unit, nomination=each) for each in self.nominations]


def prepared(kind: PaperKind, ids: Sequence[int], details: PaperDetails, *, on: date, by: Actor) -> Prepared:
    """One paper about these nominations, ``on`` the day it is made out.

    Raises Refused, NotFound, and Problem: nobody, somebody twice, somebody not in the state the paper is about, a part
    left open.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    check_details(kind, details)
    _check_ids(ids)
    nominations = _chosen(kind, ids, on, by)
    if len({each.person_id for each in nominations}) != len(nominations):
        raise Problem("sending.twice_on_list")
    full = rested(details, group_of([each.line_id for each in nominations]))
    return Prepared(full, nominations, _multiple(kind, nominations, details.issued_on))


def singly(ids: Sequence[int], details: PaperDetails, *, by: Actor) -> list[tuple[int, PaperDetails]]:
    """The nominations, each with the details of a paper of its own.

    Without a course each is about what the plan in force says of its own line, and for the time and money told there.
    Raises Refused without DECISION_EDIT, and Problem: nobody, somebody twice.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    _check_ids(ids)
    lines = dict(Nomination.objects.filter(pk__in=ids).values_list("pk", "line_id"))
    is_told = bool(clean(details.course))
    return [(each, details if is_told else _of_line(details, lines.get(each))) for each in ids]


def drafts(
    kind: PaperKind,
    ids: Sequence[int],
    details: PaperDetails,
    *,
    is_singly: bool,
    most: int,
    on: date,
    by: Actor,
) -> list[Draft]:
    """The paper as it would be issued, without its number; ``is_singly``: those of the first ``most`` people.

    Raises as `prepared` and `check_register`.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    check_register(details)
    papers: list[tuple[Sequence[int], PaperDetails]] = (
        [([each], own) for each, own in singly(ids, details, by=by)[:most]] if is_singly else [(ids, details)]
    )
    ready = [prepared(kind, chosen, own, on=on, by=by) for chosen, own in papers]
    return [draft(kind, each.details, each.listed, each.multiple, by=by) for each in ready]


def draft(
    kind: PaperKind, details: PaperDetails, listed: Sequence[Listed], multiple: int | None, *, by: Actor
) -> Draft:
    """A paper with room for its number, marked as a draft.

    Raises Refused without DECISION_EDIT, and Problem as `template_for`.
    """
    by.require_anywhere(Permission.DECISION_EDIT)
    template = template_for(kind, details.layout, len(listed))
    lines = lines_of(listed, details.issued_on)
    number = unnumbered(kind, details)
    shipped = replace(document(kind, details, number, lines, multiple), is_draft=True)
    return Draft(shipped, template, filling(kind, details, words.number_or_room(number), lines, multiple))


def rested(details: PaperDetails, group: str = "") -> PaperDetails:
    """The details with all the paper rests on among its bases: the common ones too, where the office wants them.

    What the office wrote itself and is common too stands once.
    """
    if not details.with_laws:
        return details
    common = usual_bases(details.issued_on, details.layout, group)
    known = {_bare(base) for base in common}
    own = (base for base in details.bases if _bare(base) not in known)
    return replace(details, with_laws=False, bases=(*common, *own))


def lines_of(listed: Sequence[Listed], on: date) -> tuple[PaperLine, ...]:
    """The list of a paper, with people as they are on its day."""
    posts = people.primary_on([each.person.pk for each in listed], on)
    return tuple(
        PaperLine(
            full_name=each.person.full_name,
            birth_on=each.person.birth_on,
            is_woman=each.person.sex == Sex.FEMALE,
            post=post.title.name if (post := posts.get(each.person.pk)) else "",
            unit=post.unit.name if post else each.unit.name,
            rank=post.rank.name if post and post.rank else "",
            note=each.note,
        )
        for each in listed
    )


def _check_ids(ids: Sequence[int]) -> None:
    if not ids:
        raise Problem("sending.nobody_chosen")
    if len(set(ids)) != len(ids):
        raise Problem("sending.twice_on_list")


def _bare(base: str) -> str:
    return spelling_key(base).removeprefix(spelling_key("Căn cứ")).strip(" ;.,")


def _of_line(details: PaperDetails, line_id: int | None) -> PaperDetails:
    """The details with what the plan says of the line, where the office has left it open."""
    told = paper_words(line_id) if line_id is not None else {}
    approved = told.get("bases", "")
    return replace(
        details,
        course=told.get("course", ""),
        study_days=details.study_days or told.get("study_days", ""),
        funds=details.funds or told.get("funds", ""),
        bases=(*details.bases, approved) if approved and approved not in details.bases else details.bases,
    )


def _chosen(kind: PaperKind, ids: Sequence[int], on: date, by: Actor) -> list[Nomination]:
    nominations = list(to_decide(by, ids, on).order_by("person__sort_key", "pk"))
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
