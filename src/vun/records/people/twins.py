"""Rows about posts, ratings, pools and declarations of which one person can have only one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from django.db.models import Q

from vun.records.people.domain import RatingGrade
from vun.records.people.holdings import Facts, Twins
from vun.records.people.models import Appointment, DistinctPersons, Rating, SuccessionMembership


def twin_posts(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """Posts held on one day that one person cannot have held: the same twice, or two primary ones.

    Of one post recorded twice, of two begun on one day, and of two the earlier of which is over, one is wrong. A
    primary post still open when a later one began really ended then: that is to be recorded, not left out.
    """
    for kept, merged in _pairs(Appointment.objects.select_related("unit", "title"), survivor_id, merged_id):
        if not kept.period.overlaps(merged.period):
            continue
        is_one_post = (kept.unit_id, kept.title_id) == (merged.unit_id, merged.title_id)
        if not is_one_post and not (kept.is_primary and merged.is_primary):
            continue
        yield Twins(
            kept=kept,
            merged=merged,
            code="people.twin_posts" if is_one_post else "people.twin_primary",
            facts=(_post(kept), _post(merged)),
            is_same=_said(kept) == _said(merged),
            is_stuck=not is_one_post and _is_left_open(kept, merged),
        )


def _is_left_open(one: Appointment, other: Appointment) -> bool:
    earlier = min(one, other, key=lambda post: post.start_on)
    return one.start_on != other.start_on and earlier.end_on is None


def _post(post: Appointment) -> Facts:
    return post.title.name, post.unit.name, post.period


def _said(post: Appointment) -> tuple[object, ...]:
    names = ("unit_id", "title_id", "start_on", "end_on", "kind", "rank_id", "is_primary", "end_reason")
    return tuple(getattr(post, name) for name in names)


def twin_ratings(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """Ratings of one year."""
    for kept, merged in _pairs(Rating.objects.all(), survivor_id, merged_id):
        if kept.year == merged.year:
            yield Twins(
                kept=kept,
                merged=merged,
                code="people.twin_ratings",
                facts=(_rating(kept), _rating(merged)),
                is_same=(kept.grade, kept.decision_id) == (merged.grade, merged.decision_id),
            )


def _rating(rating: Rating) -> Facts:
    return str(rating.year), RatingGrade(rating.grade)


def twin_pools(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """One place in a succession pool, recorded twice."""
    rows = SuccessionMembership.objects.select_related("unit", "title")
    for kept, merged in _pairs(rows, survivor_id, merged_id):
        is_one = (kept.unit_id, kept.title_id, kept.term) == (merged.unit_id, merged.title_id, merged.term)
        if is_one and kept.period.overlaps(merged.period):
            yield Twins(
                kept=kept,
                merged=merged,
                code="people.twin_pools",
                facts=(_pool(kept), _pool(merged)),
                is_same=kept.period == merged.period,
            )


def _pool(place: SuccessionMembership) -> Facts:
    return place.title.name, place.unit.name, place.term, place.period


def twin_declarations(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """Both records declared to be of somebody else than the same third one."""
    rows = DistinctPersons.objects.filter(
        Q(first__in=(survivor_id, merged_id)) | Q(second__in=(survivor_id, merged_id))
    )
    others: dict[int, dict[int, DistinctPersons]] = {survivor_id: {}, merged_id: {}}
    for row in rows:
        for own, other in ((row.first_id, row.second_id), (row.second_id, row.first_id)):
            if own in others:
                others[own][other] = row
    for other in sorted(others[survivor_id].keys() & others[merged_id].keys()):
        kept, merged = others[survivor_id][other], others[merged_id][other]
        yield Twins(
            kept=kept,
            merged=merged,
            code="people.twin_declarations",
            facts=((kept.reason,), (merged.reason,)),
            is_same=True,
        )


def _pairs(rows: Any, survivor_id: int, merged_id: int) -> Iterable[tuple[Any, Any]]:
    found = list(rows.filter(person__in=(survivor_id, merged_id)).order_by("pk"))
    return product(
        [row for row in found if row.person_id == survivor_id],
        [row for row in found if row.person_id == merged_id],
    )
