"""Figures as a published report states them, and whether what was counted from records agrees with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language

Value = int | Decimal


class Qualifier(StrEnum):
    """How exactly a report states a figure."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    ABOUT = "about"


class Verdict(StrEnum):
    """How what was counted stands to what was stated."""

    EQUAL = "equal"
    WITHIN = "within"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as printed. ``label`` and ``unit`` are by language; a derived one hangs together with printed ones."""

    id: str
    label: Mapping[str, str]
    value: Decimal
    unit: Mapping[str, str]
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def label_here(self) -> str:
        """The label in the language being spoken."""
        return _in_language(self.label)

    @property
    def unit_here(self) -> str:
        """The unit in the language being spoken."""
        return _in_language(self.unit)

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """The lowest and highest value the printed words allow.

        "Trên 1.500" lies between 1.500 and 1.600: a figure is cut at the place of its last digit that is not zero.
        """
        grain = place_value(self.value)
        return {
            Qualifier.EXACT: (self.value, self.value),
            Qualifier.OVER: (self.value, self.value + grain),
            Qualifier.AT_LEAST: (self.value, self.value + grain),
            Qualifier.UNDER: (self.value - grain, self.value),
            Qualifier.ABOUT: (self.value - grain / 2, self.value + grain / 2),
        }[self.qualifier]

    def judge(self, counted: Value | None) -> Verdict:
        """Equal for an exact figure only when it is the same number; for another, within its interval."""
        low, high = self.interval
        if counted is None or not low <= counted <= high:
            return Verdict.DIFFERS
        return Verdict.EQUAL if self.qualifier is Qualifier.EXACT else Verdict.WITHIN


def place_value(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 1500 → 100, 50.4 → 0.1; of zero 1."""
    if not value:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def _in_language(texts: Mapping[str, str]) -> str:
    return texts["en" if (get_language() or "vi").startswith("en") else "vi"]


def read_stated(name: str) -> tuple[Stated, ...]:
    """The figures of the file ``data/<name>.yaml``, in its order."""
    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.safe_load(text)
    units = document["units"]
    return tuple(
        Stated(
            id=row["id"],
            label={"vi": row["vi"], "en": row["en"]},
            value=Decimal(str(row["value"])),
            unit={"vi": row["unit"], "en": units[row["unit"]]},
            qualifier=Qualifier(row.get("qualifier", "exact")),
        )
        for row in document["figures"]
    )
