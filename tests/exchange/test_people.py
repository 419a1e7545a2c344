"""Rosters of people with posts: who is new, changed, as before, in conflict; what is wrong is told at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.exchange.sheets import ON, SYSTEM, compare, outcomes, take, told, xlsx
from tests.factories.orgs import make_unit
from tests.factories.people import make_ethnic_group, make_person, make_rank, make_title
from tests.factories.standards import make_requirement, make_scale
from vun.common.actor import Actor
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import
from vun.records.orgs.domain import Block, UnitLevel
from vun.records.orgs.models import Unit
from vun.records.people.models import Appointment, Person, Title
from vun.records.people.queries import national_id_of
from vun.records.sending.domain import AppointingMode
from vun.records.sending.models import StandardDebt
from vun.records.sending.operations import SIGNING_TIERS, set_policy

pytestmark = pytest.mark.django_db

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm"]
AN = [1, "NGUYỄN VĂN AN", "12/03/1980", "Nam", "020080000011", "Chuyên viên", "Sở Nội vụ", "01/02/2015"]
BINH = [2, "Trần Thị Bình", date(1985, 5, 6), "Nữ", 20185000022, "Chuyên viên", "Sở Nội vụ", "01/03/2016"]


@pytest.fixture
def department() -> Unit:
    make_title("Chuyên viên", code="expert")
    make_title("Giám đốc Sở", code="department-director", group="department_head")
    return make_unit("Sở Nội vụ", code="SNV")


def test_a_roster_is_taken_and_taken_again_changes_nothing(department: Unit) -> None:
    content = xlsx([HEAD, AN, BINH])

    first, second = take("people", content), take("people", content)

    assert (outcomes(first), outcomes(second)) == (
        {2: "new", 3: "new"},
        {2: "unchanged", 3: "unchanged"},
    )
    kept = Appointment.objects.order_by("person__sort_key").values_list(
        "person__full_name", "person__birth_on", "person__sex", "unit__name", "title", "start_on"
    )
    assert list(kept) == [
        ("Nguyễn Văn An", date(1980, 3, 12), "male", "Sở Nội vụ", "expert", date(2015, 2, 1)),
        ("Trần Thị Bình", date(1985, 5, 6), "female", "Sở Nội vụ", "expert", date(2016, 3, 1)),
    ]
    assert [national_id_of(person) for person in Person.objects.order_by("sort_key")] == [
        "020080000011",
        "020185000022",
    ]
    assert Import.objects.count() == 1


def test_all_mistakes_of_all_rows_are_told_together_and_good_rows_are_taken(department: Unit) -> None:
    bad = [3, "Lê Văn Cường", "31/02/1980", "Nam", "1234", "Chuyên viên", "Sở Lạ", "x"]
    worse = [4, None, "1985", "Khác", None, "Trưởng thôn", "Sở Nội vụ", None]

    difference = take("people", xlsx([HEAD, AN, bad, worse]))

    assert outcomes(difference) == {2: "new", 3: "refused", 4: "refused"}
    assert told(difference.errors) == [
        (3, "C", "values.no_such_day"),
        (3, "E", "values.identity_digits"),
        (3, "H", "values.not_a_date"),
        (3, "G", "import.unit_unknown"),
        (4, "D", "import.not_among_sexes"),
        (4, "B", "import.missing"),
        (4, "F", "import.title_unknown"),
    ]
    assert Person.objects.count() == 1


def test_a_title_is_not_judged_where_its_unit_is_not_known(department: Unit) -> None:
    head = [4, "Lê Văn Cường", "12/03/1980", "Nam", None, "Trưởng phòng", "Sở Lạ", None]
    assert told(compare("people", xlsx([HEAD, head])).errors) == [(2, "G", "import.unit_unknown")]


def test_a_standing_deputy_secretary_of_a_commune_s_party_committee_is_one(department: Unit) -> None:
    make_title("Phó Bí thư Đảng ủy cấp xã", code="commune-party-deputy-secretary")
    make_unit("Đảng ủy xã Tân Lập", level=UnitLevel.COMMUNE, block=Block.PARTY)
    deputy = [
        4,
        "Lê Văn Cường",
        "12/03/1980",
        "Nam",
        None,
        "Phó Bí thư Thường trực",
        "Đảng ủy xã Tân Lập",
        None,
    ]
    take("people", xlsx([HEAD, deputy]))
    assert Appointment.objects.get().title_id == "commune-party-deputy-secretary"


def test_birth_dates_under_men_and_women_tell_the_sex(department: Unit) -> None:
    rows = [
        ["DANH SÁCH CÁN BỘ"],
        ["STT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Chức vụ", "Đơn vị công tác"],
        [None, None, "Nam", "Nữ", None, None],
        [1, 2, 3, 4, 5, 6],
        [1, "Nguyễn Văn An", "12/03/1980", None, "Chuyên viên", "Sở Nội vụ"],
        [2, "Trần Thị Bình", None, "1985", "Giám đốc", "Sở Nội vụ"],
        [None, "Tổng cộng: 2 người"],
        [None, None, None, None, "NGƯỜI LẬP BIỂU"],
    ]
    merges = ["A1:F1", "C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"]

    difference = take("people", xlsx(rows, merges=merges))

    assert outcomes(difference) == {5: "new", 6: "new"}
    assert list(Person.objects.order_by("sort_key").values_list("full_name", "sex", "birth_on")) == [
        ("Nguyễn Văn An", "male", date(1980, 3, 12)),
        ("Trần Thị Bình", "female", date(1985, 1, 1)),
    ]
    assert set(Appointment.objects.values_list("title", flat=True)) == {"expert", "department-director"}
    assert (6, "D", "import.birth_filled_in") in told(difference.warnings)


def test_sections_name_the_unit_of_the_people_below_them(department: Unit) -> None:
    make_unit("Sở Tài chính", code="STC")
    rows = [
        ["TT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ"],
        ["I", "Sở Nội vụ"],
        [1, "Nguyễn Văn An", 1980, "Nam", "Chuyên viên"],
        ["II", "Sở Tài chính (1 người)"],
        [1, "Trần Thị Bình", 1985, "Nữ", "Chuyên viên"],
    ]

    difference = take("people", xlsx(rows))

    assert outcomes(difference) == {3: "new", 5: "new"}
    assert list(
        Appointment.objects.order_by("unit__code").values_list("unit__code", "person__full_name")
    ) == [
        ("SNV", "Nguyễn Văn An"),
        ("STC", "Trần Thị Bình"),
    ]


def test_what_differs_is_told_field_by_field_and_written(department: Unit) -> None:
    make_ethnic_group("02", "Tày")
    person = make_person("Nguyễn Văn An", unit=department, title=None, birth_on=date(1980, 3, 12))
    Appointment.objects.update(title="expert")
    head = [
        "Họ và tên",
        "Ngày sinh",
        "Giới tính",
        "Dân tộc",
        "Điện thoại",
        "Chức vụ",
        "Đơn vị",
        "Ngày bổ nhiệm",
    ]
    row = ["Nguyễn Văn An", "12/03/1980", "Nam", "Tày", 912345678, "Giám đốc", "Sở Nội vụ", "01/05/2026"]

    difference = take("people", xlsx([head, row]))

    (verdict,) = difference.verdicts
    assert [(change.field, change.before, change.after) for change in verdict.changes] == [
        ("Dân tộc", "", "***"),
        ("Điện thoại", "", "0912345678"),
        ("Chức vụ", "Chuyên viên, Sở Nội vụ", "Giám đốc Sở, Sở Nội vụ"),
    ]
    person.refresh_from_db()
    assert (person.ethnic_group_id, person.phone) == ("02", "0912345678")
    assert list(person.appointments.order_by("start_on").values_list("title", "end_on")) == [
        ("expert", date(2026, 5, 1)),
        ("department-director", None),
    ]


def test_what_the_file_leaves_out_stays_on_record(department: Unit) -> None:
    make_person("Nguyễn Văn An", unit=department, phone="0912345678", birth_on=date(1980, 3, 12))
    Appointment.objects.update(title="expert")
    row = ["Nguyễn Văn An", "1980", "Nam", "Chuyên viên", "Sở Nội vụ"]

    difference = compare("people", xlsx([["Họ và tên", "Năm sinh", "Giới tính", "Chức vụ", "Đơn vị"], row]))

    assert outcomes(difference) == {2: "unchanged"}


def test_a_number_that_belongs_to_somebody_else_is_a_conflict(department: Unit) -> None:
    make_person("Hoàng Văn Thái", unit=department, national_id="020080000011")

    difference = compare("people", xlsx([HEAD, AN]))

    assert outcomes(difference) == {2: "conflict"}
    assert told(difference.errors) == [(2, "E", "import.number_of_another")]


def test_tone_marks_put_otherwise_and_decomposed_letters_are_the_same_name(department: Unit) -> None:
    make_person("Nguyễn Thị Hoà", unit=department, birth_on=date(1980, 3, 12), sex="female")
    Appointment.objects.update(title="expert")
    head = ["Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị"]
    row = ["Nguye\u0302\u0303n Thi\u0323 Ho\u0300a", "12/03/1980", "Nữ", "Chuyên viên", "Sở Nội vụ"]

    assert outcomes(compare("people", xlsx([head, row]))) == {2: "unchanged"}


def test_who_is_on_record_in_the_unit_and_not_in_the_file_is_missing(department: Unit) -> None:
    make_person("Hoàng Văn Thái", unit=department)

    difference = compare("people", xlsx([HEAD, AN]))

    assert difference.missing == ["Hoàng Văn Thái (Sở Nội vụ)"]


def test_an_import_is_undone_as_a_whole(department: Unit) -> None:
    make_person("Trần Thị Bình", unit=department, birth_on=date(1985, 5, 6), sex="female")
    Appointment.objects.update(title="expert")
    take("people", xlsx([HEAD, AN, BINH]))

    undo_import(of_import=Import.objects.get(), by=Actor.system("tests"))

    assert list(Person.objects.values_list("full_name", "national_id_index")) == [("Trần Thị Bình", None)]
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("mode", [AppointingMode.BLOCK, AppointingMode.WARN])
def test_a_file_gives_nobody_a_post_below_its_standard_that_a_form_would_not(
    department: Unit, mode: AppointingMode
) -> None:
    scopes = [{"title": Title.objects.get(code="department-director")}]
    make_requirement(make_scale()[1], name="Cao cấp lý luận chính trị", scopes=scopes)
    set_policy(
        release_percent=0, signer_tiers=SIGNING_TIERS, appointing=mode, debt_months=18, start_on=ON, by=SYSTEM
    )
    head = [3, "Lê Văn Cường", "12/03/1980", "Nam", None, "Giám đốc Sở", "Sở Nội vụ", ON]
    take("people", xlsx([HEAD, AN]))
    risen = [*AN[:5], "Giám đốc Sở", "Sở Nội vụ", ON]

    difference = take("people", xlsx([HEAD, risen, BINH, head]))

    refused = "refused" if mode is AppointingMode.BLOCK else None
    assert outcomes(difference) == {2: refused or "changed", 3: "new", 4: refused or "new"}
    assert told(difference.errors) == (
        [(2, "F", "sending.below_standard"), (4, "F", "sending.below_standard")] if refused else []
    )
    assert StandardDebt.objects.count() == (0 if refused else 2)
    undo_import(of_import=Import.objects.latest("pk"), by=SYSTEM)
    assert (Person.objects.get().full_name, StandardDebt.objects.count()) == ("Nguyễn Văn An", 0)
    assert Appointment.objects.get().end_on is None


def test_one_post_below_standard_does_not_have_the_others_of_a_file_tried_one_by_one(
    department: Unit,
) -> None:
    """As many queries for fifteen people as for five: of whom one is refused, and of those on record another."""
    scopes = [{"title": Title.objects.get(code="department-director")}]
    make_requirement(make_scale()[1], scopes=scopes)
    set_policy(
        release_percent=0,
        signer_tiers=SIGNING_TIERS,
        appointing=AppointingMode.BLOCK,
        debt_months=18,
        start_on=ON,
        by=SYSTEM,
    )
    take("people", xlsx([HEAD, AN]))
    risen = [*AN[:5], "Giám đốc Sở", "Sở Nội vụ", ON]
    head = [3, "Lê Văn Cường", "12/03/1980", "Nam", None, "Giám đốc Sở", "Sở Nội vụ", ON]
    costs = []
    for count in (3, 13):
        born = [BINH[2] + timedelta(days=31 * number) for number in range(count)]
        others = [[2, "Trần Thị Bình", birth_on, "Nữ", None, *BINH[5:7], ON] for birth_on in born]
        content = xlsx([HEAD, risen, head, *others])
        with CaptureQueriesContext(connection) as asked:
            difference = compare("people", content)
        costs.append(len(asked))
        assert outcomes(difference) == {2: "refused", 3: "refused"} | dict.fromkeys(
            range(4, count + 4), "new"
        )
    assert costs[0] == costs[1]


@pytest.mark.parametrize("written", ["01.003", "Chuyên viên (01.003)", "01003", 1.003, "chuyen vien"])
def test_ranks_are_known_by_name_and_by_what_spreadsheets_make_of_their_codes(
    written: object, department: Unit
) -> None:
    make_rank("Chuyên viên", "01.003")

    take("people", xlsx([[*HEAD, "Mã ngạch"], [*AN, written]]))

    assert list(Appointment.objects.values_list("rank", flat=True)) == ["01.003"]
