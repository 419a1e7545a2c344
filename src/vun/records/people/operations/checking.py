"""What is wrong with rows of people, told before any of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from vun.common.errors import Problem
from vun.common.period import Period
from vun.records.bulk import among
from vun.records.orgs.models import Unit
from vun.records.people.domain import (
    AppointmentRow,
    PersonRow,
    SuccessionRow,
    is_national_id,
    read_national_id,
)
from vun.records.people.domain.rules import (
    find_clash,
    problems_of_details,
    problems_of_post,
    problems_of_ratings,
    problems_of_title,
)
from vun.records.people.identity import national_id_index
from vun.records.people.models import EthnicGroup, JobPosition, Person, PersonMerge, Rank, Title
from vun.records.registers.models import Decision

Mistakes = list[tuple[int, Problem]]


@dataclass(frozen=True)
class Known:
    """What rows may name, read once."""

    units: dict[int, tuple[str, Period]]
    titles: dict[str, Title]
    ranks: frozenset[str]
    ethnic_groups: frozenset[str]
    today: date
    numbers: dict[str, int] = field(default_factory=dict)
    """National ID indexes met so far, each with the number of its row."""

    @classmethod
    def read(cls) -> Known:
        units = Unit.objects.values_list("pk", "name", "start_on", "end_on")
        return cls(
            units={pk: (name, Period(start_on, end_on)) for pk, name, start_on, end_on in units},
            titles={title.code: title for title in Title.objects.all()},
            ranks=frozenset(Rank.objects.values_list("pk", flat=True)),
            ethnic_groups=frozenset(EthnicGroup.objects.values_list("pk", flat=True)),
            today=timezone.localdate(),
        )


def mistakes_of(batch: Sequence[tuple[int, PersonRow]], known: Known) -> Mistakes:
    """Every mistake of every row of the batch, by the numbers of the rows."""
    mistakes = [(number, problem) for number, row in batch for problem in _problems_of_row(row, known)]
    mistakes += _taken_numbers(batch, known)
    mistakes += _unknown_references([(number, row.appointments) for number, row in batch])
    return sorted(mistakes, key=lambda mistake: mistake[0])


def _problems_of_row(row: PersonRow, known: Known) -> Iterator[Problem]:
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


def _problems_of_post(post: AppointmentRow, birth_on: date, known: Known) -> Iterator[Problem]:
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


def _problems_of_place(place: SuccessionRow, known: Known) -> Iterator[Problem]:
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


def _clash_problem(clash: tuple[AppointmentRow, AppointmentRow], known: Known) -> Problem:
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


def _taken_numbers(batch: Sequence[tuple[int, PersonRow]], known: Known) -> Mistakes:
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
        rows_there = model._default_manager.filter(pk__in=among(named))
        there = set(rows_there.values_list("pk", flat=True)) if named else set()
        mistakes += [
            (number, Problem(code, field=column.removesuffix("_id")))
            for number, post in posts
            if getattr(post, column) is not None and getattr(post, column) not in there
        ]
    return mistakes
