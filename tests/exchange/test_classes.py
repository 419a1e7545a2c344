"""Class lists, attendance grids, grade sheets, classes of the past, money."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.exchange.sheets import compare, outcomes, take, told, xlsx
from tests.factories.delivery import FIRST_DAY, make_class, make_learner, make_open_class, make_session
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.standards import make_programme, make_scale
from vun.common.actor import Actor
from vun.records.credentials.models import Credential
from vun.records.delivery.domain import DayPart
from vun.records.delivery.models import Attendance, ClassCost, Enrolment, TrainingClass
from vun.records.funding.models import Budget
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system("tests")


@pytest.fixture
def people() -> None:
    unit = make_unit("Sở Nội vụ")
    make_person("Nguyễn Văn An", unit=unit)
    make_person("Trần Thị Bình", unit=unit, sex="female")


@pytest.fixture
def open_class() -> TrainingClass:
    return make_open_class(name="Trung cấp LLCT K15", code="TC-K15")


def test_learners_are_enrolled_once(people: None) -> None:
    training_class = make_class(name="Trung cấp LLCT K15", capacity=40)
    rows = [
        ["DANH SÁCH HỌC VIÊN"],
        ["Lớp: Trung cấp LLCT K15"],
        ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"],
        [1, "NGUYỄN VĂN AN", "17/05/1980", "Sở Nội vụ"],
        [2, "Trần Thị Bình", "17/05/1980", "Sở Nội vụ"],
        [3, "Lê Văn Lạ", "17/05/1980", "Sở Nội vụ"],
    ]

    first, second = take("class-list", xlsx(rows)), take("class-list", xlsx(rows))

    assert outcomes(first) == {4: "new", 5: "new", 6: "refused"}
    assert outcomes(second) == {4: "unchanged", 5: "unchanged", 6: "refused"}
    assert told(first.errors) == [(6, "B", "import.person_unknown")]
    training_class.refresh_from_db()
    assert training_class.seats_taken == 2
    undo_import(of_import=Import.objects.get(), by=SYSTEM)
    training_class.refresh_from_db()
    assert (training_class.seats_taken, Enrolment.objects.count()) == (0, 0)


def test_a_full_class_takes_nobody_more(people: None) -> None:
    make_class(name="Trung cấp LLCT K15", capacity=1)
    rows = [
        ["Lớp", "Họ và tên"],
        ["Trung cấp LLCT K15", "Nguyễn Văn An"],
        ["Trung cấp LLCT K15", "Trần Thị Bình"],
    ]

    difference = compare("class-list", xlsx(rows))

    assert outcomes(difference) == {2: "new", 3: "refused"}
    assert told(difference.errors) == [(3, "B", "import.class_full")]


def test_scores_are_given_and_bad_ones_told(open_class: TrainingClass) -> None:
    make_learner(open_class, make_person("Nguyễn Văn An"))
    make_learner(open_class, make_person("Trần Thị Bình"))
    make_learner(open_class, make_person("Lê Văn Cường"))
    rows = [
        ["BẢNG ĐIỂM"],
        ["Mã lớp: TC-K15"],
        ["TT", "Họ và tên", "Điểm", None],
        [None, None, "Bằng số", "Bằng chữ"],
        [1, "Nguyễn Văn An", "8,5", "Tám rưỡi"],
        [2, "Trần Thị Bình", 85, None],
        [3, "Lê Văn Cường", 7.25, None],
    ]

    difference = take("grades", xlsx(rows, merges=["C3:D3", "A3:A4", "B3:B4"]))

    assert told(difference.errors) == [(6, "C", "import.score_range")]
    assert dict(Enrolment.objects.values_list("person__full_name", "score")) == {
        "Nguyễn Văn An": Decimal("8.5"),
        "Trần Thị Bình": None,
        "Lê Văn Cường": Decimal("7.25"),
    }


def test_attendance_is_marked_by_session(open_class: TrainingClass) -> None:
    learner = make_learner(open_class, make_person("Nguyễn Văn An"))
    first = make_session(open_class)
    second = make_session(open_class, FIRST_DAY + timedelta(days=1))
    days = [f"{one.on:%d/%m}" for one in (first, second)]
    rows = [["Lớp: Trung cấp LLCT K15"], ["STT", "Họ và tên", *days], [1, "Nguyễn Văn An", "x", "P"]]

    difference, again = take("attendance", xlsx(rows)), take("attendance", xlsx(rows))

    assert (outcomes(difference), outcomes(again)) == ({3: "new"}, {3: "unchanged"})
    assert dict(Attendance.objects.filter(enrolment=learner).values_list("session", "mark")) == {
        first.pk: "present",
        second.pk: "excused",
    }


def test_a_column_for_a_day_with_two_sessions_marks_both_and_says_so(open_class: TrainingClass) -> None:
    learner = make_learner(open_class, make_person("Nguyễn Văn An"))
    morning, afternoon = make_session(open_class), make_session(open_class, FIRST_DAY, DayPart.AFTERNOON)
    head = ["Lớp: Trung cấp LLCT K15"], ["STT", "Họ và tên", f"{FIRST_DAY:%d/%m}"]

    difference = take("attendance", xlsx([*head, [1, "Nguyễn Văn An", "P"]]))

    assert dict(Attendance.objects.filter(enrolment=learner).values_list("session", "mark")) == {
        morning.pk: "excused",
        afternoon.pk: "excused",
    }
    assert [(each.column, each.problem.code) for each in difference.warnings] == [("C", "import.mark_of_day")]


def test_a_column_for_the_morning_marks_the_morning_alone(open_class: TrainingClass) -> None:
    make_learner(open_class, make_person("Nguyễn Văn An"))
    morning = make_session(open_class)
    make_session(open_class, FIRST_DAY, DayPart.AFTERNOON)
    head = ["Lớp: Trung cấp LLCT K15"], ["STT", "Họ và tên", f"{FIRST_DAY:%d/%m} sáng"]

    take("attendance", xlsx([*head, [1, "Nguyễn Văn An", "x"]]))

    assert list(Attendance.objects.values_list("session", flat=True)) == [morning.pk]


def test_classes_of_the_past_come_with_people_results_and_papers(people: None) -> None:
    level = make_scale()[1]
    make_unit("Trường Chính trị", code="TCT")
    make_programme("Trung cấp lý luận chính trị", grants=level)
    head = ["Tên lớp", "Khai giảng", "Bế giảng", "Cơ sở đào tạo", "Họ và tên", "Kết quả", "Số chứng chỉ"]
    course = ["Trung cấp lý luận chính trị", "01/03/2012", "30/09/2013", "Trường Chính trị"]
    rows = [
        [*course, "Nguyễn Văn An", "Hoàn thành", "12/CC"],
        [None, None, None, None, "Trần Thị Bình", "Không đạt", None],
    ]

    first, second = take("history", xlsx([head, *rows])), take("history", xlsx([head, *rows]))

    assert told(first.errors) == []
    assert (set(outcomes(first).values()), set(outcomes(second).values())) == ({"new"}, {"unchanged"})
    assert list(TrainingClass.objects.values_list("name", "start_on", "end_on", "state")) == [
        ("Trung cấp lý luận chính trị", date(2012, 3, 1), date(2013, 9, 30), "finished")
    ]
    assert dict(Enrolment.objects.values_list("person__full_name", "state")) == {
        "Nguyễn Văn An": "completed",
        "Trần Thị Bình": "failed",
    }
    assert list(Credential.objects.values_list("person__full_name", "document_number", "earned_on")) == [
        ("Nguyễn Văn An", "12/CC", date(2013, 9, 30))
    ]
    undo_import(of_import=Import.objects.get(), by=SYSTEM)
    assert not TrainingClass.objects.exists()


def test_money_of_sources_and_classes_is_taken(open_class: TrainingClass) -> None:
    make_source("Ngân sách tỉnh", code="province_training")
    budgets = [
        ["KINH PHÍ NĂM 2026"],
        ["Nguồn kinh phí", "Số tiền (triệu đồng)"],
        ["Ngân sách tỉnh", "12.500"],
    ]
    costs = [
        ["Lớp", "Nguồn", "Dự toán", "Thực chi"],
        ["TC-K15", "Ngân sách tỉnh", "85.000.000", "80.500.000 đ"],
    ]

    take("funds", xlsx(budgets))
    first, second = take("funds", xlsx(costs)), take("funds", xlsx(costs))

    assert list(Budget.objects.values_list("year", "amount")) == [(2026, 12_500_000_000)]
    assert dict(ClassCost.objects.values_list("kind", "amount")) == {
        "estimate": 85_000_000,
        "spent": 80_500_000,
    }
    assert (outcomes(first), outcomes(second)) == ({2: "new"}, {2: "unchanged"})
