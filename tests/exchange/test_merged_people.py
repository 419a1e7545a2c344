"""Files and records that were merged: either's name and number mean the one that goes on; likes are pointed at."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.exchange.sheets import compare, outcomes, take, told, xlsx
from tests.factories.orgs import TESTS, make_unit
from tests.factories.people import make_person, make_title
from tests.factories.problems import problem
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import
from vun.records.orgs.models import Unit
from vun.records.people import operations
from vun.records.people.domain import Side
from vun.records.people.models import Person, PersonMerge

pytestmark = pytest.mark.django_db
HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Chức vụ", "Đơn vị"]


@pytest.fixture
def department() -> Unit:
    make_title("Chuyên viên", code="expert")
    return make_unit("Sở Nội vụ", code="SNV")


def row(name: str, birth: str, number: str | None = None) -> list[object]:
    return [name, birth, "Nam", number, "Chuyên viên", "Sở Nội vụ"]


def merged(department: Unit) -> tuple[Person, PersonMerge]:
    one = make_person("Nông Văn An", unit=department, national_id="020080000001")
    one.appointments.update(title="expert")
    two = make_person("Nông Ngọc Ẩn", birth_on=date(1981, 2, 3), national_id="020081000002")
    answers = dict.fromkeys(("full_name", "birth_on", "national_id"), Side.SURVIVOR)
    return one, operations.merge_persons(survivor=one, merged=two, reason="Trùng", fields=answers, by=TESTS)


@pytest.mark.parametrize(
    "said",
    [
        row("Nông Ngọc Ẩn", "03/02/1981", "020081000002"),
        row("Nông Ngọc Ẩn", "03/02/1981"),
        row("Nông Văn An", "17/05/1980", "020080000001"),
    ],
)
def test_what_a_merged_record_said_means_the_other_and_does_not_come_back(
    department: Unit, said: list[object]
) -> None:
    merged(department)

    difference = compare("people", xlsx([HEAD, said]))

    assert (outcomes(difference), told(difference.errors)) == ({2: "unchanged"}, [])


def test_a_new_row_like_somebody_on_record_is_pointed_out(department: Unit) -> None:
    make_person("Nông Văn An", unit=department, birth_on=date(1980, 12, 5), national_id="020080000001")
    make_person("Lý Văn Mai", birth_on=date(1980, 12, 5))

    difference = compare(
        "people",
        xlsx([HEAD, row("Nông Văn An", "12/05/1980"), row("Lý Văn Mai", "12/05/1980")]),
    )

    assert outcomes(difference) == {2: "new", 3: "new"}
    assert [place for place in told(difference.warnings) if place[2] == "import.looks_like"] == [
        (2, "A", "import.looks_like")
    ]


def test_an_import_is_not_undone_under_a_merge(department: Unit) -> None:
    take("people", xlsx([HEAD, row("Nông Văn An", "17/05/1980")]))
    made = Person.objects.get()
    kept = make_person("Nông Văn An")
    merge = operations.merge_persons(survivor=kept, merged=made, reason="Trùng", by=TESTS)

    with problem("imports.merged_since"):
        undo_import(of_import=Import.objects.get(), by=TESTS)
    operations.part_persons(merge=merge, by=TESTS)
    undo_import(of_import=Import.objects.get(), by=TESTS)

    assert list(Person.objects.all()) == [kept]


def test_somebody_who_left_the_unit_or_works_below_it_is_pointed_out_too(department: Unit) -> None:
    gone = make_person("Nông Văn An", unit=department, birth_on=date(1980, 12, 5))
    gone.appointments.update(end_on=date(2020, 1, 1))
    make_person("Lý Văn Mai", unit=make_unit("Phòng B", parent=department), birth_on=date(1980, 12, 5))

    difference = compare(
        "people",
        xlsx([HEAD, row("Nông Văn An", "12/05/1980"), row("Lý Văn Mai", "12/05/1980")]),
    )

    assert [place[0] for place in told(difference.warnings) if place[2] == "import.looks_like"] == [2, 3]


def test_namesakes_on_record_cost_the_same_for_one_new_row_and_for_ten(department: Unit) -> None:
    for number in range(5):
        make_person("Nông Văn An", unit=department, birth_on=date(1980, 1, 1 + number))
    costs = []
    for count in (1, 10):
        rows = [
            row("Nông Văn An", f"{20 + number % 9:02}/{2 + number // 9:02}/1980") for number in range(count)
        ]
        with CaptureQueriesContext(connection) as queries:
            difference = compare("people", xlsx([HEAD, *rows]))
        assert difference.counts["new"] == count
        costs.append(len(queries))
    assert costs[0] == costs[1]
