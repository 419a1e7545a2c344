"""Yearly ratings, a row or a column for each year."""

from __future__ import annotations

import pytest

from tests.exchange.sheets import compare, outcomes, take, told, xlsx
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from vun.common.actor import Actor
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import
from vun.records.people.domain import RatingGrade
from vun.records.people.models import Person, Rating

pytestmark = pytest.mark.django_db


@pytest.fixture
def an() -> Person:
    return make_person("Nguyễn Văn An", unit=make_unit("Sở Nội vụ"))


def rated() -> list[tuple[int, str]]:
    return list(Rating.objects.order_by("year").values_list("year", "grade"))


def test_a_row_for_each_year(an: Person) -> None:
    head = ["Họ và tên", "Ngày sinh", "Năm", "Xếp loại"]
    rows = [
        ["Nguyễn Văn An", "17/05/1980", 2024, "HTTNV"],
        ["Nguyễn Văn An", "17/05/1980", 2025, "Hoàn thành xuất sắc nhiệm vụ"],
    ]

    first, second = take("ratings", xlsx([head, *rows])), take("ratings", xlsx([head, *rows]))

    assert (outcomes(first), outcomes(second)) == ({2: "new", 3: "new"}, {2: "unchanged", 3: "unchanged"})
    assert rated() == [(2024, "good"), (2025, "excellent")]


def test_a_column_for_each_year(an: Person) -> None:
    head = [["STT", "Họ và tên", "Kết quả xếp loại", None, None], [None, None, 2023, 2024, "Năm 2025"]]

    difference = take(
        "ratings",
        xlsx([*head, [1, "Nguyễn Văn An", "HTXSNV", "Tốt", "Hoàn thành nhiệm vụ"]], merges=["C1:E1"]),
    )

    assert outcomes(difference) == {3: "new"}
    assert rated() == [(2023, "excellent"), (2024, "good"), (2025, "completed")]


def test_the_year_may_stand_in_the_title(an: Person) -> None:
    rows = [
        ["KẾT QUẢ XẾP LOẠI NĂM 2025"],
        ["STT", "Họ và tên", "Mức xếp loại"],
        [1, "Nguyễn Văn An", "HTTNV"],
    ]

    take("ratings", xlsx(rows))

    assert rated() == [(2025, "good")]


def test_a_rating_put_right_is_a_change_that_can_be_undone(an: Person) -> None:
    Rating.objects.create(person=an, year=2025, grade=RatingGrade.GOOD.value)

    difference = take("ratings", xlsx([["Họ và tên", "Năm", "Xếp loại"], ["Nguyễn Văn An", 2025, "HTXSNV"]]))

    assert outcomes(difference) == {2: "changed"}
    assert rated() == [(2025, "excellent")]
    undo_import(of_import=Import.objects.get(), by=Actor.system("tests"))
    assert rated() == [(2025, "good")]


def test_what_is_wrong_is_told(an: Person) -> None:
    head = ["Họ và tên", "Năm", "Xếp loại"]
    rows = [["Nguyễn Văn An", 2025, "Rất tốt"], ["Nguyễn Văn An", 2090, "Tốt"], ["Nguyễn Văn An", 2024, None]]

    assert told(compare("ratings", xlsx([head, *rows])).errors) == [
        (2, "C", "import.not_among_grades"),
        (3, "B", "people.rating_in_future"),
        (4, "C", "import.missing"),
    ]
