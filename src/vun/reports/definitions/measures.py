"""What a cell counts: turns, people, classes, money, plans, staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    Measure(
        "learner_spent",
        _("Đã chi chia theo người học (đồng)"),
        Source.LEARNER_COSTS,
        How.AMOUNT,
        Subject.PERSON,
        Kind.MONEY,
    ),
    Measure("planned_turns", _("Lượt người theo kế hoạch"), Source.QUOTAS, How.AMOUNT, Subject.PLAN_LINE),
    Measure("planned_classes", _("Số lớp theo kế hoạch"), Source.LINES, How.AMOUNT, Subject.PLAN_LINE),
    Measure("budget", _("Dự toán (đồng)"), Source.BUDGETS, How.AMOUNT, Subject.PLAN_LINE, Kind.MONEY),
    Measure("staff", _("Số người có mặt cuối kỳ"), Source.STAFF, How.COUNT, Subject.PERSON),
    Measure(
        "holders",
        _("Số người giữ chức vụ cuối kỳ"),
        Source.POSTS,
        How.DISTINCT,
        Subject.PERSON,
        is_additive=False,
    ),
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
