"""Plan against result, counted by hand on a small year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import accountant, clerk_of, outsider, planner
from tests.factories.reports import TrainingYear, cells, make_training_year, merge_communes, scope
from vun.common.period import Period
from vun.records.plans.models import PlanLine
from vun.reports.model import Figure, Scope, Subject
from vun.reports.plan_result import by_programme, by_unit

pytestmark = pytest.mark.django_db
FULL = Decimal("100.00")


@pytest.fixture
def year() -> TrainingYear:
    return make_training_year()


def test_each_programme_stands_with_its_plan_its_classes_and_its_people(year: TrainingYear) -> None:
    report = by_programme(scope())

    assert [column.heading for column in report.columns] == [
        "Kế hoạch: Lớp",
        "Kế hoạch: Lượt người",
        "Kế hoạch: Dự toán (đồng)",
        "Kết quả: Lớp mở mới",
        "Kết quả: Lớp chuyển tiếp",
        "Kết quả: Lượt người",
        "Kết quả: So với kế hoạch (%)",
        "Kết quả: Số người",
        "Kết quả: Hoàn thành",
        "Kết quả: Cấp chứng chỉ",
        "Kết quả: Đã chi (đồng)",
    ]
    assert cells(report) == {
        "Bồi dưỡng chuyển đổi số": [0, 0, 0, 1, 0, 2, None, 2, 2, 0, 0],
        "Bồi dưỡng lãnh đạo cấp xã": [2, 5, 10_000_000, 1, 1, 3, Decimal("60.00"), 3, 3, 2, 4_000_000],
        # An is in two classes: two turns, one person.
        "Tổng cộng": [2, 5, 10_000_000, 2, 1, 5, FULL, 4, 5, 2, 4_000_000],
    }


def test_of_one_unit_the_plan_is_its_quota_and_money_is_left_out(year: TrainingYear) -> None:
    report = by_programme(scope(unit=year.tree.district))

    assert {column.key for column in report.columns}.isdisjoint({"budget", "spent"})
    assert cells(report) == {
        "Bồi dưỡng chuyển đổi số": [0, 0, 1, 0, 1, None, 1, 1, 0],
        "Bồi dưỡng lãnh đạo cấp xã": [0, 3, 1, 1, 2, Decimal("66.67"), 2, 2, 1],
        "Tổng cộng": [0, 3, 2, 1, 3, FULL, 2, 3, 1],
    }


def test_an_officer_counts_only_their_own_quota_and_people(year: TrainingYear) -> None:
    clerk = clerk_of(year.tree.department)

    assert cells(by_programme(scope(clerk))) == {
        "Bồi dưỡng lãnh đạo cấp xã": [0, 2, 1, 0, 1, Decimal("50.00"), 1, 1, 1],
        "Tổng cộng": [0, 2, 1, 0, 1, Decimal("50.00"), 1, 1, 1],
    }
    assert cells(by_unit(scope(clerk))) == {
        "Sở Nội vụ": [2, 1, Decimal("50.00"), 1, 1, 1],
        "Tổng cộng": [2, 1, Decimal("50.00"), 1, 1, 1],
    }


def test_whoever_may_report_on_nothing_counts_nothing(year: TrainingYear) -> None:
    for run in (by_programme, by_unit):
        assert set(cells(run(scope(outsider())))) == {"Tổng cộng"}


def test_money_shows_to_whoever_may_see_funds_everywhere(year: TrainingYear) -> None:
    def has_money(actor: object) -> bool:
        return any(column.key == "spent" for column in by_programme(scope(actor)).columns)  # type: ignore[arg-type]

    assert [has_money(actor) for actor in (planner(), accountant(), clerk_of(year.tree.root))] == [
        True,
        True,
        False,
    ]


def test_each_unit_stands_with_its_quota_and_the_people_it_sent(year: TrainingYear) -> None:
    assert cells(by_unit(scope())) == {
        "Huyện Tràng Định": [3, 3, FULL, 2, 3, 1],
        "- Xã Đại Đồng": [1, 1, FULL, 1, 0, 0],
        "- Xã Quốc Khánh": [2, 2, FULL, 1, 3, 1],
        "Sở Nội vụ": [2, 1, Decimal("50.00"), 1, 1, 1],
        "Chưa có đơn vị": [0, 1, None, 1, 1, 0],
        "Tổng cộng": [5, 5, FULL, 4, 5, 2],
    }


def test_below_one_unit_stand_the_units_directly_below_it(year: TrainingYear) -> None:
    assert cells(by_unit(scope(unit=year.tree.district))) == {
        "Xã Đại Đồng": [1, 1, FULL, 1, 0, 0],
        "Xã Quốc Khánh": [2, 2, FULL, 1, 3, 1],
        "Tổng cộng": [3, 3, FULL, 2, 3, 1],
    }


def test_after_a_merger_the_past_is_told_in_units_of_then_or_of_now(year: TrainingYear) -> None:
    before = cells(by_unit(scope()))
    merged = merge_communes(year.tree)

    assert cells(by_unit(scope())) == before
    assert cells(by_unit(scope(now=True))) == {
        "Huyện Tràng Định": [3, 3, FULL, 2, 3, 1],
        "- Xã Tràng Định": [3, 3, FULL, 2, 3, 1],
        "Sở Nội vụ": before["Sở Nội vụ"],
        "Chưa có đơn vị": before["Chưa có đơn vị"],
        "Tổng cộng": before["Tổng cộng"],
    }
    assert cells(by_unit(scope(unit=merged, now=True)))["Tổng cộng"] == [3, 3, FULL, 2, 3, 1]
    # A unit that is no more is asked for as what it has become.
    assert cells(by_unit(scope(unit=year.tree.commune, now=True))) == cells(
        by_unit(scope(unit=merged, now=True))
    )
    # In the units of then the new commune had nobody yet.
    assert cells(by_unit(scope(unit=merged))) == {"Tổng cộng": [0, 0, None, 0, 0, 0]}


def test_figures_carry_what_they_count(year: TrainingYear) -> None:
    report = by_unit(scope())
    line = PlanLine.objects.get()
    an_in_two = (year.classes[0].enrolment_ids[0], year.classes[2].enrolment_ids[0])
    commune = f"{year.tree.district.pk}-{year.tree.commune.pk}"

    assert report.figure(commune, "planned_learners") == Figure(2, Subject.PLAN_LINE, (line.pk,), (2,))
    assert report.figure(commune, "enrolled") == Figure(2, Subject.ENROLMENT, an_in_two)
    assert report.figure(commune, "people") == Figure(1, Subject.PERSON, (year.an.pk,))
    assert report.figure("nowhere", "people") is None


def test_a_cancelled_or_later_class_does_not_count(year: TrainingYear) -> None:
    early = Scope(scope().actor, Period(date(2026, 1, 1), date(2026, 3, 1)))

    assert cells(by_programme(early)) == {
        "Bồi dưỡng lãnh đạo cấp xã": [2, 5, 10_000_000, 0, 1, 0, Decimal("0.00"), 0, 1, 0, 0],
        "Tổng cộng": [2, 5, 10_000_000, 0, 1, 0, Decimal("0.00"), 0, 1, 0, 0],
    }
