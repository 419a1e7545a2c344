"""The Party's forms of staff and leaders: every post counts, nobody twice in a column, every rank in one row."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.credentials import make_credential
from tests.factories.orgs import Tree, make_tree, make_unit
from tests.factories.people import make_appointment, make_person, make_rank, make_title
from tests.factories.reports import scope
from vun.records.orgs.domain import Block, UnitLevel
from vun.records.orgs.models import Unit
from vun.records.people.domain import Sex, StaffKind
from vun.records.people.models import Person, Title
from vun.records.standards.domain import RecordTable
from vun.records.standards.models import Scale, ScaleLevel
from vun.reports.counting.opening import open_cell
from vun.reports.counting.running import run
from vun.reports.model import Report
from vun.reports.shipped import shipped

pytestmark = pytest.mark.django_db


def title(code: str, group: str = "", **more: object) -> Title:
    return make_title(code, code=code, group=group or code, kind=StaffKind.CADRE, **more)  # type: ignore[arg-type]


def seat(person: Person, unit: Unit, code: str, end_on: date | None = None) -> None:
    """A further post beside the primary one."""
    found = Title.objects.filter(pk=code).first() or title(code)
    make_appointment(person, unit, found, is_primary=False, end_on=end_on)


def column(report: Report, row_key: str) -> dict[str, object]:
    """The figures of one row that are not nothing, by column."""
    row = next(row for row in report.rows if row.key == row_key)
    return {key: figure.value for key, figure in row.figures.items() if figure.value}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_one_leader_stands_in_every_column_of_what_she_holds_and_once_in_each(tree: Tree) -> None:
    council = make_unit("Hội đồng nhân dân tỉnh")
    secretary = make_person(
        "Nông Thị Hà", unit=tree.party, title=title("province-party-secretary"), sex=Sex.FEMALE.value
    )
    seat(secretary, council, "province-council-chair")
    seat(secretary, tree.party, "province-standing-committee-member")
    director = make_person(
        "Vi Văn Sở", unit=tree.department, title=title("department-director", "department_head")
    )
    seat(director, tree.party, "province-party-committee-member")
    former = make_person("Lê Văn Cũ", unit=tree.department, title=make_title())
    seat(former, tree.party, "province-party-committee-member", end_on=date(2026, 12, 31))

    report = run(shipped("bieu-9a-btctw"), scope())

    assert column(report, "T") == {"bch": 2, "btv": 1, "cu.bt": 1, "hd.ct": 1, "so.t": 1}
    assert column(report, "T.N") == {"bch": 1, "btv": 1, "cu.bt": 1, "hd.ct": 1}
    opened = open_cell(shipped("bieu-9a-btctw"), scope(), "T", "bch")
    assert opened.ids == (secretary.pk, director.pk)
    assert opened.posts == {
        secretary.pk: f"province-party-secretary, {tree.party.name}; "
        f"province-standing-committee-member, {tree.party.name}",
        director.pk: f"province-party-committee-member, {tree.party.name}",
    }


def test_somebody_of_a_commune_is_of_the_provincial_committee_too(tree: Tree) -> None:
    secretary = make_person("Lý Văn Xã", unit=tree.commune, title=title("commune-party-secretary"))
    seat(secretary, tree.party, "province-party-committee-member")
    seat(secretary, tree.commune, "commune-council-chair")

    assert column(run(shipped("bieu-9a-btctw"), scope()), "T") == {"bch": 1}
    assert column(run(shipped("bieu-9b-btctw"), scope()), "T") == {}
    assert column(run(shipped("bieu-9c-btctw"), scope()), "T") == {"bch": 1, "btv": 1, "cu.bt": 1, "hd.ct": 1}


def test_the_head_of_the_school_is_counted_with_public_service_units_only(tree: Tree) -> None:
    make_person(
        "Hoàng Văn Trường", unit=tree.school, title=title("political-school-rector", "party_department_head")
    )

    assert column(run(shipped("bieu-9a-btctw"), scope()), "T") == {"sn.t": 1}


def test_age_degree_and_academic_title_are_those_of_the_last_day(tree: Tree) -> None:
    scale = Scale.objects.create(
        code="academic_title", name="Học hàm", is_ordered=True, record_table=RecordTable.ACADEMIC, order=1
    )
    associate, full = (
        ScaleLevel.objects.create(scale=scale, code=code, name=code, order=order)
        for order, code in enumerate(("HH-PGS", "HH-GS"))
    )
    chair = title("province-committee-chair")
    person = make_person("Triệu Văn Giáo", unit=tree.department, title=chair, birth_on=date(1985, 12, 31))
    make_credential(person, associate, date(2020, 1, 1))
    make_credential(person, full, date(2027, 1, 1))

    report = run(shipped("bieu-9a-btctw"), scope())

    assert {row.key for row in report.rows if column(report, row.key)} == {"T", "1.50", "3"}
    party = make_person("Giang Văn Đảng", unit=tree.party, title=make_title())
    make_credential(party, associate, date(2020, 1, 1))
    make_credential(party, full, date(2026, 12, 31))
    whole = run(shipped("bieu-8b-btctw"), scope())
    assert (column(whole, "6.1"), column(whole, "6.2")) == (
        {},
        dict.fromkeys(("all", "province.T", "province.D"), 1),
    )


def test_form_8b_tells_contracts_apart_and_ranks_of_public_employees_by_class(tree: Tree) -> None:
    below_party = make_unit("Nhà khách Tỉnh ủy", parent=tree.party, block=Block.SERVICE)
    committee = make_unit(
        "Huyện ủy", parent=tree.district, level=UnitLevel.DISTRICT, block=Block.PARTY, code="HU"
    )
    expert, clerk = make_rank("Chuyên viên", "01.003"), make_rank("Nhân viên", "01.005")
    for name, unit, kind, rank in (
        ("Người Một", tree.party, StaffKind.CIVIL_SERVANT, expert),
        ("Người Hai", below_party, StaffKind.PUBLIC_EMPLOYEE, expert),
        ("Người Ba", below_party, StaffKind.PUBLIC_EMPLOYEE, clerk),
        ("Người Bốn", tree.party, StaffKind.SUPPORT_CONTRACT, clerk),
        ("Người Năm", committee, StaffKind.CONTRACT, None),
        ("Người Sáu", committee, StaffKind.RESERVE_CADRE, None),
        ("Người Bảy", tree.department, StaffKind.CIVIL_SERVANT, expert),
        ("Người Tám", tree.school, StaffKind.PUBLIC_EMPLOYEE, expert),
    ):
        make_appointment(make_person(name), unit, make_title(), kind=kind, rank=rank)

    report = run(shipped("bieu-8b-btctw"), scope())

    party, service = (
        {"all": 1, "province.T": 1, "province.D": 1},
        {"all": 1, "province.T": 1, "province.S": 1},
    )
    assert column(report, "T") == {
        "all": 5, "province.T": 4, "province.D": 2, "province.S": 2, "district.T": 1, "district.D": 1
    }  # fmt: skip
    assert column(report, "T.CBCC") == party
    assert column(report, "T.VC") == {"all": 2, "province.T": 2, "province.S": 2}
    assert column(report, "T.HD68") == party
    assert column(report, "T.HDK") == {"all": 1, "district.T": 1, "district.D": 1}
    assert (column(report, "3.3"), column(report, "3.5")) == (party, {})
    assert (column(report, "4.3"), column(report, "4.5")) == (service, service)
