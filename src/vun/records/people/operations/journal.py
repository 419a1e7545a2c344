"""Rows as plain data, and again as they were."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model


def written(row: Model) -> dict[str, Any]:
    """Every column of the row as JSON holds it, exactly."""
    return {column.attname: plain(row, column.attname) for column in row._meta.concrete_fields}


def plain(row: Model, name: str) -> Any:
    """One column of the row as JSON holds it."""
    column = _column(type(row), name)
    return None if getattr(row, name) is None else column.value_to_string(row)


def read(model: type[Model], columns: Mapping[str, Any]) -> Model:
    """The row, as it was written; it is not stored yet."""
    return model(**{name: value(model, name, plain_value) for name, plain_value in columns.items()})


def value(model: type[Model], name: str, plain_value: Any) -> Any:
    """What a column holds, from how it was written."""
    return None if plain_value is None else _column(model, name).to_python(plain_value)


def _column(model: type[Model], name: str) -> Any:
    return next(each for each in model._meta.concrete_fields if each.attname == name)
