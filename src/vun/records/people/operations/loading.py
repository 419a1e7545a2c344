"""Many people at once: the first set-up, an import, the sample province."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused, RowProblems
from vun.records.audit import operations as audit
from vun.records.bulk import among, batches, count_anew, insert_rows, take_ids
from vun.records.people.domain import AppointmentRow, PersonRow, RatingGrade
from vun.records.people.domain.rules import problems_of_rating_year
from vun.records.people.gates import objections
from vun.records.people.models import Appointment, Person, Rating, SuccessionMembership
from vun.records.people.operations.checking import Known, Mistakes, mistakes_of
from vun.records.people.operations.persons import columns_of
from vun.records.people.operations.posts import post_columns
from vun.records.people.queries import in_scope

_BATCH = 1000


@transaction.atomic
def register_many(
    rows: Iterable[PersonRow], *, also: Callable[[Sequence[int]], object] | None = None, by: Actor
) -> list[int]:
    """Record all the people with their posts, ratings and places in succession pools; return their ids in order.

    ``also`` records what else is told of them, by their ids; then the posts pass the gates a single one passes. All or
    nothing: every row is read and checked, and RowProblems names every mistake of every row; what gates object to, once
    there is none. Rows are taken and written a thousand at a time. Sixty thousand people take seconds. Raises Refused
    without PERSON_EDIT over the unit of every post, and over the province for somebody without one.
    """
    by.require_anywhere(Permission.PERSON_EDIT)
    known = Known.read()
    mistakes: Mistakes = []
    ids: list[int] = []
    for batch in batches(enumerate(rows, start=1), _BATCH):
        _require_for(by, [row for _, row in batch])
        found = mistakes_of(batch, known)
        if not found and not mistakes:
            ids += _write([row for _, row in batch], known)
        mistakes += found
    if mistakes:
        raise RowProblems(mistakes)
    if ids:
        count_anew(Person, Appointment, Rating)
        first = Person.objects.get(pk=ids[0])
        audit.record(by, "people.registered", first, after={"count": len(ids)})
    if also is not None:
        also(ids)
    _pass_gates(ids, by)
    return ids


def _pass_gates(person_ids: Sequence[int], by: Actor) -> None:
    posts = Appointment.objects.filter(person__in=among(person_ids)).order_by("pk")
    holders = dict(posts.values_list("pk", "person_id"))
    numbers = {person_id: number for number, person_id in enumerate(person_ids, start=1)}
    found = objections(holders, by)
    if found:
        refused = [(numbers[person_id], found[pk]) for pk, person_id in holders.items() if pk in found]
        raise RowProblems(sorted(refused, key=itemgetter(0)))


@transaction.atomic
def rate_many(rows: Sequence[tuple[int, int, RatingGrade]], *, by: Actor) -> list[int]:
    """Record yearly ratings, each row a person's id, a year and a grade; return the ids of the new ones in order.

    A rating there is already is put right. All or nothing: RowProblems names every row that does not hold. Raises
    Refused without PERSON_EDIT over every one of the people.
    """
    by.require_anywhere(Permission.PERSON_EDIT)
    today = timezone.localdate()
    person_ids = {person_id for person_id, _, _ in rows}
    _require_people(by, person_ids, today)
    born = dict(Person.objects.filter(pk__in=among(person_ids)).values_list("pk", "birth_on"))
    mistakes: Mistakes = []
    for number, (person_id, year, _) in enumerate(rows, start=1):
        if person_id not in born:
            mistakes.append((number, Problem("people.unknown_person", field="person")))
        else:
            mistakes += [
                (number, problem) for problem in problems_of_rating_year(year, born[person_id], today)
            ]
    if mistakes:
        raise RowProblems(mistakes)
    marks = Rating.objects.filter(person__in=among(person_ids)).values_list("pk", "person_id", "year")
    held = {(person_id, year): pk for pk, person_id, year in marks}
    wanted = {(person_id, year): grade for person_id, year, grade in rows}
    for key, pk in held.items():
        if key in wanted:
            Rating.objects.filter(pk=pk).update(grade=wanted[key].value)
    fresh = [(*key, grade.value) for key, grade in wanted.items() if key not in held]
    ids = take_ids(Rating, len(fresh))
    columns = ("id", "person_id", "year", "grade")
    insert_rows(Rating, columns, [(pk, *row) for pk, row in zip(ids, fresh, strict=True)])
    if rows:
        first = Person.objects.get(pk=rows[0][0])
        audit.record(by, "people.rated", first, after={"count": len(wanted)})
    return ids


def _require_for(by: Actor, rows: Sequence[PersonRow]) -> None:
    if by.may_everywhere(Permission.PERSON_EDIT):
        return
    for row in rows:
        if not row.appointments:
            by.require_everywhere(Permission.PERSON_EDIT)
        for post in row.appointments:
            by.require(Permission.PERSON_EDIT, post.unit_id)


def _require_people(by: Actor, person_ids: Collection[int], today: date) -> None:
    if by.may_everywhere(Permission.PERSON_EDIT):
        return
    editable = in_scope(by, Permission.PERSON_EDIT, today)
    there = editable.filter(pk__in=among(person_ids)).count()
    if there != len(person_ids):
        raise Refused(Permission.PERSON_EDIT)


def _write(rows: Sequence[PersonRow], known: Known) -> list[int]:
    ids = take_ids(Person, len(rows))
    pairs = list(zip(ids, rows, strict=True))
    _insert(
        Person,
        [
            {"id": person_id, **columns_of(row), "custom": json.dumps(dict(row.custom), ensure_ascii=False)}
            for person_id, row in pairs
        ],
    )
    posts = ((person_id, post) for person_id, row in pairs for post in row.appointments)
    _insert(Appointment, [_appointment(person_id, post, known) for person_id, post in posts])
    ratings = ((person_id, *rating) for person_id, row in pairs for rating in row.ratings)
    insert_rows(
        Rating,
        ("person_id", "year", "grade"),
        [(person_id, year, grade.value) for person_id, year, grade in ratings],
    )
    places = ((person_id, place) for person_id, row in pairs for place in row.successions)
    insert_rows(
        SuccessionMembership,
        ("person_id", "unit_id", "title_id", "term", "start_on", "end_on"),
        [
            (person_id, place.unit_id, place.title, place.term, place.start_on, place.end_on)
            for person_id, place in places
        ],
    )
    return ids


def _appointment(person_id: int, post: AppointmentRow, known: Known) -> dict[str, Any]:
    return {"person_id": person_id, **post_columns(post, known.titles[post.title])}


def _insert(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        insert_rows(model, list(rows[0]), [list(row.values()) for row in rows])
