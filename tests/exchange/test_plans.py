"""Lines of a plan and their quotas."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import compare, outcomes, take, told, xlsx
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from tests.factories.plans import make_line, make_plan
from tests.factories.standards import make_programme
from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.exchange.kinds.plan import months_in
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import
from vun.records.plans.models import LineBudget, PlanLineTerms, PlanVersion, Quota

pytestmark = pytest.mark.django_db

PLAN = [
    ["KẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM 2026"],
    ["ĐVT: triệu đồng"],
    ["STT", "Nội dung", "Số lượng", None, "Thời gian", "Đơn vị chủ trì", "Kinh phí"],
    [None, None, "Lớp", "Người"],
    ["I", "ĐÀO TẠO"],
    [1, "Trung cấp lý luận chính trị", 2, 100, "Tháng 3-9", "Trường Chính trị", "1.200"],
    ["II", "BỒI DƯỠNG"],
    [1, "Kỹ năng lãnh đạo cấp phòng", 1, 45, "Quý II", "Trường Chính trị", 85.5],
    [None, "Tổng cộng", 3, 145, None, None, "1.285,5"],
]
MERGES = ["C3:D3", "A3:A4", "B3:B4", "E3:E4", "F3:F4", "G3:G4"]


@pytest.fixture
def version() -> PlanVersion:
    make_source("Ngân sách tỉnh", code="province_training")
    make_unit("Trường Chính trị", code="TCT")
    make_programme("Trung cấp lý luận chính trị")
    return make_plan()


def test_the_lines_of_a_plan_are_taken_with_their_money_and_again_change_nothing(
    version: PlanVersion,
) -> None:
    content = xlsx(PLAN, merges=MERGES)

    first, second = take("plan", content), take("plan", content)

    assert told(first.errors) == []
    assert (outcomes(first), outcomes(second)) == ({6: "new", 8: "new"}, {6: "unchanged", 8: "unchanged"})
    columns = (
        "title",
        "branch",
        "classes",
        "learners",
        "first_month",
        "last_month",
        "host__code",
        "programme__name",
    )
    assert list(PlanLineTerms.objects.order_by("pk").values_list(*columns)) == [
        ("Trung cấp lý luận chính trị", "training", 2, 100, 3, 9, "TCT", "Trung cấp lý luận chính trị"),
        ("Kỹ năng lãnh đạo cấp phòng", "fostering", 1, 45, 4, 6, "TCT", None),
    ]
    assert list(LineBudget.objects.order_by("pk").values_list("amount", flat=True)) == [
        1_200_000_000,
        85_500_000,
    ]
    undo_import(of_import=Import.objects.get(), by=Actor.system("tests"))
    assert not PlanLineTerms.objects.exists()


def test_there_must_be_a_plan_to_fill() -> None:
    with pytest.raises(Problem, match=r"import\.plan_unknown"):
        compare("quotas", xlsx([["Đơn vị", "Chỉ tiêu"], ["Sở Nội vụ", 5]]))


@pytest.mark.parametrize("rows", [
    [["Đơn vị", "Dòng kế hoạch", "Chỉ tiêu"], ["Sở Nội vụ", "1", 5], ["Sở Tài chính", "Kỹ năng lãnh đạo", 7]],
    [["STT", "Đơn vị", "Kỹ năng lãnh đạo"], [1, "Sở Nội vụ", 5], [2, "Sở Tài chính", 7]],
    [["Nội dung", "Sở Nội vụ", "Sở Tài chính"], ["Kỹ năng lãnh đạo", 5, 7]],
])  # fmt: skip
def test_quotas_are_taken_from_a_list_or_a_grid(version: PlanVersion, rows: list[list[object]]) -> None:
    make_unit("Sở Nội vụ", code="SNV")
    make_unit("Sở Tài chính", code="STC")
    make_line(version, title="Kỹ năng lãnh đạo")

    first, second = take("quotas", xlsx(rows)), take("quotas", xlsx(rows))

    assert set(outcomes(first).values()) == {"new"}
    assert set(outcomes(second).values()) == {"unchanged"}
    assert dict(Quota.objects.values_list("unit__code", "learners")) == {"SNV": 5, "STC": 7}


def test_quotas_beyond_the_learners_of_a_line_are_refused(version: PlanVersion) -> None:
    make_unit("Sở Nội vụ", code="SNV")
    make_line(version, title="Kỹ năng lãnh đạo", learners=4)

    difference = compare("quotas", xlsx([["Đơn vị", "Kỹ năng lãnh đạo"], ["Sở Nội vụ", 5]]))

    assert told(difference.errors) == [(2, "B", "plans.quotas_exceed_line")]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Tháng 3", (3, 3)),
        ("tháng 3 - tháng 5", (3, 5)),
        ("Quý II", (4, 6)),
        ("Quý II, III/2026", (4, 9)),
        ("3/2026 - 5/2026", (3, 5)),
        ("6 tháng đầu năm", (1, 6)),
        ("Tháng 9,10", (9, 10)),
        ("Khi có thông báo", None),
    ],
)
def test_months_are_read(text: str, months: tuple[int, int] | None) -> None:
    assert months_in(text) == months


def test_a_programme_not_called_by_its_very_name_is_doubted_where_it_was_told(version: PlanVersion) -> None:
    make_programme("Bồi dưỡng ngạch chuyên viên chính")
    heads = ["Tên lớp", "Mã chương trình", "Số lớp", "Số người"]
    taken = compare(
        "plan",
        xlsx(
            [
                heads,
                ["Lớp một", "Bồi dưỡng ngạch chuyên viên chính", 1, 40],
                ["Lớp hai", "Lớp bồi dưỡng chuyên viên chính", 1, 40],
                ["Lớp bồi dưỡng chuyên viên chính", None, 1, 40],
            ]
        ),
    )
    assert told(taken.warnings) == [
        (3, "B", "import.taken_for"),
        (4, "A", "import.taken_for"),
    ]
