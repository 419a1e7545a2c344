"""The six tables of the personnel record and the single table of the older forms."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import compare, outcomes, take, told, xlsx
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from vun.common.actor import Actor
from vun.exchange.matching.levels import table_in, table_of_paper
from vun.exchange.model import Outcome
from vun.records.credentials.models import Credential
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import
from vun.records.people import catalogue as people_catalogue
from vun.records.people.models import Person
from vun.records.standards import catalogue
from vun.records.standards.domain import RecordTable

pytestmark = pytest.mark.django_db


@pytest.fixture
def an() -> Person:
    system = Actor.system("tests")
    people_catalogue.load_catalogues(by=system)
    catalogue.load_catalogues(by=system)
    return make_person("Nguyễn Văn An", unit=make_unit("Sở Nội vụ"), national_id="020080000011")


def held() -> list[tuple[str, str, date]]:
    rows = Credential.objects.order_by("earned_on", "pk").values_list("level__code", "name", "earned_on")
    return list(rows)


SHEET_OF_ONE = [
    ["SƠ YẾU LÝ LỊCH"],
    ["Họ và tên khai sinh: NGUYỄN VĂN AN", None, "Số CCCD: 020080000011"],
    ["32.1- Chuyên môn (từ trung cấp trở lên)"],
    [
        "Tháng/năm",
        None,
        "Tên cơ sở đào tạo",
        "Chuyên ngành đào tạo",
        "Hình thức đào tạo",
        "Văn bằng, trình độ",
    ],
    ["Từ", "Đến"],
    ["09/1998", "06/2002", "Đại học Luật Hà Nội", "Luật", "Chính quy", "Cử nhân"],
    ["2008", "2010", "Học viện Hành chính", "Quản lý công", "Tại chức", "Thạc sĩ"],
    [],
    ["32.2- Lý luận chính trị"],
    ["Tháng/năm", None, "Tên cơ sở đào tạo", "Hình thức đào tạo", "Văn bằng được cấp"],
    ["Từ", "Đến"],
    ["03/2012", "03/2013", "Học viện Chính trị khu vực I", "Tập trung", "Cao cấp LLCT"],
    [],
    ["32.6- Ngoại ngữ/ tiếng dân tộc"],
    ["Tháng/năm", None, "Tên cơ sở đào tạo", "Tên ngoại ngữ/tiếng dân tộc", "Chứng chỉ được cấp", "Điểm số"],
    ["Từ", "Đến"],
    ["01/2015", "06/2015", "Đại học Thái Nguyên", "Tiếng Anh", "B1", "6,5"],
    ["01/2016", "06/2016", "Trường Chính trị", "Tiếng Tày", "Chứng chỉ", None],
]


def test_the_tables_of_one_record_are_taken_and_taken_again_change_nothing(an: Person) -> None:
    content = xlsx(SHEET_OF_ONE)

    first, second = take("qualifications", content), take("qualifications", content)

    assert told(first.errors) == []
    assert set(outcomes(first).values()) == {"new"}
    assert set(outcomes(second).values()) == {"unchanged"}
    assert held() == [
        ("CM-DH", "Cử nhân", date(2002, 6, 1)),
        ("CM-THS", "Thạc sĩ", date(2010, 1, 1)),
        ("LLCT-CC", "Cao cấp LLCT", date(2013, 3, 1)),
        ("NN-BAC3", "Tiếng Anh B1", date(2015, 6, 1)),
        ("TDT-TAY", "Tiếng Tày Chứng chỉ", date(2016, 6, 1)),
    ]
    degree = Credential.objects.get(level__code="CM-DH")
    assert (degree.issuer, degree.major, degree.mode, degree.studied_from) == (
        "Đại học Luật Hà Nội",
        "Luật",
        "Chính quy",
        date(1998, 9, 1),
    )


def test_the_single_table_of_older_forms_is_parted_by_what_the_papers_are(an: Person) -> None:
    head = [
        "Họ và tên",
        "Tên trường",
        "Chuyên ngành đào tạo, bồi dưỡng",
        "Từ tháng, năm - đến tháng, năm",
        "Hình thức đào tạo",
        "Văn bằng, chứng chỉ, trình độ gì",
    ]
    rows = [
        ["Nguyễn Văn An", "ĐH Luật", "Luật", "09/1998 - 06/2002", "Chính quy", "Cử nhân"],
        [None, "Trường Chính trị", "Lý luận chính trị", "2005-2006", "Tại chức", "Trung cấp"],
        [None, "Học viện HCQG", "Quản lý nhà nước", "3/2007 đến 6/2007", None, "Chứng chỉ chuyên viên chính"],
        [None, "Trường Quân sự tỉnh", "Kiến thức QPAN", "5/2010", None, "Giấy chứng nhận đối tượng 3"],
        [None, "Trung tâm tin học", "Tin học", "2011", None, "Chứng chỉ B"],
        [None, "Trung tâm ngoại ngữ", "Tiếng Anh", "2012", None, "Chứng chỉ C"],
    ]  # fmt: skip

    difference = take("qualifications", xlsx([head, *rows]))

    assert told(difference.errors) == []
    assert [code for code, _, _ in held()] == ["CM-DH", "LLCT-TC", "QLNN-CVC", "QPAN-3", "TH-B", "NN-C"]
    assert set(Credential.objects.values_list("person", flat=True)) == {an.pk}


def test_what_is_wrong_with_a_paper_is_told(an: Person) -> None:
    head = ["Số CCCD", "Họ và tên", "Loại", "Đến tháng/năm", "Tên cơ sở đào tạo", "Văn bằng, trình độ"]
    rows = [
        ["020080000011", "Nguyễn Văn An", "Chuyên môn", "06/2002", "ĐH Luật", "Cử nhân"],
        ["020080000011", "Trần Văn Bình", "Chuyên môn", "06/2002", "ĐH Luật", "Cử nhân"],
        [None, "Lê Thị Lạ", "LLCT", "06/2002", None, "Cao cấp"],
        ["020080000011", "Nguyễn Văn An", "Tin học", "06/2002", None, "Nhân viên đánh máy"],
        ["020080000011", "Nguyễn Văn An", "LLCT", None, None, "Cao cấp"],
        ["020080000011", "Nguyễn Văn An", "LLCT", "06/2030", None, "Cao cấp"],
        ["020080000011", "Nguyễn Văn An", "LLCT", "13/2003", None, "Cao cấp"],
    ]

    difference = compare("qualifications", xlsx([head, *rows]))

    assert outcomes(difference) == {2: "new"} | dict.fromkeys(range(3, 9), "refused")
    assert told(difference.errors) == [
        (3, "B", "import.number_of_another"),
        (4, "B", "import.person_unknown"),
        (5, "F", "import.level_unknown"),
        (6, "D", "import.missing"),
        (7, "D", "import.day_in_future"),
        (8, "D", "values.no_such_day"),
    ]


def test_a_paper_on_record_is_completed_and_the_import_undone(an: Person) -> None:
    head = ["Họ và tên", "Ngày cấp", "Nơi cấp", "Văn bằng, trình độ", "Loại"]
    take("qualifications", xlsx([head, ["Nguyễn Văn An", "15/06/2013", None, "Cao cấp", "LLCT"]]))

    again = take("qualifications", xlsx([head, ["Nguyễn Văn An", "2013", "Học viện", "Cao cấp", "LLCT"]]))

    (verdict,) = again.verdicts
    assert [(change.field, change.before, change.after) for change in verdict.changes] == [
        ("Tên cơ sở đào tạo", "", "Học viện")
    ]
    undo_import(of_import=Import.objects.first(), by=Actor.system("tests"))
    assert list(Credential.objects.values_list("earned_on", "issuer")) == [(date(2013, 6, 15), "")]


def test_a_paper_that_came_with_a_certificate_stays_as_the_class_wrote_it(an: Person) -> None:
    head = ["Họ và tên", "Ngày cấp", "Nơi cấp", "Văn bằng, trình độ", "Loại"]
    take("qualifications", xlsx([head, ["Nguyễn Văn An", "15/06/2013", None, "Cao cấp", "LLCT"]]))
    Credential.objects.update(is_from_certificate=True)

    again = take("qualifications", xlsx([head, ["Nguyễn Văn An", "2013", "Học viện", "Cao cấp", "LLCT"]]))

    assert [(verdict.outcome, verdict.changes) for verdict in again.verdicts] == [(Outcome.UNCHANGED, ())]
    assert list(Credential.objects.values_list("earned_on", "issuer")) == [(date(2013, 6, 15), "")]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("32.3- Bồi dưỡng quản lý nhà nước/ chức danh nghề nghiệp/ nghiệp vụ chuyên ngành", "32.3"),
        ("32.4 Bồi dưỡng kiến thức an ninh, quốc phòng", "32.4"),
        ("Lý luận chính trị", "32.2"),
        ("Tin học, ngoại ngữ", None),
    ],
)
def test_headings_tell_the_table(text: str, table: str | None) -> None:
    assert table_in(text) == (RecordTable(table) if table else None)


@pytest.mark.parametrize(
    ("diploma", "major", "table"),
    [
        ("Đại học", "Công nghệ thông tin", "32.1"),
        ("Chứng chỉ", "Công nghệ thông tin cơ bản", "32.5"),
        ("Cử nhân", "Tiếng Anh", "32.1"),
        ("Cử nhân chính trị", "", "32.2"),
        ("Cao cấp", "Chính trị - hành chính", "32.2"),
        ("Chứng chỉ", "Bồi dưỡng ngạch chuyên viên", "32.3"),
    ],
)
def test_papers_tell_the_table(diploma: str, major: str, table: str) -> None:
    assert table_of_paper(diploma, major) == RecordTable(table)
