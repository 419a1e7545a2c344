"""Keeping an import in history, undoing it, remembering headings."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused
from vun.common.text import fold
from vun.records.audit import operations as audit
from vun.records.bulk import batches
from vun.records.imports.domain import HeadingRow, ImportState, NameRow, ranges
from vun.records.imports.models import HeadingMemory, Import, ImportedChange, ImportedRows, NameMemory
from vun.records.orgs.models import Unit, UnitAncestor
from vun.records.orgs.operations import recount_ancestry
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.registers.models import StoredFile

Row = TypeVar("Row")
_BATCH = 1_000
_TOLD_ROWS = 100
# Written together with what they are derived from; never a reason to keep an import, never restored by hand.
_DERIVED = ("orgs.unitancestor",)


class Recorder:
    """Notes what an import makes and changes, while it does.

    ``told`` hears how many rows are written, and may raise to have all of it given up.
    """

    def __init__(self, told: Callable[[int], None] | None = None) -> None:
        self.made: dict[str, list[int]] = {}
        self.changed: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = []
        self._told = told
        self._done = 0

    def each(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, one after the other as they are written."""
        for row in rows:
            if self._told is not None and self._done % _TOLD_ROWS == 0:
                self._told(self._done)
            self._done += 1
            yield row

    def note_made(self, model: type[models.Model], ids: Iterable[int]) -> None:
        """Rows that were not there before."""
        self.made.setdefault(model._meta.label_lower, []).extend(ids)

    @contextmanager
    def watching(self, *rows: QuerySet[Any]) -> Iterator[None]:
        """Note what becomes of the rows of the querysets, and which rows come to be among them, within the block."""
        before = [_snapshot(each) for each in rows]
        yield
        for queryset, earlier in zip(rows, before, strict=True):
            later = _snapshot(queryset.all())
            self.note_made(queryset.model, [pk for pk in later if pk not in earlier])
            label = queryset.model._meta.label_lower
            for pk, columns in earlier.items():
                now = later.get(pk)
                if now is None:
                    self.changed.append((label, str(pk), columns, {}))
                elif now != columns:
                    differing = {name for name in columns if columns[name] != now[name]}
                    self.changed.append(
                        (
                            label,
                            str(pk),
                            {name: columns[name] for name in differing},
                            {name: now[name] for name in differing},
                        )
                    )


def _snapshot(rows: QuerySet[Any]) -> dict[Any, dict[str, Any]]:
    names = [column.attname for column in rows.model._meta.concrete_fields]
    return {row["pk"]: {name: row[name] for name in names} for row in rows.order_by().values("pk", *names)}


@transaction.atomic
def keep_import(
    *,
    kind: str,
    file_name: str,
    permission: Permission,
    counts: Mapping[str, int],
    recorder: Recorder,
    file: StoredFile | None = None,
    by: Actor,
) -> Import:
    """Put an import into history with everything it made and changed; to be called in the transaction that wrote it.

    Raises Refused without the permission anywhere.
    """
    by.require_anywhere(permission)
    kept = Import.objects.create(
        kind=kind,
        file_name=file_name[:255],
        file=file,
        permission=permission.value,
        counts=dict(counts),
        actor_user_id=by.user_id,
        actor_name=by.name,
        applied_at=timezone.now(),
    )
    made = [
        ImportedRows(of_import=kept, model=model, first_id=first, last_id=last, order=order)
        for order, (model, ids) in enumerate(recorder.made.items())
        for first, last in ranges(ids)
    ]
    ImportedRows.objects.bulk_create(made, batch_size=_BATCH)
    changes = [
        ImportedChange(of_import=kept, model=model, object_id=pk, before=_plain(before), after=_plain(after))
        for model, pk, before, after in recorder.changed
    ]
    ImportedChange.objects.bulk_create(changes, batch_size=_BATCH)
    audit.record(by, "import.applied", kept, after={"kind": kind, **counts})
    return kept


@transaction.atomic
def undo_import(*, of_import: Import, by: Actor) -> None:
    """Take back everything the import wrote, as long as nothing has come to depend on it.

    For whoever did it while they hold its permission, and for whoever holds that over the whole province. Raises
    Refused, and Problem: undone already, something hangs on a row it made, or a row it changed was changed since.
    """
    permission = Permission(of_import.permission)
    is_own = by.user_id is not None and by.user_id == of_import.actor_user_id
    if not by.may_everywhere(permission) and not (is_own and by.may_anywhere(permission)):
        raise Refused(permission)
    undone = Import.objects.filter(pk=of_import.pk, state=ImportState.APPLIED.value).update(
        state=ImportState.UNDONE.value, undone_at=timezone.now(), undone_by=by.name[:200]
    )
    if undone != 1:
        raise Problem("imports.undone_already")
    made = _made(of_import)
    _require_unmerged(made)
    _require_independent(made)
    _require_unchanged(of_import)
    _restore(of_import, made)
    audit.record(by, "import.undone", of_import, before={"kind": of_import.kind, **of_import.counts})


@transaction.atomic
def remember_headings(
    *, kind: str, permission: Permission, unit_id: int | None, headings: Sequence[HeadingRow], by: Actor
) -> None:
    """Keep what headings of the office's files mean, for next time. Without a unit: for the whole province.

    Raises Refused without the permission of the kind over the unit.
    """
    unit = _office(permission, unit_id, by)
    for row in headings:
        memory, is_new = HeadingMemory.objects.get_or_create(
            kind=kind, unit=unit, heading=fold(row.heading)[:250], defaults={"field": row.field}
        )
        before = None if is_new else {"field": memory.field}
        if is_new or memory.field != row.field:
            memory.field = row.field
            memory.save(update_fields=["field"])
            audit.record(
                by, "heading.remembered", memory, unit_id=unit_id, before=before, after={"field": row.field}
            )


@transaction.atomic
def remember_names(
    *, permission: Permission, unit_id: int | None, names: Sequence[NameRow], by: Actor
) -> None:
    """Keep what spellings in the office's files mean, for next time. As `remember_headings`."""
    unit = _office(permission, unit_id, by)
    for row in names:
        memory, is_new = NameMemory.objects.get_or_create(
            unit=unit, field=row.field, text=fold(row.text)[:250], defaults={"code": row.code}
        )
        before = None if is_new else {"code": memory.code}
        if is_new or memory.code != row.code:
            memory.code = row.code
            memory.save(update_fields=["code"])
            audit.record(
                by, "name.remembered", memory, unit_id=unit_id, before=before, after={"code": row.code}
            )


def _office(permission: Permission, unit_id: int | None, by: Actor) -> Unit | None:
    if unit_id is None:
        by.require_everywhere(permission)
        return None
    by.require(permission, unit_id)
    return Unit(pk=unit_id)


Made = dict[type[models.Model], list[tuple[int, int]]]


def _made(of_import: Import) -> Made:
    made: Made = {}
    for model, first, last in of_import.made.values_list("model", "first_id", "last_id"):
        made.setdefault(apps.get_model(model), []).append((first, last))
    return made


def _among(column: str, spans: Sequence[tuple[int, int]]) -> Iterator[Q]:
    """Conditions for the ids of the spans, some hundred spans each."""
    for part in batches(spans, 200):
        condition = Q()
        for first, last in part:
            condition |= Q(**{f"{column}__gte": first, f"{column}__lte": last})
        yield condition


def _require_unmerged(made: Made) -> None:
    """A merge keeps where the rows it moved were: one of them taken away could not go back there."""
    for model, spans in made.items():
        for condition in _among("row_id", spans):
            noted = people.moved_by_merges(model._meta.label_lower, condition)
            if (merge := noted.first()) is not None:
                raise Problem("imports.merged_since", name=merge.full_name)
    for condition in _among("merged_id", made.get(Person, [])):
        if (merge := people.merges_of(condition).first()) is not None:
            raise Problem("imports.merged_since", name=merge.full_name)


def _require_independent(made: Made) -> None:
    for model, spans in made.items():
        for relation in model._meta.related_objects:
            other = relation.related_model
            if other._meta.label_lower in _DERIVED or relation.many_to_many:
                continue
            own = made.get(other, [])
            for condition in _among(relation.field.attname, spans):
                rows = other._base_manager.filter(condition)
                for mine in _among("pk", own):
                    rows = rows.exclude(mine)
                if other._meta.auto_created:
                    continue
                if (count := rows.count()) > 0:
                    raise Problem(
                        "imports.depended_on",
                        count=count,
                        model=other._meta.label_lower,
                        of=model._meta.label_lower,
                    )


def _require_unchanged(of_import: Import) -> None:
    for change in of_import.changed.all():
        model = apps.get_model(change.model)
        row = model._base_manager.filter(pk=change.object_id).values(*(change.after or ["pk"])).first()
        if not change.after:
            if row is not None:
                raise Problem("imports.changed_since", model=change.model)
        elif row is None or _plain(row) != change.after:
            raise Problem("imports.changed_since", model=change.model)


def _restore(of_import: Import, made: Made) -> None:
    changes = list(of_import.changed.all())
    touched = {apps.get_model(change.model) for change in changes} | set(made)
    if Unit in made:
        UnitAncestor.objects.all().delete()
    for model in _from_the_top(made):
        for condition in _among("pk", made[model]):
            rows = model._base_manager.filter(condition)
            _unlink(model, rows)
            rows._raw_delete(rows.db)
    for change in changes:
        model = apps.get_model(change.model)
        if change.after:
            model._base_manager.filter(pk=change.object_id).update(**change.before)
        else:
            model._base_manager.bulk_create([model(**change.before)])
    if any(model._meta.app_label == "orgs" for model in touched):
        recount_ancestry()


def _unlink(model: type[models.Model], rows: QuerySet[Any]) -> None:
    """Take away the rows of tables that only link these rows with others."""
    for other in apps.get_models(include_auto_created=True):
        if not other._meta.auto_created:
            continue
        for column in other._meta.concrete_fields:
            if column.is_relation and column.related_model is model:
                other._base_manager.filter(**{f"{column.name}__in": rows}).delete()


def _from_the_top(made: Collection[type[models.Model]]) -> list[type[models.Model]]:
    """The models, each before those its rows refer to."""
    left = set(made)
    ordered: list[type[models.Model]] = []
    while left:
        free = [
            model
            for model in left
            if not any(
                relation.related_model in left and relation.related_model is not model
                for relation in model._meta.related_objects
            )
        ] or list(left)
        ordered += sorted(free, key=lambda model: model._meta.label_lower)
        left -= set(free)
    return ordered


class _Encoder(DjangoJSONEncoder):
    """Instants to the microsecond: what is undone is again as it was, not a thousandth earlier."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns as JSON holds them."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(columns), cls=_Encoder))
    return plain
