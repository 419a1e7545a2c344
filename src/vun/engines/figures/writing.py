"""Checks as JSON of the published form, and statements as files of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any

import yaml

from vun.engines.figures.model import Check, Figure, Relation, Statement


class _Dumper(yaml.SafeDumper):
    """Writes decimals with the digits they have, and no list twice by reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(
    Decimal,
    lambda dumper, value: dumper.represent_scalar(
        f"tag:yaml.org,2002:{'float' if '.' in f'{value:f}' else 'int'}", f"{value:f}"
    ),
)


def write_file(statement: Statement) -> bytes:
    """The statement as a file of the published form, which reads back to the same statement."""
    document = {
        "case": statement.case,
        **statement.facts,
        "figures": [_figure(one) for one in statement.figures],
        "relations": [_relation(one) for one in statement.relations],
    }
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120).encode()


def _figure(figure: Figure) -> dict[str, Any]:
    texts = {
        "en": figure.label_english,
        "raw": figure.raw,
        "period": figure.period,
        "measure": figure.measure,
        "note": figure.note,
    }
    return {
        "id": figure.id,
        "vi": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": figure.qualifier.value,
        **{key: text for key, text in texts.items() if text},
        **({} if figure.is_stated else {"stated": False}),
        **({"parts": [_figure(part) for part in figure.parts]} if figure.parts else {}),
    }


def _relation(relation: Relation) -> dict[str, Any]:
    """The fields of the relation by the names the published form gives them, without what it leaves out."""
    names = {"is_complete": "complete"}
    values = {names.get(one.name, one.name): getattr(relation, one.name) for one in fields(relation)}
    values["type"] = relation.type.value
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in values.items()
        if value is not None and not (key == "complete" and value)
    }


def checks_json(case: str, checks: Sequence[Check]) -> str:
    """``{"case", "checks"}``: every number as a JSON number with all its digits, whole ones as integers."""
    return as_json({"case": case, "checks": [_check(one) for one in checks]})


def _check(check: Check) -> dict[str, Any]:
    return {
        "relation": check.relation,
        "type": check.type.value,
        **check.values,
        "status": check.status.value,
    }


def as_json(value: object, indent: str = "") -> str:
    """Like ``json.dumps``, but for decimals, which it knows only as floats or texts."""
    deeper = indent + "  "
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping) and value:
        lines = (
            f"{deeper}{json.dumps(key, ensure_ascii=False)}: {as_json(one, deeper)}"
            for key, one in value.items()
        )
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join(f"{deeper}{as_json(one, deeper)}" for one in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def number_text(value: Decimal) -> str:
    """The digits without an exponent: ``45``, ``91.1565``, never ``45.0`` or ``-0``."""
    if value == int(value):
        return str(int(value))
    return f"{value:f}".rstrip("0")
