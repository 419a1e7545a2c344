"""Records that may be of one person, found among all the actor may change, each pair with its reasons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from vun.common.actor import Actor, Permission
from vun.common.text import fold
from vun.records.bulk import among
from vun.records.custom import queries as custom
from vun.records.custom.domain import FieldSpec, Subject, ValueKind
from vun.records.orgs.models import UnitAncestor
from vun.records.people.domain import Likeness, Nearness, Pair, Record
from vun.records.people.domain.duplicates import candidates, weigh
from vun.records.people.identity import national_id_index, open_national_id
from vun.records.people.models import Appointment, DistinctPersons, Person
from vun.records.people.queries.lists import with_post
from vun.records.people.queries.sight import in_scope

_NUMBER_WORDS = ("cmnd", "cmt", "cccd", "chung minh", "can cuoc", "dinh danh")
"""What an office calls a field of its own in which it keeps identity numbers."""
_OLD_DIGITS, _NEW_DIGITS = 9, 12
_LIKENESSES = list(Likeness)


@dataclass(frozen=True, slots=True)
class Look:
    """One of two records that are alike, as it is told apart from the other on a day."""

    pk: int
    full_name: str
    sort_key: str
    search_key: str
    birth_on: date
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that may be of one person."""

    pair: Pair
    first: Look
    second: Look


def duplicates(actor: Actor, on: date, *, unit_ids: Set[int] | None = None) -> list[Duplicate]:
    """The pairs of records the actor may change that may be of one person, the surest first, then by name.

    ``unit_ids``: only pairs of which one was ever in a post in one of these units. Pairs declared to be of two people
    are left out. Eight queries however many people there are, fewer where nobody is alike; work grows with the people.
    """
    alike = candidates(_records(actor, on))
    ids = {record.pk for pair in alike for record in pair}
    if not ids:
        return []
    units = _units_of(ids)
    if unit_ids is not None:
        alike = [pair for pair in alike if any(units[record.pk] & unit_ids for record in pair)]
    found = _weighed(alike, units)
    shown = {person_id for pair in found for person_id in pair.key}
    looks = _looks(shown, on)
    told = [Duplicate(pair, looks[pair.first_id], looks[pair.second_id]) for pair in found]
    return sorted(
        told, key=lambda one: (_LIKENESSES.index(one.pair.likeness), one.first.sort_key, one.pair.key)
    )


def find_pair(first_id: int, second_id: int) -> Pair | None:
    """Why these two records may be of one person; None where nothing speaks for it."""
    first, second = sorted((first_id, second_id))
    records = {record.pk: record for record in _read(Person.objects.filter(pk__in=(first, second)))}
    if len(records) != 2:
        return None
    found = _weighed([(records[first], records[second])], _units_of(records))
    return found[0] if found else None


def declared_distinct(first_id: int, second_id: int) -> DistinctPersons | None:
    """That the two records were declared to be of two people, by whom and why; None if they were not."""
    pair = (first_id, second_id)
    return DistinctPersons.objects.filter(first__in=pair, second__in=pair).first()


def _records(actor: Actor, on: date) -> list[Record]:
    return _read(in_scope(actor, Permission.PERSON_EDIT, on))


def _read(people: QuerySet[Person]) -> list[Record]:
    own = _own_numbers()
    columns = ("pk", "search_key", "sort_key", "birth_on", "sex", "national_id_index")
    rows: Iterable[Any] = people.order_by().values_list(*columns).iterator(chunk_size=5_000)
    nothing: frozenset[str] = frozenset()
    return [
        Record(
            pk, name, exact, birth_on, sex, number, own.get(pk, nothing) | ({number} if number else nothing)
        )
        for pk, name, exact, birth_on, sex, number in rows
    ]


def _own_numbers() -> dict[int, frozenset[str]]:
    """Identity numbers kept in fields of an office's own: the nine digits of old cards, and what the twelve are."""
    specs = [spec for spec in custom.specs_of(Subject.PERSON) if _keeps_numbers(spec)]
    if not specs:
        return {}
    rows = Person.objects.exclude(custom={}).order_by().values_list("pk", "custom")
    found = {
        pk: frozenset(filter(None, (number_key(str(values.get(spec.code) or "")) for spec in specs)))
        for pk, values in rows
    }
    return {pk: numbers for pk, numbers in found.items() if numbers}


def _keeps_numbers(spec: FieldSpec) -> bool:
    label = fold(spec.label)
    return spec.kind in (ValueKind.TEXT, ValueKind.NUMBER) and any(word in label for word in _NUMBER_WORDS)


def number_key(text: str) -> str:
    """What two writings of one identity number have in common; empty for what is none.

    Spaces and points do not count, nor do leading zeros that a spreadsheet lost.
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if not digits.isdecimal() or not _OLD_DIGITS - 2 <= len(digits) <= _NEW_DIGITS:
        return ""
    if len(digits) <= _OLD_DIGITS:
        return digits.zfill(_OLD_DIGITS)
    return national_id_index(digits.zfill(_NEW_DIGITS))


def _weighed(alike: Iterable[tuple[Record, Record]], units: dict[int, frozenset[int]]) -> list[Pair]:
    distinct = set(DistinctPersons.objects.values_list("first_id", "second_id"))
    left = [
        (first, second)
        for first, second in alike
        if (first.pk, second.pk) not in distinct and (second.pk, first.pk) not in distinct
    ]
    above = _above({unit_id for pair in left for record in pair for unit_id in units[record.pk]})
    digits = _digits({record.pk for pair in left if all(one.number for one in pair) for record in pair})
    found = []
    for first, second in left:
        both = (digits[first.pk], digits[second.pk]) if first.number and second.number else None
        pair = weigh(first, second, _nearness(units[first.pk], units[second.pk], above), both)
        if pair is not None:
            found.append(pair)
    return found


def _units_of(person_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Every unit each of the people ever had a post in."""
    found: dict[int, set[int]] = defaultdict(set)
    posts = Appointment.objects.filter(person__in=among(person_ids)).order_by()
    for person_id, unit_id in posts.values_list("person_id", "unit_id"):
        found[person_id].add(unit_id)
    return defaultdict(frozenset, {person_id: frozenset(ids) for person_id, ids in found.items()})


def _above(unit_ids: Collection[int]) -> dict[int, set[int]]:
    """The units that ever stood above each of these."""
    found: dict[int, set[int]] = defaultdict(set)
    links = UnitAncestor.objects.filter(unit_id__in=among(unit_ids), depth__gt=0).order_by()
    for unit_id, ancestor_id in links.values_list("unit_id", "ancestor_id"):
        found[unit_id].add(ancestor_id)
    return found


def _nearness(first: frozenset[int], second: frozenset[int], above: dict[int, set[int]]) -> Nearness:
    if first & second:
        return Nearness.SAME_UNIT
    is_above = any(above[one] & second for one in first) or any(above[one] & first for one in second)
    return Nearness.ABOVE if is_above else Nearness.APART


def _digits(person_ids: Collection[int]) -> dict[int, str]:
    rows = Person.objects.filter(pk__in=among(person_ids)).order_by()
    sealed = rows.values_list("pk", "national_id_sealed")
    return {pk: open_national_id(text) for pk, text in sealed}


def _looks(person_ids: Collection[int], on: date) -> dict[int, Look]:
    people = with_post(Person.objects.filter(pk__in=among(person_ids)), on).order_by()
    columns = ("pk", "full_name", "sort_key", "search_key", "birth_on", "post_title_name", "post_unit_name")
    rows: Iterable[Any] = people.values_list(*columns)
    return {
        pk: Look(pk, full_name, sort_key, search_key, birth_on, title or "", unit or "")
        for pk, full_name, sort_key, search_key, birth_on, title, unit in rows
    }
