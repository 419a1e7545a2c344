"""People with posts, what they hold and how they were rated, as the imports of these kinds take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from vun.common.actor import Permission
from vun.engines.tabular import Cell
from vun.exchange.columns import word_for
from vun.exchange.out.choices import level_text
from vun.exchange.out.scope import CHUNK, Scope
from vun.records.bulk import batches
from vun.records.credentials.models import Credential
from vun.records.credentials.queries.record import earned_by
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject, value_in
from vun.records.dated import on_day
from vun.records.people import queries
from vun.records.people.domain import ManagementTier, RatingGrade, Sex, StaffKind
from vun.records.people.identity import open_national_id
from vun.records.people.models import Appointment, Person, Rating
from vun.records.standards.domain import RecordTable

Cells = dict[str, Cell]


class _Who(NamedTuple):
    pk: int
    full_name: str
    birth_on: Any
    sex: str
    national_id_sealed: str
    ethnic_group__name: str | None
    party_joined_on: Any
    party_official_on: Any
    recruited_on: Any
    phone: str
    email: str
    custom: dict[str, Any]


class _Post(NamedTuple):
    person_id: int
    unit_id: int
    title_id: str
    start_on: Any
    kind: str
    rank__name: str | None
    management_tier: str
    is_primary: bool


def people_of(scope: Scope, permission: Permission) -> QuerySet[Person]:
    """The people the export is about: those over whom the actor holds the permission, of the unit if one is asked."""
    people = queries.in_scope(scope.actor, permission, scope.on)
    return queries.holding(people, scope.on, unit_id=scope.unit_id).order_by("sort_key", "pk")


def _in_chunks(scope: Scope) -> Iterator[dict[int, _Who]]:
    rows = people_of(scope, Permission.PERSON_EDIT).values_list(*_Who._fields).iterator(chunk_size=CHUNK)
    for part in batches(rows, CHUNK):
        yield {row[0]: _Who(*row) for row in part}


def _posts(scope: Scope, person_ids: list[int]) -> dict[int, list[_Post]]:
    """By person the posts of the day, the primary one first."""
    found: dict[int, list[_Post]] = defaultdict(list)
    posts = Appointment.objects.filter(on_day(scope.on), person_id__in=person_ids)
    for row in posts.order_by("-is_primary", "start_on", "pk").values_list(*_Post._fields):
        found[row[0]].append(_Post(*row))
    return found


def people(scope: Scope) -> Iterator[Cells]:
    """A row for each post of the day, the primary one first; whoever has none has one row too."""
    specs = custom.specs_of(Subject.PERSON)
    for part in _in_chunks(scope):
        posts = _posts(scope, list(part))
        for person in part.values():
            own: Cells = {
                **_named(person),
                "sex": word_for("sexes", Sex(person.sex)),
                "ethnic_group": person.ethnic_group__name,
                "party_joined_on": person.party_joined_on,
                "party_official_on": person.party_official_on,
                "recruited_on": person.recruited_on,
                "phone": person.phone,
                "email": person.email,
                **{spec.code: value_in(spec, person.custom) for spec in specs},
            }
            held = posts.get(person.pk, [])
            yield from ({**own, **_post(scope, post)} for post in held)
            if not held:
                yield own


def _named(person: _Who) -> Cells:
    return {
        "full_name": person.full_name,
        "birth_on": person.birth_on,
        "national_id": open_national_id(person.national_id_sealed),
    }


def _post(scope: Scope, post: _Post) -> Cells:
    return {
        "unit": scope.unit_text(post.unit_id),
        "title": scope.title_text(post.title_id, post.unit_id),
        "post_since": post.start_on,
        "staff_kind": word_for("staff_kinds", StaffKind(post.kind)),
        "rank": post.rank__name,
        "tier": word_for("tiers", ManagementTier(post.management_tier)),
        "is_concurrent": None if post.is_primary else "x",
    }


_CREDENTIAL = {
    "person_id": "",
    "name": "diploma",
    "issuer": "issuer",
    "major": "major",
    "mode": "mode",
    "studied_from": "studied_from",
    "earned_on": "earned_on",
    "valid_until": "valid_until",
    "document_number": "document_number",
    "score": "score",
    "level__code": "level",
    "level__scale__record_table": "table",
    "level__name": "",
}
"""Columns of a credential by the fields of its import."""


def qualifications(scope: Scope) -> Iterator[Cells]:
    """What people had earned by the day, person by person, the oldest first."""
    for part in _in_chunks(scope):
        units = _unit_of_people(scope, list(part))
        held: dict[int, list[Cells]] = defaultdict(list)
        rows = Credential.objects.filter(earned_by(scope.on), person_id__in=list(part))
        rows = rows.exclude(level__scale__record_table=RecordTable.GENERAL)
        for values in rows.order_by("earned_on", "pk").values_list(*_CREDENTIAL):
            cells: Cells = dict(zip(_CREDENTIAL.values(), values, strict=True))
            cells["table"] = word_for("record_tables", RecordTable(str(cells["table"])))
            cells["level"] = level_text(values[-1], str(cells["level"]))
            held[values[0]].append(cells)
        for person in part.values():
            named = _named(person) | {"unit": units.get(person.pk)}
            yield from (cells | named for cells in held.get(person.pk, []))


def _unit_of_people(scope: Scope, person_ids: list[int]) -> dict[int, str]:
    return {
        person_id: scope.unit_text(posts[0].unit_id) for person_id, posts in _posts(scope, person_ids).items()
    }


def ratings(scope: Scope) -> Iterator[Cells]:
    """The yearly ratings up to the day's year, person by person, the oldest first."""
    for part in _in_chunks(scope):
        units = _unit_of_people(scope, list(part))
        held: dict[int, list[tuple[int, str]]] = defaultdict(list)
        rows = Rating.objects.filter(person_id__in=list(part), year__lte=scope.on.year).order_by("year")
        for person_id, year, grade in rows.values_list("person_id", "year", "grade"):
            held[person_id].append((year, grade))
        for person in part.values():
            named = _named(person) | {"unit": units.get(person.pk)}
            for year, grade in held.get(person.pk, []):
                yield named | {"year": year, "grade": word_for("grades", RatingGrade(grade))}
