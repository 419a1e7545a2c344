"""Lào Cai counted from records: every exact figure equal, and each figure moved only by what it counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.samples.cases.counting import Loaded, changed, exact, moved, undone, verdicts
from vun.records.credentials.models import Credential
from vun.records.delivery.models import ClassCost, Enrolment
from vun.samples.cases.stated import Verdict

pytestmark = pytest.mark.django_db
CASE = "lao-cai"


def test_lao_cai_comes_out_as_published(counted_case: Loaded) -> None:
    case, counted = counted_case
    figures = exact("lao-cai")

    assert {key: counted.values[key] for key in figures} == figures
    assert figures == {"lc.std": Decimal(1830), "lc.rate": Decimal("50.4"), "lc.up": Decimal("8.5")}
    assert counted.values["lc.pop"] == 3631
    qualified = {one.figure.id for one in case.compare(counted) if not one.figure.is_exact}
    assert {key for key, verdict in verdicts(counted_case).items() if verdict is Verdict.WITHIN} == qualified
    told = "\n".join(counted.notes)
    assert "Tổng số 3.631 người là số suy ra" in told
    assert "41,9 % năm 2014, 50,4 % năm 2015" in told
    assert "tỷ lệ năm 2014 là 46,45 %" in told


def test_what_is_taken_away_moves_exactly_the_figures_that_count_it(counted_case: Loaded) -> None:
    case, before = counted_case
    for programme, figure in (
        ("Đào tạo trình độ đại học, cao đẳng", "lc.dh"),
        ("Đào tạo trình độ trung cấp", "lc.tc"),
        ("Bồi dưỡng chức danh chủ chốt cấp xã", "lc.cc"),
        ("Bồi dưỡng công chức cấp xã", "lc.cx"),
    ):
        turn = Enrolment.objects.filter(training_class__programme__name=programme).order_by("pk")[0]
        assert moved(counted_case, turn) == {"lc.total": Decimal(-1), figure: Decimal(-1)}

    with undone():
        earned = Credential.objects.filter(
            is_from_certificate=True, level__code="CM-TC", earned_on__year=2015
        )
        Credential.objects.filter(pk__in=list(earned.values_list("pk", flat=True)[:2])).delete()
        after = case.count().values
    # 1.828 of 3.631 are 50,34 %: 50,3 at one decimal.
    assert changed(before, after) == {"lc.std": 1828, "lc.rate": Decimal("50.3"), "lc.up": Decimal("8.4")}

    with undone():
        cost = ClassCost.objects.filter(source="province_training").order_by("pk")[0]
        ClassCost.objects.filter(pk=cost.pk).delete()
        after = case.count().values
    assert changed(before, after) == {
        "lc.kp": 31_150_000_000 - cost.amount,
        "lc.kp.dp": 26_850_000_000 - cost.amount,
    }
