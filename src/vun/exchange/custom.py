"""An office's own fields as columns of spreadsheets: the one place kinds of imports ask for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from vun.common.errors import Problem
from vun.common.numbers import format_date, format_number
from vun.common.text import fold
from vun.engines.sheets import Value, text_of, values
from vun.engines.sheets.headings import Heading
from vun.exchange import cells
from vun.exchange.model import Change, Doubt, Field
from vun.records.custom import queries
from vun.records.custom.domain import LONGEST_TEXT, FieldSpec, Subject, ValueKind, checked, value_in
from vun.records.custom.domain import Value as CustomValue


def custom_fields(subject: Subject) -> tuple[Field, ...]:
    """A column for each of the subject's fields, headed by its label; what is read is what the field keeps. One query.

    A kind adds them to its own in ``fields_for``, and finds their values in a row by code.
    """
    return tuple(_field(spec) for spec in queries.specs_of(subject))


def custom_values(specs: list[FieldSpec], row: Mapping[str, Any]) -> dict[str, CustomValue]:
    """What a row says of the fields: values by code, those only that something stands in."""
    return {spec.code: row[spec.code] for spec in specs if spec.code in row}


def custom_changes(
    specs: list[FieldSpec], stored: Mapping[str, Any], said: Mapping[str, CustomValue]
) -> list[Change]:
    """What writing ``said`` would change of a row that holds ``stored``, as people read it."""
    held = {spec.code: value_in(spec, stored) for spec in specs}
    return [
        Change(spec.label, _shown(held[spec.code]), _shown(said[spec.code]))
        for spec in specs
        if spec.code in said and said[spec.code] != held[spec.code]
    ]


def _field(spec: FieldSpec) -> Field:
    heading = Heading(spec.code, (spec.label,))
    return Field(heading, spec.label, _reader(spec), spec.note, offered=spec.choices)


def _reader(spec: FieldSpec) -> Callable[[Value], Any]:
    if spec.kind is ValueKind.TEXT:
        return cells.text(LONGEST_TEXT)
    if spec.kind is ValueKind.DATE:
        return cells.full_day
    return _number(spec) if spec.kind is ValueKind.NUMBER else _choice(spec)


def _number(spec: FieldSpec) -> Callable[[Value], Any]:
    def read(value: Value) -> Any:
        return checked(spec, values.read_decimal(value))

    return read


def _choice(spec: FieldSpec) -> Callable[[Value], Any]:
    """One of the choices, accents and capitals aside, which is told."""
    folded = {fold(choice): choice for choice in spec.choices}

    def read(value: Value) -> Any:
        text = values.read_text(value)
        if text in spec.choices:
            return text
        found = folded.get(fold(text))
        if found is None:
            raise Problem("custom.unknown_choice", label=spec.label, value=text_of(value))
        return Doubt(found, Problem("custom.choice_taken_for", label=spec.label, value=text, choice=found))

    return read


def _shown(value: CustomValue | None) -> str:
    if isinstance(value, Decimal):
        return format_number(value, decimals=max(0, -int(value.normalize().as_tuple().exponent)))
    return format_date(value) if isinstance(value, date) else value or ""
