"""Whom on record somebody new may be: weighed as the list of records alike will weigh the two."""

from __future__ import annotations

from collections.abc import Iterator

from vun.common.errors import Problem
from vun.common.text import fold, sort_key
from vun.exchange.matching.people import KnownPerson, PeopleIndex
from vun.records.people.domain import AppointmentRow, Nearness, PersonDetails, Record
from vun.records.people.domain.duplicates import weigh


def likes(people: PeopleIndex, details: PersonDetails, post: AppointmentRow | None) -> Iterator[Problem]:
    """A remark for everybody of the name and birth year whom the row may be about, and whom the actor may change."""
    fresh = Record(
        0,
        fold(details.full_name),
        sort_key(details.full_name),
        details.birth_on,
        details.sex.value,
        details.national_id or None,
        frozenset(),
    )
    for known in people.born_in(details.full_name, details.birth_on.year):
        posts = people.posts.get(known.pk, ())
        is_near = post is not None and any(each.unit_id == post.unit_id for each in posts)
        pair = weigh(fresh, _record(known), Nearness.SAME_UNIT if is_near else Nearness.APART)
        if pair is not None and people.may_edit(known.pk):
            yield Problem(
                "import.looks_like",
                value=details.full_name,
                name=known.full_name,
                birth_on=known.birth_on,
                likeness=pair.likeness,
            )


def _record(known: KnownPerson) -> Record:
    return Record(
        known.pk,
        known.search_key,
        sort_key(known.full_name),
        known.birth_on,
        known.sex,
        known.number_index,
        frozenset(),
    )
