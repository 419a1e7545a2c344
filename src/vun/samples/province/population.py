"""Stores the invented people with their careers, and what they held before the first training year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from vun.common.actor import Actor
from vun.common.period import add_months
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.operations import record_many
from vun.records.people.domain import (
    AppointmentRow,
    EndReason,
    PersonRow,
    RatingGrade,
    Sex,
    SuccessionRow,
)
from vun.records.people.operations import register_many
from vun.samples.province.papers import Paper
from vun.samples.province.staff import Post, Somebody, Staffing

_NEXT_TITLE = {
    "division_deputy": "division-head",
    "division_head": "department-deputy-director",
    "department_deputy": "department-director",
    "commune_division_head": "commune-committee-vice-chair",
    "commune_government_leader": "commune-party-secretary",
    "staff": "division-deputy-head",
    "commune_staff": "commune-division-deputy-head",
}
_TERM = "2025-2030"
_POOLS_APPROVED = date(2025, 12, 1)


def load_people(
    staffing: Staffing, people: Sequence[Somebody], unit_ids: Mapping[str, int], *, by: Actor
) -> list[int]:
    """Ids of everybody, in the order of ``people``."""
    rng = Random(staffing.people)
    return register_many((_row(person, staffing, unit_ids, rng) for person in people), by=by)


def _row(person: Somebody, staffing: Staffing, unit_ids: Mapping[str, int], rng: Random) -> PersonRow:
    joined = (
        person.party_joined_on if person.party_joined_on and person.party_joined_on < staffing.today else None
    )
    official = add_months(joined, 12) if joined else None
    return PersonRow(
        full_name=person.full_name,
        birth_on=person.birth_on,
        sex=Sex(person.sex),
        national_id=person.national_id,
        ethnic_group=person.ethnic_group,
        recruited_on=person.recruited_on,
        party_joined_on=joined,
        party_official_on=official if official and official < staffing.today else None,
        appointments=tuple(appointment(post, staffing, unit_ids) for post in person.posts),
        ratings=tuple((year, RatingGrade(grade)) for year, grade in person.ratings.items()),
        successions=_successions(person, staffing, unit_ids, rng),
    )


def appointment(post: Post, staffing: Staffing, unit_ids: Mapping[str, int]) -> AppointmentRow:
    """The post as people are loaded with it."""
    return AppointmentRow(
        unit_id=unit_ids[post.unit],
        title=post.title,
        start_on=post.start,
        end_on=post.end,
        end_reason=EndReason(post.end_reason) if post.end_reason else None,
        rank=post.rank or staffing.rank(post.title),
        is_primary=post.is_primary,
    )


def _successions(
    person: Somebody, staffing: Staffing, unit_ids: Mapping[str, int], rng: Random
) -> tuple[SuccessionRow, ...]:
    post = person.last_post
    title = _NEXT_TITLE.get(staffing.group(post.title))
    if title is None or post.end is not None or rng.random() > 0.12:
        return ()
    start_on = max(post.start, _POOLS_APPROVED)
    if start_on >= staffing.today:
        return ()
    return (SuccessionRow(unit_id=unit_ids[post.unit], title=title, term=_TERM, start_on=start_on),)


def load_papers(
    papers: Mapping[int, Sequence[Paper]],
    person_ids: Sequence[int],
    levels: Mapping[str, tuple[int, str]],
    *,
    by: Actor,
) -> None:
    """Store what everybody held at first, by index of the person. ``levels``: id and name by level code."""
    record_many(
        (
            CredentialRow(
                person_id=person_ids[index],
                level_id=levels[paper.level][0],
                name=paper.name,
                earned_on=paper.earned_on,
                issuer=paper.issuer,
                major=paper.major,
            )
            for index, own in papers.items()
            for paper in own
        ),
        by=by,
    )
