"""People on record: found by national ID, by name and birth date, by name and unit; namesakes told apart or told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import fold, sort_key
from vun.engines.sheets.values import Day
from vun.records.dated import on_day
from vun.records.people.identity import national_id_index
from vun.records.people.models import Appointment, Person, PersonMerge
from vun.records.people.queries import in_scope


class KnownPerson(NamedTuple):
    """What matching and comparing need of somebody on record."""

    pk: int
    full_name: str
    search_key: str
    birth_on: date
    sex: str
    number_index: str | None
    ethnic_group: str | None
    party_joined_on: date | None
    party_official_on: date | None
    recruited_on: date | None
    phone: str
    email: str


class FormerRecord(NamedTuple):
    """What a record said of itself before it was merged into somebody's."""

    survivor_id: int
    full_name: str
    search_key: str
    birth_on: date
    number_index: str | None


class KnownPost(NamedTuple):
    """A post held on the day or later."""

    person_id: int
    pk: int
    unit_id: int
    title: str
    kind: str
    rank: str | None
    is_leader: bool
    tier: str
    is_primary: bool
    start_on: date
    end_on: date | None


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody a row names; ``doubt`` is told when the row does not say so beyond doubt."""

    person: KnownPerson
    doubt: Problem | None = None


class PeopleIndex:
    """Everybody on record, read once; whom the actor may not change is found but marked so.

    Whoever another record was merged into is found by what that one said, too.
    """

    def __init__(self, on: date, by: Actor) -> None:
        self._on = on
        columns = (
            "pk", "full_name", "search_key", "birth_on", "sex", "national_id_index", "ethnic_group_id",
            "party_joined_on", "party_official_on", "recruited_on", "phone", "email",
        )  # fmt: skip
        self.by_id: dict[int, KnownPerson] = {}
        self._by_number: dict[str, int] = {}
        self._asked: dict[str, int | None] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for row in Person.objects.values_list(*columns).iterator(chunk_size=5000):
            person = KnownPerson(*row)
            self.by_id[person.pk] = person
            if person.number_index:
                self._by_number[person.number_index] = person.pk
            self._by_name[person.search_key].append(person.pk)
        self._former: dict[int, list[FormerRecord]] = defaultdict(list)
        merged = PersonMerge.objects.order_by("pk").values_list(
            "survivor_id", "full_name", "search_key", "birth_on", "national_id_index"
        )
        for row in merged:
            self._remember(FormerRecord(*row))
        posts = Appointment.objects.filter(on_day(on)).values_list(
            "person_id", "pk", "unit_id", "title_id", "kind", "rank_id", "is_leader", "management_tier",
            "is_primary", "start_on", "end_on",
        )  # fmt: skip
        self.posts: dict[int, list[KnownPost]] = defaultdict(list)
        for row in posts.iterator(chunk_size=5000):
            self.posts[row[0]].append(KnownPost(*row))
        if by.may_everywhere(Permission.PERSON_EDIT):
            self._editable: frozenset[int] | None = None
        else:
            people = in_scope(by, Permission.PERSON_EDIT, on)
            self._editable = frozenset(people.values_list("pk", flat=True))

    def _remember(self, former: FormerRecord) -> None:
        self._former[former.survivor_id].append(former)
        if former.number_index:
            self._by_number.setdefault(former.number_index, former.survivor_id)
        namesakes = self._by_name[former.search_key]
        if former.survivor_id not in namesakes:
            namesakes.append(former.survivor_id)

    def may_edit(self, person_id: int) -> bool:
        return self._editable is None or person_id in self._editable

    def primary(self, person_id: int) -> KnownPost | None:
        """The primary post of the day, or None."""
        return next((post for post in self.posts.get(person_id, ()) if post.is_primary), None)

    def by_number(self, digits: str) -> KnownPerson | None:
        """Whose national ID it is, or None."""
        if not self._by_number:
            return None
        if digits not in self._asked:
            self._asked[digits] = self._by_number.get(national_id_index(digits))
        found = self._asked[digits]
        return self.by_id[found] if found else None

    def is_called(self, person: KnownPerson, name: str) -> bool:
        """Whether that is the person's name, accents aside, or was that of a record merged into theirs."""
        key = fold(name)
        return key == person.search_key or any(key == each.search_key for each in self.former_of(person))

    def is_born(self, person: KnownPerson, birth: Day) -> bool:
        """Whether that is the person's birth date, or was that of a record merged into theirs."""
        return birth.says_the_same(person.birth_on) or any(
            birth.says_the_same(each.birth_on) for each in self.former_of(person)
        )

    def former_of(self, person: KnownPerson) -> Sequence[FormerRecord]:
        """The records merged into the person's."""
        return self._former.get(person.pk, ())

    def born_in(self, name: str, year: int) -> list[KnownPerson]:
        """Everybody of that name, accents aside, born in the year."""
        return self._by_name_and_year.get((fold(name), year), [])

    @cached_property
    def _by_name_and_year(self) -> dict[tuple[str, int], list[KnownPerson]]:
        found = defaultdict(list)
        for person in self.by_id.values():
            found[person.search_key, person.birth_on.year].append(person)
        return found

    def namesakes(self, name: str) -> list[KnownPerson]:
        """Everybody of that name, accents aside."""
        return [self.by_id[pk] for pk in self._by_name.get(fold(name), ())]

    def find(
        self, *, number: str = "", name: str = "", birth: Day | None = None, unit_id: int | None = None
    ) -> FoundPerson:
        """Whom a row names.

        By national ID; else by name with birth date; else by name within the unit; else by name alone where only one
        person has it, which is told. Raises Problem ``import.person_unknown``, ``import.person_ambiguous``, or
        ``import.number_of_another`` when the number belongs to somebody of another name.
        """
        if number and (person := self.by_number(number)) is not None:
            if name and not self.is_called(person, name):
                raise Problem("import.number_of_another", value=name, name=person.full_name)
            return FoundPerson(self._in_sight(person, name))
        found = [person for person in self.namesakes(name) if self.may_edit(person.pk)]
        if birth is not None:
            same = [person for person in found if self.is_born(person, birth)]
            if not same and found:
                days = ", ".join(f"{person.birth_on:%d/%m/%Y}" for person in found[:3])
                raise Problem("import.person_born_otherwise", value=name, name=name, days=days)
            found = same
        if len(found) > 1 and name:
            exact = sort_key(name)
            found = [person for person in found if sort_key(person.full_name) == exact] or found
        if unit_id is not None and len(found) > 1:
            found = [
                person
                for person in found
                if any(post.unit_id == unit_id for post in self.posts.get(person.pk, ()))
            ] or found
        if not found:
            raise Problem("import.person_unknown", value=name or number, name=name or number)
        if len(found) > 1:
            days = ", ".join(f"{person.birth_on:%d/%m/%Y}" for person in found[:4])
            raise Problem("import.person_ambiguous", value=name, name=name, count=len(found), days=days)
        (person,) = found
        is_sure = birth is not None or any(post.unit_id == unit_id for post in self.posts.get(person.pk, ()))
        doubt = None if is_sure else Problem("import.person_by_name", value=name, birth_on=person.birth_on)
        return FoundPerson(person, doubt)

    def _in_sight(self, person: KnownPerson, name: str) -> KnownPerson:
        if not self.may_edit(person.pk):
            raise Problem("import.person_out_of_scope", value=name, name=name)
        return person
