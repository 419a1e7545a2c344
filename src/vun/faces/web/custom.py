"""An office's own fields on pages: shown, edited in a form, and as columns and filters of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import new_class
from typing import Any

import django_filters
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.numbers import format_number
from vun.engines import tabular
from vun.engines.tabular import Kind
from vun.faces.web import formats
from vun.faces.web.forms import DateField, DecimalField, VunForm
from vun.faces.web.lists import ListColumn, ListFilters, ListPage
from vun.records.custom import queries
from vun.records.custom.domain import DECIMALS, LONGEST_TEXT, FieldSpec, Subject, Value, ValueKind, value_in

_KINDS = {
    ValueKind.TEXT: Kind.TEXT,
    ValueKind.CHOICE: Kind.TEXT,
    ValueKind.NUMBER: Kind.NUMBER,
    ValueKind.DATE: Kind.DATE,
}
_RANGES = (ValueKind.NUMBER, ValueKind.DATE)


# ------------------------------------------------------------------------------------------- shown, edited


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of a row as it reads; ``text`` is empty where nothing was written."""

    label: str
    text: str


def text_of(value: Value | None) -> str:
    """A value as it reads."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        # A zero at the end says nothing here: 2,50 was typed 2,5 as often as not.
        exponent = int(value.normalize().as_tuple().exponent)
        return format_number(value, decimals=max(0, -exponent))
    return value if isinstance(value, str) else formats.day(value)


def shown(specs: Sequence[FieldSpec], stored: Mapping[str, Any]) -> list[Shown]:
    """Every field of the subject with what the row holds of it."""
    return [Shown(spec.label, text_of(value_in(spec, stored))) for spec in specs]


class CustomForm(VunForm):
    """All fields of a subject; every one may be left open."""

    def __init__(self, specs: Sequence[FieldSpec], stored: Mapping[str, Any], data: Any = None) -> None:
        held = {spec.code: value_in(spec, stored) for spec in specs}
        super().__init__(data, initial=held)
        self.add_fields({spec.code: _field(spec, held[spec.code]) for spec in specs})

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments: the values by field, None where a field was left open."""
        return {"values": {code: None if value == "" else value for code, value in self.cleaned_data.items()}}


def _field(spec: FieldSpec, held: Value | None) -> forms.Field:
    known: dict[str, Any] = {"label": spec.label, "help_text": spec.note, "required": False}
    if spec.kind is ValueKind.DATE:
        return DateField(**known)
    if spec.kind is ValueKind.NUMBER:
        return DecimalField(max_digits=15 + DECIMALS, decimal_places=DECIMALS, **known)
    if spec.kind is ValueKind.TEXT:
        return forms.CharField(max_length=LONGEST_TEXT, **known)
    # One that is offered no more may stay where it was written.
    kept = [held] if held is not None and held not in spec.choices else []
    return forms.ChoiceField(
        choices=[("", _("– Chọn –")), *((each, each) for each in [*spec.choices, *kept])], **known
    )


# ------------------------------------------------------------------------------------------- in lists


class CustomColumn(ListColumn):
    """A field of an office's own; shows when chosen under "Cột"."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec.label, "custom", hidden=True, orderable=False)
        self.spec = spec
        self.kind = _KINDS[spec.kind]
        self.decimals = 2

    def text(self, value: Any) -> str:
        return text_of(value_in(self.spec, value))

    def cell(self, value: Any) -> tabular.Cell:
        return value_in(self.spec, value)


class _Unapplied(django_filters.Filter):
    """A box whose answer the set applies itself, after all others."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


class _DayBox(_Unapplied):
    field_class = DateField


class _NumberBox(_Unapplied):
    field_class = DecimalField


class _TextBox(_Unapplied):
    field_class = forms.CharField


class _ChoiceBox(_Unapplied, django_filters.ChoiceFilter):
    pass


class _CustomFilters(ListFilters):
    """Filters by an office's own fields, beside those of the list."""

    specs: Sequence[FieldSpec] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        for spec in self.specs:
            if spec.kind in _RANGES:
                rows = queries.between(
                    rows, spec, asked.get(f"{spec.code}_from"), asked.get(f"{spec.code}_to")
                )
            elif asked.get(spec.code):
                search = queries.with_text if spec.kind is ValueKind.TEXT else queries.with_choice
                rows = search(rows, spec, asked[spec.code])
        return rows


def _boxes(spec: FieldSpec) -> dict[str, django_filters.Filter]:
    if spec.kind in _RANGES:
        box = _DayBox if spec.kind is ValueKind.DATE else _NumberBox
        return {
            f"{spec.code}_from": box(label=format_lazy("{} {}", spec.label, _("từ"))),
            f"{spec.code}_to": box(label=format_lazy("{} {}", spec.label, _("đến"))),
        }
    if spec.kind is ValueKind.TEXT:
        return {spec.code: _TextBox(label=spec.label)}
    options = [(choice, choice) for choice in spec.choices]
    return {spec.code: _ChoiceBox(label=spec.label, choices=options, empty_label=_("Tất cả"))}


def customised(page: ListPage, subject: Subject) -> ListPage:
    """The list with the subject's own fields among its columns, filters and exports. One query.

    Its rows are those of the subject, each with its column ``custom``.
    """
    specs = queries.specs_of(subject)
    if not specs:
        return page
    columns = {spec.code: CustomColumn(spec) for spec in specs}
    table = new_class(
        page.table.__name__, (page.table,), exec_body=lambda body: body.update(columns, Meta=page.table.Meta)
    )
    boxes = {name: box for spec in specs for name, box in _boxes(spec).items()}
    base = page.filters or ListFilters
    filters = new_class(
        base.__name__, (_CustomFilters, base), exec_body=lambda body: body.update(boxes, specs=specs)
    )
    return replace(page, table=table, filters=filters)
