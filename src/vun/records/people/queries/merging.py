"""Two records side by side before they are merged, and what a merge would give back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CASCADE, Count, ManyToOneRel, Model, Q, QuerySet

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.records.bulk import among
from vun.records.custom import queries as custom
from vun.records.custom.domain import FieldSpec, Subject, value_in
from vun.records.people.domain import RowFate, Sex, Side
from vun.records.people.holdings import Facts, Holding, Twins, holdings
from vun.records.people.identity import open_national_id
from vun.records.people.models import MergedRow, Person, PersonMerge
from vun.records.people.queries.sight import visible_to

FIELDS = (
    "full_name",
    "birth_on",
    "sex",
    "national_id",
    "ethnic_group",
    "party_joined_on",
    "party_official_on",
    "recruited_on",
    "phone",
    "email",
    "user",
)  # fmt: skip
"""What is said of somebody, in the order two records are compared in; fields of an office's own come after."""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One thing two records say of somebody: ``values`` of the survivor's record and of the other's, None for nothing.

    ``label`` is that of a field of an office's own. Where only one says something, that is kept.
    """

    name: str
    values: tuple[Any, Any]
    label: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose: both say something, and not the same."""
        return None not in self.values and self.values[0] != self.values[1]

    @property
    def usual(self) -> Side:
        return Side.MERGED if self.values[0] is None and self.values[1] is not None else Side.SURVIVOR


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows of which one person can have only one. ``stays``: whose row may be the one kept, none when stuck."""

    holding: Holding
    twins: Twins
    stays: tuple[Side, ...]

    @property
    def key(self) -> str:
        return f"{self.holding.key}:{self.twins.kept.pk}:{self.twins.merged.pk}"

    @property
    def facts(self) -> tuple[Facts, Facts]:
        return self.twins.facts

    @property
    def code(self) -> str:
        """That of the message that says what clashes, and where it is stuck what to do first."""
        if self.stays:
            return self.twins.code
        return f"{self.twins.code}_stuck" if self.twins.is_stuck else "people.twins_in_use"

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose."""
        return len(self.stays) == 2 and not self.twins.is_same

    @property
    def usual(self) -> Side | None:
        """Whose row stays when nobody is asked; None when stuck."""
        wanted = Side.MERGED if self.twins.prefers_merged else Side.SURVIVOR
        return wanted if wanted in self.stays else next(iter(self.stays), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records before they are merged. ``counts``: by table, how many rows hang on either."""

    survivor: Person
    merged: Person
    fields: tuple[FieldChoice, ...]
    clashes: tuple[Clash, ...]
    counts: dict[str, tuple[int, int]]

    @property
    def stuck(self) -> list[Clash]:
        return [clash for clash in self.clashes if not clash.stays]


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What undoing a merge does, counted by table.

    ``back``: rows that go back to the record taken out again. ``restored``: rows put aside that come back.
    ``later``: rows recorded since. ``gone``: rows taken away since, which do not come back.
    """

    back: dict[str, int]
    restored: dict[str, int]
    later: dict[str, int]
    gone: int


def compare(survivor: Person, merged: Person) -> Comparison:
    """Both records, field by field, with the rows that clash."""
    fields = [*_fields(survivor, merged), *_own_fields(survivor, merged)]
    return Comparison(
        survivor,
        merged,
        tuple(fields),
        tuple(_clashes(survivor.pk, merged.pk)),
        _counts(survivor.pk, merged.pk),
    )


def _fields(survivor: Person, merged: Person) -> Iterator[FieldChoice]:
    for name in FIELDS:
        yield FieldChoice(name, (_said(survivor, name), _said(merged, name)))


def _own_fields(survivor: Person, merged: Person) -> Iterator[FieldChoice]:
    for spec in custom.specs_of(Subject.PERSON):
        yield FieldChoice(spec.code, (_own(spec, survivor), _own(spec, merged)), spec.label)


def _own(spec: FieldSpec, person: Person) -> Any:
    return value_in(spec, person.custom)


def _said(person: Person, name: str) -> Any:
    if name == "national_id":
        return open_national_id(person.national_id_sealed) or None
    if name == "sex":
        return Sex(person.sex)
    if name == "ethnic_group":
        return person.ethnic_group.name if person.ethnic_group else None
    value = getattr(person, name)
    return None if value == "" else value


def _clashes(survivor_id: int, merged_id: int) -> Iterator[Clash]:
    for holding in holdings():
        for twins in holding.twins(survivor_id, merged_id):
            stays: tuple[Side, ...] = ()
            if not twins.is_stuck:
                sides = ((Side.SURVIVOR, twins.merged), (Side.MERGED, twins.kept))
                stays = tuple(side for side, other in sides if going_with(other) is not None)
            yield Clash(holding, twins, stays)


def going_with(row: Model) -> list[Model] | None:
    """The row, and after it the rows that are part of it; None when another record rests on it or on one of them."""
    found = [row]
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        others = relation.related_model._base_manager.filter(**{relation.field.name: row}).order_by("pk")
        for other in others:
            below = going_with(other) if relation.on_delete is CASCADE else None
            if below is None:
                return None
            found += below
    return found


def _counts(survivor_id: int, merged_id: int) -> dict[str, tuple[int, int]]:
    found: dict[str, Counter[int]] = {}
    for holding in holdings():
        column = f"{holding.column}_id"
        rows = holding.model._base_manager.filter(**{f"{column}__in": (survivor_id, merged_id)}).order_by()
        counted = dict(rows.values_list(column).annotate(Count("pk")))
        found.setdefault(holding.table, Counter()).update(counted)
    return {
        table: (counts[survivor_id], counts[merged_id]) for table, counts in found.items() if counts.total()
    }


def merges_into(person_id: int) -> QuerySet[PersonMerge]:
    """The records merged into the person's, the latest first."""
    return PersonMerge.objects.filter(survivor_id=person_id)


def get_merge(actor: Actor, merge_id: int, on: Any) -> PersonMerge:
    """The merge, with the survivor the actor may see on the day. Raises NotFound."""
    merge = PersonMerge.objects.select_related("survivor").filter(pk=merge_id).first()
    if merge is None or not visible_to(actor, on).filter(pk=merge.survivor_id).exists():
        raise NotFound("merge")
    return merge


def find_survivor(person_id: int) -> int | None:
    """Whose record goes on for one that was merged; None for a record that was not."""
    return PersonMerge.objects.filter(merged_id=person_id).values_list("survivor_id", flat=True).first()


def survivors_of(person_ids: Collection[int]) -> dict[int, str]:
    """By id of a record merged into another, whose record goes on; those not merged are left out."""
    found = PersonMerge.objects.filter(merged_id__in=among(person_ids))
    return dict(found.values_list("merged_id", "survivor__full_name"))


def merged_since(merge: PersonMerge) -> PersonMerge | None:
    """A later merge into the same record, which is to be undone before this one; None when this is the last."""
    return PersonMerge.objects.filter(survivor_id=merge.survivor_id, pk__gt=merge.pk).order_by("-pk").first()


def given_back(merge: PersonMerge) -> GivenBack:
    """What undoing the merge does now."""
    back: Counter[str] = Counter()
    later: Counter[str] = Counter()
    gone = 0
    for holding in holdings():
        ids = set(holding.rows(merge.survivor_id).values_list("pk", flat=True))
        moved = rows_with(merge, holding, RowFate.MOVED)
        back[holding.table] += len(moved & ids)
        gone += len(moved - ids)
        later[holding.table] += len(recorded_since(merge, holding))
    restored = Counter(merge.rows.filter(fate=RowFate.SET_ASIDE.value).values_list("table", flat=True))
    return GivenBack(dict(+back), dict(restored), dict(+later), gone)


def rows_with(merge: PersonMerge, holding: Holding, *fates: RowFate) -> set[int]:
    """The ids of the column's rows the merge noted with one of the fates."""
    wanted = [fate.value for fate in fates]
    rows = merge.rows.filter(table=holding.table, column=holding.column, fate__in=wanted)
    return set(rows.values_list("row_id", flat=True))


def recorded_since(merge: PersonMerge, holding: Holding) -> set[int]:
    """The ids of the column's rows that came to point at the survivor after the merge."""
    ids = set(holding.rows(merge.survivor_id).values_list("pk", flat=True))
    if holding.model is PersonMerge:
        ids.discard(merge.pk)
    return ids - rows_with(merge, holding, RowFate.MOVED, RowFate.STAYED)


def moved_by_merges(table: str, condition: Q) -> QuerySet[PersonMerge]:
    """The merges that moved rows of a table, or put them aside, for whose ``row_id`` the condition holds."""
    moved = (RowFate.MOVED.value, RowFate.SET_ASIDE.value)
    rows = MergedRow.objects.filter(condition, table=table, fate__in=moved)
    return PersonMerge.objects.filter(pk__in=rows.values("merge_id"))


def merges_of(condition: Q) -> QuerySet[PersonMerge]:
    """The merges of the records for whose ``merged_id`` the condition holds."""
    return PersonMerge.objects.filter(condition)
