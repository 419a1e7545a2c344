"""What a field of an office's own is, and how its values are stored beside a row.

The values of a row stand in its column ``custom``: a mapping by the field's code. Dates are ISO text, numbers are
numbers; of a text the folded form is kept under a key of its own, for searching without accents.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from vun.common.errors import Problem
from vun.common.numbers import round_half_up
from vun.common.text import clean, fold

LONGEST_TEXT = 300
LONGEST_LABEL = 80
MOST_CHOICES = 100
MOST_FIELDS = 30
"""Active fields of one subject: a form that asks for more is not filled in."""
LARGEST_NUMBER = Decimal(10) ** 11
DECIMALS = 4

_PREFIX = "custom_"
_FOLDED = "fold_"
_NOT_CODE = re.compile(r"[^a-z0-9]+")

Value = str | Decimal | date


class Subject(StrEnum):
    """What a field is about."""

    PERSON = "person"
    TRAINING_CLASS = "class"
    RESULT = "result"


class ValueKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field as forms, lists and imports need it. ``code`` is its name in them, unique within its subject."""

    code: str
    label: str
    kind: ValueKind
    choices: tuple[str, ...] = ()
    note: str = ""


def code_of(label: str, taken: Collection[str]) -> str:
    """The code of a new field: ``custom_so_hieu`` for "Số hiệu", numbered where that is taken already."""
    base = _PREFIX + (_NOT_CODE.sub("_", fold(label)).strip("_") or "field")[:40].rstrip("_")
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code


def read_choices(lines: Iterable[str]) -> tuple[str, ...]:
    """The choices, each once, in the order given. Raises Problem when there is none, too many or one too long."""
    found = tuple(dict.fromkeys(filter(None, map(clean, lines))))
    if not found:
        raise Problem("custom.no_choices", field="choices")
    if len(found) > MOST_CHOICES:
        raise Problem("custom.too_many_choices", field="choices", most=MOST_CHOICES)
    too_long = next((choice for choice in found if len(choice) > LONGEST_LABEL), None)
    if too_long is not None:
        raise Problem("custom.choice_too_long", field="choices", choice=too_long, longest=LONGEST_LABEL)
    return found


def checked(spec: FieldSpec, value: Value | None) -> Value | None:
    """The value as it will be kept. Raises Problem, whose field is the code, when the field cannot hold it."""
    if value is None or value == "":
        return None
    if spec.kind is ValueKind.NUMBER and isinstance(value, Decimal):
        return _checked_number(spec, value)
    if spec.kind is ValueKind.DATE and isinstance(value, date):
        return value
    if spec.kind is ValueKind.TEXT and isinstance(value, str):
        found = clean(value)
        if len(found) > LONGEST_TEXT:
            raise Problem("custom.too_long", field=spec.code, label=spec.label, longest=LONGEST_TEXT)
        return found or None
    if spec.kind is ValueKind.CHOICE and isinstance(value, str):
        found = clean(value)
        if found not in spec.choices:
            raise Problem("custom.unknown_choice", field=spec.code, label=spec.label, value=found)
        return found
    raise TypeError(f"{spec.code} holds no {type(value).__name__}")


def _checked_number(spec: FieldSpec, value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > LARGEST_NUMBER:
        raise Problem("custom.number_too_large", field=spec.code, label=spec.label, largest=LARGEST_NUMBER)
    return round_half_up(value, DECIMALS)


def value_in(spec: FieldSpec, stored: Mapping[str, Any]) -> Value | None:
    """What the row holds of the field; also a choice that is no longer offered."""
    raw = stored.get(spec.code)
    if raw is None:
        return None
    if spec.kind is ValueKind.NUMBER:
        return Decimal(str(raw))
    return date.fromisoformat(raw) if spec.kind is ValueKind.DATE else str(raw)


def with_values(
    specs: Iterable[FieldSpec], stored: Mapping[str, Any], values: Mapping[str, Value | None]
) -> dict[str, Any]:
    """The column as it is with the values written into it; fields not named keep theirs.

    Raises Problem for the first value its field cannot hold. A choice the row holds already may stay, offered or not.
    """
    written = dict(stored)
    for spec in specs:
        if spec.code not in values or values[spec.code] == value_in(spec, stored):
            continue
        value = checked(spec, values[spec.code])
        written.pop(spec.code, None)
        written.pop(folded_key(spec), None)
        if value is not None:
            written[spec.code] = _plain(value)
            if spec.kind is ValueKind.TEXT:
                written[folded_key(spec)] = fold(str(value))
    return written


def folded_key(spec: FieldSpec) -> str:
    """Where the folded form of a text stands. No code begins so."""
    return _FOLDED + spec.code


def code_in(key: str) -> str:
    """The code of the field whose value, or the folded form of it, stands under the key."""
    return key.removeprefix(_FOLDED)


def _plain(value: Value) -> str | int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
