"""Quảng Ninh counted from records: every exact figure equal, and each figure moved only by what it counts."""

from __future__ import annotations

import pytest

from tests.samples.cases.counting import Loaded, both, changed, exact, undone, verdicts
from vun.records.plans.models import LineBudget
from vun.samples.cases.stated import Verdict

pytestmark = pytest.mark.django_db
CASE = "quang-ninh"


def test_quang_ninh_comes_out_as_published(counted_case: Loaded) -> None:
    case, before = counted_case
    figures = exact("quang-ninh")
    assert {key: both(counted_case)[key] for key in figures} == figures
    assert before.values["qn.kp"] == 27_850_000_000
    assert before.by_hand.keys() == figures.keys() - {"qn.lop", "qn.khoa0", "qn.khoa1"}
    assert Verdict.DIFFERS not in verdicts(counted_case).values()

    with undone():
        budget = LineBudget.objects.order_by("pk")[0]
        budget.delete()
        assert changed(before, case.count().values) == {"qn.kp": 27_850_000_000 - budget.amount}
