"""Defining fields. What is written into them is written by the contexts whose rows hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.records.audit import operations as audit
from vun.records.custom import queries
from vun.records.custom.domain import (
    LONGEST_LABEL,
    MOST_FIELDS,
    Subject,
    Value,
    ValueKind,
    code_of,
    read_choices,
    value_in,
    with_values,
)
from vun.records.custom.models import CustomField, CustomValues


@transaction.atomic
def define_field(
    *,
    subject: Subject,
    label: str,
    kind: ValueKind,
    choices: Sequence[str] = (),
    note: str = "",
    by: Actor,
) -> CustomField:
    """Give everybody a new field of people, classes or results; it stands last.

    Raises Refused without FIELD_MANAGE over the whole province; Problem: the label missing, too long or in use for the
    subject already, a choice field without choices, or too many fields.
    """
    by.require_everywhere(Permission.FIELD_MANAGE)
    others = CustomField.objects.filter(subject=subject)
    label = _checked_label(label, others)
    _require_room(others)
    last = others.aggregate(last=Max("order"))["last"] or 0
    field = CustomField.objects.create(
        subject=subject,
        code=code_of(label, set(others.values_list("code", flat=True))),
        label=label,
        kind=kind,
        choices=list(read_choices(choices)) if kind is ValueKind.CHOICE else [],
        note=clean(note),
        order=last + 1,
    )
    audit.record(by, "custom_field.defined", field, after=_told(field) | {"subject": subject, "kind": kind})
    return field


@transaction.atomic
def correct_field(
    *, field: CustomField, label: str, order: int, choices: Sequence[str] = (), note: str = "", by: Actor
) -> None:
    """Rename a field, put it elsewhere among the others, or offer other choices. Its kind stays.

    A choice taken away stays where it was written, and is offered no more. Raises as `define_field`.
    """
    by.require_everywhere(Permission.FIELD_MANAGE)
    before = _told(field)
    others = CustomField.objects.filter(subject=field.subject).exclude(pk=field.pk)
    field.label = _checked_label(label, others)
    field.order = order
    field.note = clean(note)
    if field.kind == ValueKind.CHOICE:
        field.choices = list(read_choices(choices))
    after = _told(field)
    if after == before:
        return
    field.save(update_fields=["label", "order", "note", "choices"])
    changed = {name for name in after if after[name] != before[name]}
    audit.record(
        by,
        "custom_field.corrected",
        field,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


@transaction.atomic
def retire_field(*, field: CustomField, by: Actor) -> None:
    """Ask for the field no more. What was written in it is kept and comes back with the field. Raises Refused."""
    by.require_everywhere(Permission.FIELD_MANAGE)
    if CustomField.objects.filter(pk=field.pk, is_active=True).update(is_active=False):
        audit.record(by, "custom_field.retired", field)


@transaction.atomic
def restore_field(*, field: CustomField, by: Actor) -> None:
    """Ask for a retired field again. Raises Refused, and Problem when there are too many."""
    by.require_everywhere(Permission.FIELD_MANAGE)
    _require_room(CustomField.objects.filter(subject=field.subject))
    if CustomField.objects.filter(pk=field.pk, is_active=False).update(is_active=True):
        audit.record(by, "custom_field.restored", field)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into a row's fields: values before and after by label, those that differ only."""

    before: dict[str, Value | None]
    after: dict[str, Value | None]


def write_values(*, row: CustomValues, subject: Subject, values: Mapping[str, Value | None]) -> Written:
    """Write values by code into the row, whose context has asked whether the actor may, in its own transaction.

    None empties a field; fields not named keep their value, codes of no field are left out. Nothing is written when
    nothing differs. Raises Problem for the first value its field cannot hold, with the code as its field.
    """
    specs = [spec for spec in queries.specs_of(subject) if spec.code in values]
    row.refresh_from_db(fields=["custom"])
    stored = row.custom
    written = with_values(specs, stored, values)
    if written == stored:
        return Written({}, {})
    row.custom = written
    row.save(update_fields=["custom"])
    differing = [spec for spec in specs if value_in(spec, stored) != value_in(spec, written)]
    return Written(
        {spec.label: value_in(spec, stored) for spec in differing},
        {spec.label: value_in(spec, written) for spec in differing},
    )


def _checked_label(label: str, others: Iterable[CustomField]) -> str:
    found = clean(label)
    if not fold(found):
        raise Problem("custom.label_missing", field="label")
    if len(found) > LONGEST_LABEL:
        raise Problem("custom.label_too_long", field="label", longest=LONGEST_LABEL)
    if any(fold(other.label) == fold(found) for other in others):
        raise Problem("custom.label_taken", field="label", label=found)
    return found


def _require_room(fields: Iterable[CustomField]) -> None:
    if sum(field.is_active for field in fields) >= MOST_FIELDS:
        raise Problem("custom.too_many_fields", most=MOST_FIELDS)


def _told(field: CustomField) -> dict[str, object]:
    return {"label": field.label, "order": field.order, "note": field.note, "choices": list(field.choices)}
