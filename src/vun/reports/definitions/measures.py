"""What a cell counts: turns, people, classes, money, plans, staff, and figures computed from other columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.common.numbers import cut, round_half_up
from vun.engines.tabular import Kind
from vun.reports.definitions.fields import Source
from vun.reports.model import Subject


class How(StrEnum):
    """How facts become a figure."""

    COUNT = "count"
    DISTINCT = "distinct"
    AMOUNT = "amount"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure counted from facts. ``twin``: what stands beside it wherever people are counted."""

    name: str
    label: str | Promise
    source: Source
    how: How
    subject: Subject
    kind: Kind = Kind.INTEGER
    twin: str = ""
    is_additive: bool = True


_EVERY = (
    Measure("turns", _("Lượt người"), Source.PARTICIPATIONS, How.COUNT, Subject.ENROLMENT, twin="people"),
    Measure(
        "people",
        _("Số người"),
        Source.PARTICIPATIONS,
        How.DISTINCT,
        Subject.PERSON,
        twin="turns",
        is_additive=False,
    ),
    Measure("classes", _("Số lớp"), Source.CLASSES, How.COUNT, Subject.TRAINING_CLASS),
    Measure("spent", _("Đã chi (đồng)"), Source.COSTS, How.AMOUNT, Subject.COST, Kind.MONEY),
    Measure("planned_turns", _("Lượt người theo kế hoạch"), Source.QUOTAS, How.AMOUNT, Subject.PLAN_LINE),
    Measure("planned_classes", _("Số lớp theo kế hoạch"), Source.LINES, How.AMOUNT, Subject.PLAN_LINE),
    Measure("budget", _("Dự toán (đồng)"), Source.BUDGETS, How.AMOUNT, Subject.PLAN_LINE, Kind.MONEY),
    Measure("staff", _("Số người có mặt cuối kỳ"), Source.STAFF, How.COUNT, Subject.PERSON),
    Measure(
        "mean_age",
        _("Tuổi bình quân"),
        Source.STAFF,
        How.MEAN,
        Subject.PERSON,
        Kind.NUMBER,
        is_additive=False,
    ),
)
MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _EVERY}


class Reckoning(StrEnum):
    """How a column is computed from others."""

    SHARE = "share"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    SUM = "sum"


class Rounding(StrEnum):
    """Published reports mostly round half up; some cut."""

    HALF_UP = "half_up"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Formula:
    """A column computed from other columns of the row, or from a constant in the second place."""

    reckoning: Reckoning
    of: tuple[str, ...]
    constant: Decimal | None = None
    decimals: int = 2
    rounding: Rounding = Rounding.HALF_UP

    def compute(self, figures: Mapping[str, int | Decimal | None]) -> int | Decimal | None:
        """The value; None where a figure it needs is missing or the whole is nothing."""
        values = [figures.get(key) for key in self.of]
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
        scale = 100 if self.reckoning is Reckoning.SHARE else 1
        return self.shown(first * scale / second)

    def shown(self, value: Decimal) -> Decimal:
        """Rounded or cut as the report declares."""
        return (cut if self.rounding is Rounding.CUT else round_half_up)(value, self.decimals)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
