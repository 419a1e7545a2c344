"""Two records of one person become one; nothing is lost, so that they can be parted again exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.custom.domain import code_in
from vun.records.people.domain import PersonDetails, RowFate, Sex, Side
from vun.records.people.domain.rules import problems_of_details
from vun.records.people.holdings import holdings
from vun.records.people.models import DistinctPersons, MergedRow, Person, PersonColumns, PersonMerge
from vun.records.people.operations.access import raise_first, require_edit
from vun.records.people.operations.journal import plain, written
from vun.records.people.operations.persons import require_of_age
from vun.records.people.queries import national_id_of, unit_of
from vun.records.people.queries.duplicates import declared_distinct
from vun.records.people.queries.merging import FIELDS, Clash, Comparison, compare, going_with

LONGEST_REASON = 300
_COLUMNS = {
    "full_name": ("full_name", "search_key", "sort_key"),
    "national_id": ("national_id_sealed", "national_id_index"),
    "ethnic_group": ("ethnic_group_id",),
    "user": ("user_id",),
}


@transaction.atomic
def merge_persons(
    *,
    survivor: Person,
    merged: Person,
    reason: str,
    fields: Mapping[str, Side] | None = None,
    rows: Mapping[str, Side] | None = None,
    by: Actor,
) -> PersonMerge:
    """Make two records of one person one: whatever hangs on ``merged`` hangs on ``survivor`` from now on.

    ``fields`` says by name whose value is kept where both say something else, ``rows`` by the key of a clash whose row:
    the other one is put aside. What was signed before stays as it was signed. Raises Refused or NotFound without
    PERSON_EDIT over both; Problem without a reason, when the two were declared to be two people, when something is left
    to choose or stands in the way, and when what is chosen cannot be true together.
    """
    require_edit(by, survivor)
    require_edit(by, merged)
    reason = read_reason(reason)
    if survivor.pk == merged.pk:
        raise Problem("people.merge_with_itself")
    survivor, merged = _reread(survivor), _reread(merged)
    if declared_distinct(survivor.pk, merged.pk) is not None:
        raise Problem("people.declared_distinct", name=survivor.full_name)
    comparison = compare(survivor, merged)
    kept = _kept_fields(comparison, fields or {})
    losers = _losers(comparison, rows or {})
    columns = _columns_kept(comparison, kept)
    _require_true(survivor, merged, kept)
    unit_ids = {person.pk: unit_of(person.pk, timezone.localdate()) for person in (survivor, merged)}
    merge = _take_out(survivor, merged, reason, by)
    _note_and_move(merge, losers)
    _write(merge, survivor, columns)
    told = {"merged": merged.full_name, "merged_id": merged.pk, "reason": reason}
    moved = merge.rows.filter(fate=RowFate.MOVED.value).count()
    aside = merge.rows.filter(fate=RowFate.SET_ASIDE.value).count()
    audit.record(
        by,
        "person.merged",
        survivor,
        unit_id=unit_ids[survivor.pk],
        after={**told, "rows_moved": moved, "rows_set_aside": aside, "kept_of_merged": _names(kept)},
    )
    audit.record(
        by,
        "person.merged_away",
        merged,
        unit_id=unit_ids[merged.pk],
        after={"survivor": survivor, "survivor_id": survivor.pk, "reason": reason},
    )
    return merge


@transaction.atomic
def declare_distinct(*, first: Person, second: Person, reason: str, by: Actor) -> DistinctPersons:
    """Say that two records alike are of two people; the pair is not proposed again.

    Raises Refused or NotFound without PERSON_EDIT over both; Problem without a reason, or when it was said already.
    """
    require_edit(by, first)
    require_edit(by, second)
    reason = read_reason(reason)
    if first.pk == second.pk:
        raise Problem("people.merge_with_itself")
    if declared_distinct(first.pk, second.pk) is not None:
        raise Problem("people.distinct_already")
    lower, upper = sorted((first, second), key=lambda person: person.pk)
    declared = DistinctPersons.objects.create(
        first=lower, second=upper, reason=reason, declared_at=timezone.now(), declared_by=by.name[:200]
    )
    _tell_both(by, "person.declared_distinct", first, second, reason)
    return declared


@transaction.atomic
def withdraw_distinct(*, first: Person, second: Person, by: Actor) -> None:
    """Take back that two records are of two people. Raises Refused or NotFound without PERSON_EDIT over both."""
    require_edit(by, first)
    require_edit(by, second)
    declared = declared_distinct(first.pk, second.pk)
    if declared is not None and DistinctPersons.objects.filter(pk=declared.pk).delete()[0]:
        _tell_both(by, "person.distinct_withdrawn", first, second, declared.reason)


def _tell_both(by: Actor, action: str, first: Person, second: Person, reason: str) -> None:
    today = timezone.localdate()
    for person, other in ((first, second), (second, first)):
        audit.record(
            by,
            action,
            person,
            unit_id=unit_of(person.pk, today),
            after={"other": other, "other_id": other.pk, "reason": reason},
        )


def read_reason(reason: str) -> str:
    """The reason as it is kept. Raises Problem when there is none, or it is too long."""
    found = clean(reason)
    if not found:
        raise Problem("people.merge_reason_missing", field="reason")
    if len(found) > LONGEST_REASON:
        raise Problem("people.merge_reason_too_long", field="reason", longest=LONGEST_REASON)
    return found


def own_values(row: PersonColumns) -> dict[str, Any]:
    """The columns of who somebody is as JSON holds them, each field of an office's own for itself."""
    columns = {name: plain(row, name) for field in FIELDS for name in columns_of_field(field)}
    return columns | {f"custom.{code}": stored for code, stored in row.custom.items()}


def columns_of_field(field: str) -> tuple[str, ...]:
    """Where what the field says is stored."""
    return _COLUMNS.get(field, (field,))


def _reread(person: Person) -> Person:
    found = Person.objects.filter(pk=person.pk).first()
    if found is None:
        raise Problem("people.merged_meanwhile")
    return found


def _kept_fields(comparison: Comparison, answers: Mapping[str, Side]) -> dict[str, Side]:
    kept = {}
    for choice in comparison.fields:
        if choice.is_open and choice.name not in answers:
            raise Problem("people.merge_undecided", field=choice.name)
        kept[choice.name] = answers[choice.name] if choice.is_open else choice.usual
    return kept


def _losers(comparison: Comparison, answers: Mapping[str, Side]) -> list[Model]:
    """The rows to be put aside, each once."""
    found: dict[tuple[str, Any], Model] = {}
    for clash in comparison.clashes:
        side = _side(clash, answers)
        loser = clash.twins.merged if side is Side.SURVIVOR else clash.twins.kept
        found[loser._meta.label_lower, loser.pk] = loser
    return list(found.values())


def _side(clash: Clash, answers: Mapping[str, Side]) -> Side:
    usual = clash.usual
    if usual is None:
        first, second = (facts[0] for facts in clash.facts)
        raise Problem(clash.code, first=first, second=second)
    if not clash.is_open:
        return usual
    if clash.key not in answers:
        raise Problem("people.merge_undecided", field=clash.key)
    return answers[clash.key]


def _columns_kept(comparison: Comparison, kept: Mapping[str, Side]) -> dict[str, Any]:
    """What the survivor's record is to hold, as far as it differs from what it holds."""
    survivor, merged = comparison.survivor, comparison.merged
    columns: dict[str, Any] = {}
    for field in FIELDS:
        if kept[field] is Side.MERGED:
            columns |= {name: getattr(merged, name) for name in columns_of_field(field)}
    custom = dict(survivor.custom)
    for key, stored in merged.custom.items():
        # The folded form of a text goes with the text; a field no longer in use is filled, never changed.
        if kept.get(code_in(key), Side.SURVIVOR) is Side.MERGED or code_in(key) not in survivor.custom:
            custom[key] = stored
    if custom != survivor.custom:
        columns["custom"] = custom
    return {name: value for name, value in columns.items() if getattr(survivor, name) != value}


def _require_true(survivor: Person, merged: Person, kept: Mapping[str, Side]) -> None:
    """What is kept of either must go together, and with the first post of both."""
    other = _details(merged)
    chosen = {
        name: getattr(other, name)
        for name, side in kept.items()
        if side is Side.MERGED and name in PersonDetails.__dataclass_fields__
    }
    details = replace(_details(survivor), **chosen)
    raise_first(problems_of_details(details, timezone.localdate()))
    for person in (survivor, merged):
        require_of_age(person, details.birth_on)


def _details(person: Person) -> PersonDetails:
    return PersonDetails(
        full_name=person.full_name,
        birth_on=person.birth_on,
        sex=Sex(person.sex),
        national_id=national_id_of(person),
        ethnic_group=person.ethnic_group_id or "",
        party_joined_on=person.party_joined_on,
        party_official_on=person.party_official_on,
        recruited_on=person.recruited_on,
        phone=person.phone,
        email=person.email,
    )


def _take_out(survivor: Person, merged: Person, reason: str, by: Actor) -> PersonMerge:
    """The merged record leaves the people, and is kept as it was."""
    columns = {name: each for name, each in vars(merged).items() if name not in ("_state", "id")}
    left = Person.objects.filter(pk=merged.pk)
    # Its rows still point at it: both databases ask only at the end whether what is pointed at is there.
    if left._raw_delete(left.db) != 1:
        raise Problem("people.merged_meanwhile")
    return PersonMerge.objects.create(
        **columns,
        survivor=survivor,
        merged_id=merged.pk,
        reason=reason,
        merged_at=timezone.now(),
        merged_by=by.name[:200],
    )


def _note_and_move(merge: PersonMerge, losers: list[Model]) -> None:
    noted = [
        MergedRow(
            merge=merge,
            table=row._meta.label_lower,
            row_id=row.pk,
            fate=RowFate.SET_ASIDE.value,
            columns=written(row),
        )
        for loser in losers
        for row in going_with(loser) or ()
    ]
    once = {(note.table, note.row_id): note for note in noted}
    MergedRow.objects.bulk_create(once.values())
    for loser in losers:
        for row in reversed(going_with(loser) or ()):
            rows = type(row)._base_manager.filter(pk=row.pk)
            rows._raw_delete(rows.db)
    try:
        with transaction.atomic():
            for holding in holdings():
                _move(merge, holding)
    except IntegrityError:
        # Compared before, but another row was recorded in the meantime.
        raise Problem("people.merged_meanwhile") from None


def _move(merge: PersonMerge, holding: Any) -> None:
    notes = []
    for person_id, fate in ((merge.survivor_id, RowFate.STAYED), (merge.merged_id, RowFate.MOVED)):
        ids = holding.rows(person_id).values_list("pk", flat=True)
        notes += [
            MergedRow(merge=merge, table=holding.table, column=holding.column, row_id=pk, fate=fate.value)
            for pk in ids
            if (holding.model, pk) != (PersonMerge, merge.pk)
        ]
    MergedRow.objects.bulk_create(notes)
    holding.rows(merge.merged_id).update(**{f"{holding.column}_id": merge.survivor_id})


def _write(merge: PersonMerge, survivor: Person, columns: Mapping[str, Any]) -> None:
    before = own_values(survivor)
    if columns:
        Person.objects.filter(pk=survivor.pk).update(**columns)
    survivor.refresh_from_db()
    after = own_values(survivor)
    merge.survivor_columns = {
        name: [before.get(name), after.get(name)]
        for name in before | after
        if before.get(name) != after.get(name)
    }
    merge.save(update_fields=["survivor_columns"])


def _names(kept: Mapping[str, Side]) -> list[str]:
    return [name for name, side in kept.items() if side is Side.MERGED]
