"""A merge undone: both records have their own history again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused
from vun.records.audit import operations as audit
from vun.records.people.domain import RowFate, Side
from vun.records.people.holdings import Holding, holdings
from vun.records.people.models import MergedRow, Person, PersonColumns, PersonMerge
from vun.records.people.operations.access import require_edit
from vun.records.people.operations.journal import plain, read, value
from vun.records.people.queries import may_edit, unit_of
from vun.records.people.queries.merging import merged_since, recorded_since, rows_with


@dataclass(frozen=True, slots=True)
class Parted:
    """The record that is there again, and how many rows recorded since the merge went to whom ``later`` says."""

    person: Person
    recorded_since: int


@transaction.atomic
def part_persons(*, merge: PersonMerge, later: Side = Side.SURVIVOR, by: Actor) -> Parted:
    """Undo a merge: the record merged is there again with its own rows, the survivor's has what it had before.

    A value the survivor's record got from the merge goes; one changed since stays. Rows recorded since belong to
    ``later``; those taken away since do not come back. The account of the record comes back with it unless somebody
    else was given it. Raises Refused or NotFound without PERSON_EDIT over both; Problem when it was undone
    already, a later merge into the same record is to be undone first, the national ID was given to somebody else, or
    what was put aside clashes with what was recorded since.
    """
    survivor = Person.objects.get(pk=merge.survivor_id)
    require_edit(by, survivor)
    last = merged_since(merge)
    if last is not None:
        raise Problem("people.part_later_first", name=last.full_name)
    going = _plan(merge)
    aside = list(merge.rows.filter(fate=RowFate.SET_ASIDE.value).order_by("pk"))
    if PersonMerge.objects.filter(pk=merge.pk).delete()[0] == 0:
        raise Problem("people.parted_already")
    try:
        with transaction.atomic():
            _give_back_columns(merge, survivor)
            person = _come_back(merge)
            for holding, moved, since in going:
                ids = moved | (since if later is Side.MERGED else set())
                holding.rows(survivor.pk).filter(pk__in=ids).update(**{f"{holding.column}_id": person.pk})
            _restore(aside)
    except IntegrityError:
        raise Problem("people.part_clash", name=survivor.full_name) from None
    if not may_edit(by, person.pk, timezone.localdate()):
        raise Refused(Permission.PERSON_EDIT)
    count = sum(len(since) for _, _, since in going)
    today = timezone.localdate()
    told = {"rows_since": count, "rows_since_to": later.value}
    audit.record(
        by,
        "person.parted",
        survivor,
        unit_id=unit_of(survivor.pk, today),
        after={"merged": person.full_name, "merged_id": person.pk, **told},
    )
    audit.record(
        by,
        "person.came_back",
        person,
        unit_id=unit_of(person.pk, today),
        after={"survivor": survivor, "survivor_id": survivor.pk, **told},
    )
    return Parted(person, count)


def _plan(merge: PersonMerge) -> list[tuple[Holding, set[int], set[int]]]:
    """By column, the rows that came with the merge and those recorded since."""
    return [
        (holding, rows_with(merge, holding, RowFate.MOVED), recorded_since(merge, holding))
        for holding in holdings()
    ]


def _give_back_columns(merge: PersonMerge, survivor: Person) -> None:
    """What the survivor's record got from the merge goes, as far as it was not changed since."""
    columns: dict[str, Any] = {}
    custom = dict(survivor.custom)
    for name, (before, after) in merge.survivor_columns.items():
        own = name.removeprefix("custom.")
        if own != name:
            if custom.get(own) == after:
                custom.pop(own, None)
                if before is not None:
                    custom[own] = before
        elif plain(survivor, name) == after:
            columns[name] = value(Person, name, before)
    if custom != survivor.custom:
        columns["custom"] = custom
    if columns:
        Person.objects.filter(pk=survivor.pk).update(**columns)


def _come_back(merge: PersonMerge) -> Person:
    names = [column.attname for column in PersonColumns._meta.get_fields() if column.concrete]
    person = Person(pk=merge.merged_id, **{name: getattr(merge, name) for name in names})
    number = person.national_id_index
    if number and Person.objects.filter(national_id_index=number).exists():
        raise Problem("people.part_number_taken", name=person.full_name)
    if merge.user_id and not Person.objects.filter(user_id=merge.user_id).exists():
        person.user_id = merge.user_id
    person.save(force_insert=True)
    return person


def _restore(aside: Iterable[MergedRow]) -> None:
    for note in aside:
        model = apps.get_model(note.table)
        model._base_manager.bulk_create([read(model, note.columns)])
