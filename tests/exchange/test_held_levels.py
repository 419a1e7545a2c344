"""Levels in a column each, without a day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import SYSTEM, compare, outcomes, take, told, xlsx
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from vun.records.credentials.models import Credential
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import
from vun.records.orgs.models import Unit
from vun.records.people import catalogue as people_catalogue
from vun.records.standards import catalogue

pytestmark = pytest.mark.django_db

TITLES = [["DANH SÁCH CÁN BỘ, CÔNG CHỨC SỞ NỘI VỤ"], ["(Tính đến ngày 31/12/2025)"]]
WIDE = [
    ["STT", "Họ và tên", "Ngày sinh", "Trình độ", None, None, None, None],
    [None, None, None, "Chuyên môn", "LLCT", "QLNN", "Ngoại ngữ", "Tin học"],
]
MERGES = ["D3:H3", "A3:A4", "B3:B4", "C3:C4"]
HELD = ("person__full_name", "level__code", "name", "earned_on", "is_day_unknown")
BY = date(2025, 12, 31)


@pytest.fixture
def unit() -> None:
    people_catalogue.load_catalogues(by=SYSTEM)
    catalogue.load_catalogues(by=SYSTEM)
    make_unit("Sở Nội vụ", code="SNV")


def _people() -> None:
    make_person("Nguyễn Văn An")
    make_person("Trần Thị Bình", sex="female")


def test_levels_of_a_wide_list_are_held_by_its_day_and_once(unit: None) -> None:
    _people()
    rows = [
        [1, "Nguyễn Văn An", "17/05/1980", "Đại học Luật", "CC", "CVC", "Tiếng Anh B1", "CB"],
        [2, "Trần Thị Bình", "17/05/1980", "ThS", None, "chưa", None, None],
    ]
    content = xlsx([*TITLES, *WIDE, *rows], merges=MERGES)

    first, second = take("qualifications", content), take("qualifications", content)

    assert told(first.errors) == []
    assert (outcomes(first), outcomes(second)) == ({5: "new", 6: "new"}, {5: "unchanged", 6: "unchanged"})
    assert "import.held_without_day" in [remark.problem.code for remark in first.warnings]
    assert list(Credential.objects.order_by("pk").values_list(*HELD)) == [
        ("Nguyễn Văn An", "CM-DH", "Đại học Luật", BY, True),
        ("Nguyễn Văn An", "LLCT-CC", "Cao cấp lý luận chính trị", BY, True),
        ("Nguyễn Văn An", "QLNN-CVC", "Chương trình chuyên viên chính", BY, True),
        ("Nguyễn Văn An", "TH-CB", "Ứng dụng công nghệ thông tin cơ bản", BY, True),
        ("Nguyễn Văn An", "NN-BAC3", "Tiếng Anh B1", BY, True),
        ("Trần Thị Bình", "CM-THS", "Thạc sĩ", BY, True),
    ]
    undo_import(of_import=Import.objects.get(), by=SYSTEM)
    assert not Credential.objects.exists()


def test_a_level_nobody_knows_is_told_in_its_cell(unit: None) -> None:
    _people()
    rows = [[1, "Nguyễn Văn An", "17/05/1980", "Đại học", "Bậc trời", None, None, None]]

    difference = compare("qualifications", xlsx([*TITLES, *WIDE, *rows], merges=MERGES))

    assert (outcomes(difference), told(difference.errors)) == (
        {5: "refused"},
        [(5, "E", "import.level_unknown")],
    )


def test_the_paper_takes_the_place_of_what_the_list_said(unit: None) -> None:
    _people()
    wide = [[1, "Nguyễn Văn An", "17/05/1980", "ĐH", None, None, None, None]]
    take("qualifications", xlsx([*TITLES, *WIDE, *wide], merges=MERGES))
    head = ["Họ và tên", "Ngày sinh", "Văn bằng, chứng chỉ", "Chuyên ngành", "Năm tốt nghiệp"]
    paper = ["Nguyễn Văn An", "17/05/1980", "Đại học", "Luật", "15/06/2003"]

    first, second = (take("qualifications", xlsx([head, paper])) for _ in range(2))

    assert (outcomes(first), outcomes(second)) == ({2: "changed"}, {2: "unchanged"})
    assert list(Credential.objects.values_list(*HELD)) == [
        ("Nguyễn Văn An", "CM-DH", "Đại học", date(2003, 6, 15), False)
    ]


def test_a_roster_brings_the_levels_of_new_people_and_adds_what_is_missing_of_others(unit: None) -> None:
    make_person("Nguyễn Văn An", unit=Unit.objects.get(code="SNV"))
    head = ["Họ và tên", "Ngày sinh", "Giới tính", "Trình độ chuyên môn", "Lý luận chính trị", "Tin học"]
    rows = [
        ["Nguyễn Văn An", "17/05/1980", "Nam", "Đại học Luật", "Trung cấp", None],
        ["Trần Thị Bình", "02/09/1985", "Nữ", "Thạc sĩ", "Bậc trời", "A"],
    ]
    content = xlsx([*TITLES, head, *rows])

    first, second = take("people", content), take("people", content)

    assert told(first.errors) == []
    assert (outcomes(first), outcomes(second)) == ({4: "changed", 5: "new"}, {4: "unchanged", 5: "unchanged"})
    assert (5, "E", "import.level_unknown") in told(first.warnings)
    assert list(Credential.objects.order_by("pk").values_list(*HELD)) == [
        ("Nguyễn Văn An", "CM-DH", "Đại học Luật", BY, True),
        ("Nguyễn Văn An", "LLCT-TC", "Trung cấp", BY, True),
        ("Trần Thị Bình", "CM-THS", "Thạc sĩ", BY, True),
        ("Trần Thị Bình", "TH-A", "Chứng chỉ A (cũ)", BY, True),
    ]
    undo_import(of_import=Import.objects.get(), by=SYSTEM)
    assert not Credential.objects.exists()
