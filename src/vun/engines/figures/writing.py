"""Checks as JSON of the published form, and statements as files of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from vun.engines.figures.model import Check


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
