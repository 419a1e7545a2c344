"""Figures as a published report states them, and whether what was counted agrees with each."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language

from vun.common.numbers import cut, round_half_up
from vun.engines.figures import Figure, Statement, read_file

Value = int | Decimal
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Verdict(StrEnum):
    """How what was counted stands to what was stated."""

    EQUAL = "equal"
    WITHIN = "within"
    CUT = "cut"
    """Stated without the digits behind its last one, where rounding would have given another."""
    DIFFERS = "differs"


def read_stated(name: str) -> Statement:
    """The figures of the file ``data/<name>.yaml`` with what binds them."""
    return read_file(_text(name), f"{name}.yaml")


@cache
def _text(name: str) -> bytes:
    return files(__package__).joinpath("data", f"{name}.yaml").read_bytes()


@cache
def _units(name: str) -> dict[str, str]:
    document: dict[str, Any] = yaml.safe_load(_text(name))
    units: dict[str, str] = document["units"]
    return units


def unit_here(name: str, figure: Figure) -> str:
    """The unit of a figure of that file in the language being spoken."""
    return _units(name)[figure.unit] if _is_english() else figure.unit


def is_year(name: str, figure: Figure) -> bool:
    """Whether the figure is a year of the calendar, which is no quantity: 2018, not 2.018."""
    return _units(name)[figure.unit] == "years" and _FIRST_YEAR <= figure.value <= _LAST_YEAR


def label_here(figure: Figure) -> str:
    """The label in the language being spoken."""
    return figure.label_english if _is_english() and figure.label_english else figure.label


def _is_english() -> bool:
    return (get_language() or "vi").startswith("en")


def judge(figure: Figure, counted: Value | None) -> Verdict:
    """Equal for an exact figure only when it is the same number at its digits; for another, within its interval."""
    if counted is None:
        return Verdict.DIFFERS
    if not figure.is_exact:
        return Verdict.WITHIN if figure.contains(Decimal(counted)) else Verdict.DIFFERS
    if Fraction(counted) == Fraction(figure.value):
        return Verdict.EQUAL
    if isinstance(counted, int) or not figure.decimals:
        return Verdict.DIFFERS
    if round_half_up(counted, figure.decimals) == figure.value:
        return Verdict.EQUAL
    return Verdict.CUT if cut(counted, figure.decimals) == figure.value else Verdict.DIFFERS
