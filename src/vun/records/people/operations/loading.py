"""Many people or posts at once: the first set-up, an import, the sample province."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused, RowProblems
from vun.common.period import Period
from vun.records.audit import operations as audit
from vun.records.bulk import count_anew, insert_rows, take_ids
from vun.records.orgs.models import Unit
from vun.records.people.domain import (
    AppointmentRow,
    PersonRow,
    RatingGrade,
    SuccessionRow,
    is_national_id,
    read_national_id,
)
from vun.records.people.domain.rules import (
    find_clash,
    problems_of_details,
    problems_of_post,
    problems_of_rating_year,
    problems_of_ratings,
    problems_of_title,
)
from vun.records.people.identity import national_id_index
from vun.records.people.models import (
    Appointment,
    EthnicGroup,
    JobPosition,
    Person,
    PersonMerge,
    Rank,
    Rating,
    SuccessionMembership,
    Title,
)
from vun.records.people.operations.persons import columns_of
from vun.records.people.operations.posts import post_columns
from vun.records.people.queries import in_scope
from vun.records.registers.models import Decision

_BATCH = 1000
_Item = TypeVar("_Item")
Mistakes = list[tuple[int, Problem]]


@dataclass(frozen=True)
class _Known:
    """What rows may name, read once."""

    units: dict[int, tuple[str, Period]]
    titles: dict[str, Title]
    ranks: frozenset[str]
    ethnic_groups: frozenset[str]
    today: date
    numbers: dict[str, int] = field(default_factory=dict)
    """National ID indexes met so far, each with the number of its row."""

    @classmethod
    def read(cls) -> _Known:
        units = Unit.objects.values_list("pk", "name", "start_on", "end_on")
        return cls(
            units={pk: (name, Period(start_on, end_on)) for pk, name, start_on, end_on in units},
            titles={title.code: title for title in Title.objects.all()},
            ranks=frozenset(Rank.objects.values_list("pk", flat=True)),
            ethnic_groups=frozenset(EthnicGroup.objects.values_list("pk", flat=True)),
            today=timezone.localdate(),
        )


@transaction.atomic
def register_many(rows: Iterable[PersonRow], *, by: Actor) -> list[int]:
    """Record all the people with their posts, ratings and places in succession pools; return their ids in order.

    All or nothing: every row is read and checked, and RowProblems names every mistake of every row. Rows are taken
    and written a thousand at a time. Sixty thousand people take seconds. Raises Refused without PERSON_EDIT over the
    unit of every post, and over the province for somebody without one.
    """
    by.require_anywhere(Permission.PERSON_EDIT)
    known = _Known.read()
    mistakes: Mistakes = []
    ids: list[int] = []
    for batch in _batches(enumerate(rows, start=1)):
        _require_for(by, [row for _, row in batch])
        found = _mistakes_of_batch(batch, known)
        if not found and not mistakes:
            ids += _write([row for _, row in batch], known)
        mistakes += found
    if mistakes:
        raise RowProblems(mistakes)
    if ids:
        count_anew(Person, Appointment, Rating)
        first = Person.objects.get(pk=ids[0])
        audit.record(by, "people.registered", first, after={"count": len(ids)})
    return ids


@transaction.atomic
def appoint_many(rows: Sequence[tuple[int, AppointmentRow]], *, by: Actor) -> list[int]:
    """Give posts to people on record, each row a person's id and a post; return the posts' ids in order.

    All or nothing, as `register_many`. Raises Refused without PERSON_EDIT everywhere.
    """
    by.require_everywhere(Permission.PERSON_EDIT)
    known = _Known.read()
    person_ids = {person_id for person_id, _ in rows}
    born = _in_parts(Person, person_ids, "birth_on")
    held = _primary_rows(person_ids)
    mistakes: Mistakes = []
    for number, (person_id, row) in enumerate(rows, start=1):
        if person_id not in born:
            mistakes.append((number, Problem("people.unknown_person", field="person")))
            continue
        mistakes += [(number, problem) for problem in _problems_of_post(row, born[person_id], known)]
        held.setdefault(person_id, []).append(row)
        clash = find_clash(held[person_id])
        if clash:
            mistakes.append((number, _clash_problem(clash, known)))
            held[person_id].pop()
    mistakes += _unknown_references([(number, (row,)) for number, (_, row) in enumerate(rows, start=1)])
    if mistakes:
        raise RowProblems(mistakes)
    ids = take_ids(Appointment, len(rows))
    posts = (_appointment(person_id, row, known) for person_id, row in rows)
    _insert(Appointment, [{"id": post_id, **post} for post_id, post in zip(ids, posts, strict=True)])
    if rows:
        first = Person.objects.get(pk=rows[0][0])
        audit.record(by, "people.appointed", first, after={"count": len(rows)})
    return ids


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
    born = _in_parts(Person, person_ids, "birth_on")
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
    held = {
        (person_id, year): pk
        for part in _batches(sorted(person_ids))
        for pk, person_id, year in Rating.objects.filter(person__in=part).values_list(
            "pk", "person_id", "year"
        )
    }
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
    there = sum(editable.filter(pk__in=part).count() for part in _batches(sorted(person_ids)))
    if there != len(person_ids):
        raise Refused(Permission.PERSON_EDIT)


def _write(rows: Sequence[PersonRow], known: _Known) -> list[int]:
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


def _appointment(person_id: int, post: AppointmentRow, known: _Known) -> dict[str, Any]:
    return {"person_id": person_id, **post_columns(post, known.titles[post.title])}


def _insert(model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        insert_rows(model, list(rows[0]), [list(row.values()) for row in rows])


def _mistakes_of_batch(batch: Sequence[tuple[int, PersonRow]], known: _Known) -> Mistakes:
    mistakes = [(number, problem) for number, row in batch for problem in _problems_of_row(row, known)]
    mistakes += _taken_numbers(batch, known)
    mistakes += _unknown_references([(number, row.appointments) for number, row in batch])
    return sorted(mistakes, key=lambda mistake: mistake[0])


def _problems_of_row(row: PersonRow, known: _Known) -> Iterator[Problem]:
    yield from problems_of_details(row, known.today)
    if row.ethnic_group and row.ethnic_group not in known.ethnic_groups:
        yield Problem("people.unknown_ethnic_group", field="ethnic_group", ethnic_group=row.ethnic_group)
    for post in row.appointments:
        yield from _problems_of_post(post, row.birth_on, known)
    clash = find_clash(row.appointments)
    if clash:
        yield _clash_problem(clash, known)
    yield from problems_of_ratings(row, known.today)
    for place in row.successions:
        yield from _problems_of_place(place, known)


def _problems_of_post(post: AppointmentRow, birth_on: date, known: _Known) -> Iterator[Problem]:
    if post.unit_id not in known.units:
        yield Problem("people.unknown_unit", field="unit")
        return
    title = known.titles.get(post.title)
    if title is None:
        yield Problem("people.unknown_title", field="title", title=post.title)
        return
    if post.rank and post.rank not in known.ranks:
        yield Problem("people.unknown_rank", field="rank", rank=post.rank)
    name, life = known.units[post.unit_id]
    yield from problems_of_title(title.name, title.valid_from, title.valid_to, post.start_on)
    yield from problems_of_post(post, birth_on, life, name)


def _problems_of_place(place: SuccessionRow, known: _Known) -> Iterator[Problem]:
    if place.unit_id not in known.units:
        yield Problem("people.unknown_unit", field="unit")
    elif place.start_on not in known.units[place.unit_id][1]:
        yield Problem(
            "people.unit_not_there", field="on", unit=known.units[place.unit_id][0], on=place.start_on
        )
    if place.title not in known.titles:
        yield Problem("people.unknown_title", field="title", title=place.title)
    if place.end_on is not None and place.end_on <= place.start_on:
        yield Problem("people.ends_before_start", field="on", start_on=place.start_on, on=place.end_on)


def _clash_problem(clash: tuple[AppointmentRow, AppointmentRow], known: _Known) -> Problem:
    earlier, later = clash
    unit, _ = known.units.get(earlier.unit_id, ("?", None))
    title = known.titles.get(earlier.title)
    return Problem(
        "people.rows_clash",
        field="on",
        title=title.name if title else earlier.title,
        unit=unit,
        start_on=earlier.start_on,
        later_on=later.start_on,
    )


def _taken_numbers(batch: Sequence[tuple[int, PersonRow]], known: _Known) -> Mistakes:
    """National IDs given twice in the rows, or already somebody's."""
    mistakes: Mistakes = []
    fresh: dict[str, int] = {}
    for number, row in batch:
        if not is_national_id(row.national_id):
            continue
        index = national_id_index(read_national_id(row.national_id))
        if index in known.numbers:
            twice = Problem("people.national_id_twice", field="national_id", row=known.numbers[index])
            mistakes.append((number, twice))
        else:
            known.numbers[index] = fresh[index] = number
    held = Person.objects.filter(national_id_index__in=fresh).order_by().values_list("national_id_index")
    merged = PersonMerge.objects.filter(national_id_index__in=fresh).order_by()
    taken = {index for (index,) in held.union(merged.values_list("national_id_index"))}
    mistakes += [
        (fresh[index], Problem("people.national_id_taken", field="national_id")) for index in taken if index
    ]
    return mistakes


def _unknown_references(rows: Iterable[tuple[int, Sequence[AppointmentRow]]]) -> Mistakes:
    """Decisions and job positions named by a number that is none. Two queries for a batch, none when none is named."""
    posts = [(number, post) for number, own in rows for post in own]
    mistakes: Mistakes = []
    for model, column, code in (
        (Decision, "decision_id", "people.unknown_decision"),
        (JobPosition, "position_id", "people.unknown_position"),
    ):
        named = {getattr(post, column) for _, post in posts} - {None}
        there = _in_parts(model, named, "pk")
        mistakes += [
            (number, Problem(code, field=column.removesuffix("_id")))
            for number, post in posts
            if getattr(post, column) is not None and getattr(post, column) not in there
        ]
    return mistakes


def _primary_rows(person_ids: Collection[int]) -> dict[int, list[AppointmentRow]]:
    """The primary posts of people, as far as clashes are concerned."""
    rows: dict[int, list[AppointmentRow]] = {}
    for part in _batches(sorted(person_ids)):
        posts = Appointment.objects.filter(person__in=part, is_primary=True)
        columns = posts.values_list("person_id", "unit_id", "title_id", "start_on", "end_on")
        for person_id, unit_id, title, start_on, end_on in columns:
            row = AppointmentRow(unit_id=unit_id, title=title, start_on=start_on, end_on=end_on)
            rows.setdefault(person_id, []).append(row)
    return rows


def _in_parts(model: type[Model], ids: Collection[int], column: str) -> dict[int, Any]:
    """A column of the rows with these ids, by id, asked for a thousand at a time."""
    found: dict[int, Any] = {}
    for part in _batches(sorted(ids)):
        found |= dict(model._default_manager.filter(pk__in=part).values_list("pk", column))
    return found


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, _BATCH)):
        yield batch
