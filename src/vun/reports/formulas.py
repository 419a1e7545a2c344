"""Figures computed from others of their row: shares, ratios, differences, sums; and shares of the whole table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vun.common.numbers import cut, round_half_up


class Reckoning(StrEnum):
    """How a column is computed from others."""

    SHARE = "share"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    SUM = "sum"
    PART = "part"


class Rounding(StrEnum):
    """Published reports mostly round half up; some cut."""

    HALF_UP = "half_up"
    CUT = "cut"


PERCENTAGES = (Reckoning.SHARE, Reckoning.PART)


@dataclass(frozen=True, slots=True)
class Formula:
    """A column computed from other columns of the row, or from a constant in the second place.

    A part is what a column of the row is of the same column of the total row, in percent.
    """

    reckoning: Reckoning
    of: tuple[str, ...]
    constant: Decimal | None = None
    decimals: int = 2
    rounding: Rounding = Rounding.HALF_UP

    def compute(
        self,
        figures: Mapping[str, int | Decimal | None],
        totals: Mapping[str, int | Decimal | None] | None = None,
    ) -> int | Decimal | None:
        """The value; None where a figure it needs is missing or the whole is nothing. ``totals``: the total row."""
        values = [figures.get(key) for key in self.of]
        if self.reckoning is Reckoning.PART:
            values.append((totals or {}).get(self.of[0]))
        if self.constant is not None:
            values.append(self.constant)
        known = [Decimal(value) for value in values if value is not None]
        if len(known) < len(values):
            return None
        if self.reckoning is Reckoning.SUM:
            return _plain(sum(known, Decimal(0)))
        first, second = known
        if self.reckoning is Reckoning.DIFFERENCE:
            return _plain(first - second)
        if not second:
            return None
        scale = 100 if self.reckoning in PERCENTAGES else 1
        return self.shown(first * scale / second)

    def shown(self, value: Decimal) -> Decimal:
        """Rounded or cut as the report declares."""
        return (cut if self.rounding is Rounding.CUT else round_half_up)(value, self.decimals)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
