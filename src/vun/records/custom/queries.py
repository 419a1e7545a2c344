"""Readers of an office's own fields, and rows found by what stands in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from vun.common.errors import NotFound
from vun.common.text import fold
from vun.records.custom.domain import FieldSpec, Subject, ValueKind, folded_key
from vun.records.custom.models import CustomField

Row = TypeVar("Row", bound=Model)


def every_field() -> QuerySet[CustomField]:
    """All fields, retired ones among them, by subject and in their order."""
    return CustomField.objects.all()


def get_field(field_id: int) -> CustomField:
    """One field. Raises NotFound."""
    found = CustomField.objects.filter(pk=field_id).first()
    if found is None:
        raise NotFound("custom field")
    return found


def specs_of(subject: Subject) -> list[FieldSpec]:
    """The fields in use for the subject, in their order. One query."""
    return [field.spec for field in CustomField.objects.filter(subject=subject, is_active=True)]


def with_text(rows: QuerySet[Row], spec: FieldSpec, text: str) -> QuerySet[Row]:
    """Those of the rows whose text has all the words, accents aside."""
    for place, word in enumerate(fold(text).split()):
        rows = _aliased(rows, f"_word{place}", folded_key(spec)).filter(**{f"_word{place}__icontains": word})
    return rows


def with_choice(rows: QuerySet[Row], spec: FieldSpec, choice: str) -> QuerySet[Row]:
    """Those of the rows that hold the choice."""
    return _aliased(rows, "_choice", spec.code).filter(_choice=choice)


def between(
    rows: QuerySet[Row], spec: FieldSpec, least: Decimal | date | None, most: Decimal | date | None
) -> QuerySet[Row]:
    """Those of the rows whose number or date lies between the bounds, both included; an open one is None."""
    within = Q()
    if least is not None:
        within &= Q(_bound__gte=_bound(spec, least))
    if most is not None:
        within &= Q(_bound__lte=_bound(spec, most))
    return _aliased(rows, "_bound", spec.code).filter(within) if within else rows


def _bound(spec: FieldSpec, value: Decimal | date) -> Any:
    return value.isoformat() if spec.kind is ValueKind.DATE and isinstance(value, date) else float(str(value))


def _aliased(rows: QuerySet[Row], name: str, key: str) -> QuerySet[Row]:
    return rows.alias(**{name: KeyTransform(key, "custom")})
