"""Stores the invented people with their careers, and what they held before the first training year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from vun.common.actor import Actor
from vun.common.period import add_months
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.operations import record_many
from vun.records.people.domain import (
    AppointmentRow,
    EndReason,
    ManagementTier,
    PersonRow,
    RatingGrade,
    Sex,
    SuccessionRow,
)
from vun.records.people.operations import register_many
from vun.samples.province.papers import PaperMill
from vun.samples.province.staff import Post, Somebody, Staffing

_NEXT_TITLE = {
    "division_deputy": "division_head",
    "division_head": "department_deputy_director",
    "department_deputy": "department_director",
    "commune_division_leader": "commune_deputy_chair",
    "commune_key_leader": "commune_party_secretary",
    "specialist": "division_deputy_head",
    "commune_specialist": "commune_division_deputy_head",
}
_TERM = "2025-2030"


def load_people(
    staffing: Staffing, people: Sequence[Somebody], unit_ids: Mapping[str, int], *, by: Actor
) -> list[int]:
    """Ids of everybody, in the order of ``people``."""
    rng = Random(staffing.people)
    return register_many((_row(person, staffing, unit_ids, rng) for person in people), by=by)


def _row(person: Somebody, staffing: Staffing, unit_ids: Mapping[str, int], rng: Random) -> PersonRow:
    joined = person.party_joined_on
    return PersonRow(
        full_name=person.full_name,
        birth_on=person.birth_on,
        sex=Sex(person.sex),
        national_id=person.national_id,
        ethnic_group=person.ethnic_group,
        recruited_on=person.recruited_on,
        party_joined_on=joined,
        party_official_on=add_months(joined, 12) if joined else None,
        appointments=tuple(_appointment(post, staffing, unit_ids) for post in person.posts),
        ratings=tuple((year, RatingGrade(grade)) for year, grade in person.ratings.items()),
        successions=_successions(person, staffing, unit_ids, rng),
    )


def _appointment(post: Post, staffing: Staffing, unit_ids: Mapping[str, int]) -> AppointmentRow:
    return AppointmentRow(
        unit_id=unit_ids[post.unit],
        title=post.title,
        start_on=post.start,
        end_on=post.end,
        end_reason=EndReason(post.end_reason) if post.end_reason else None,
        rank=staffing.rank(post.title) or "",
        management_tier=ManagementTier(staffing.tier(post.title)),
        is_primary=post.is_primary,
    )


def _successions(
    person: Somebody, staffing: Staffing, unit_ids: Mapping[str, int], rng: Random
) -> tuple[SuccessionRow, ...]:
    post = person.last_post
    title = _NEXT_TITLE.get(staffing.groups[post.title])
    if title is None or post.end is not None or rng.random() > 0.12:
        return ()
    start_on = post.start.replace(month=12, day=1)
    return (SuccessionRow(unit_id=unit_ids[post.unit], title=title, term=_TERM, start_on=start_on),)


def load_papers(
    staffing: Staffing,
    people: Sequence[Somebody],
    person_ids: Sequence[int],
    levels: Mapping[str, tuple[int, str]],
    *,
    by: Actor,
) -> int:
    """Store what everybody held at first; returns how many papers. ``levels``: id and name by level code."""
    mill = PaperMill(seed=staffing.people, names={code: name for code, (_, name) in levels.items()})

    def rows() -> Iterator[CredentialRow]:
        for person, person_id in zip(people, person_ids, strict=True):
            group = staffing.groups[person.last_post.title]
            for paper in mill.papers(person, group):
                yield CredentialRow(
                    person_id=person_id,
                    level_id=levels[paper.level][0],
                    name=paper.name,
                    earned_on=paper.earned_on,
                    issuer=paper.issuer,
                    major=paper.major,
                )

    return record_many(rows(), by=by)
