"""Units with their place in the tree, and what decisions did to them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exchange.sheets import compare, outcomes, take, told, xlsx
from tests.factories.orgs import make_root, make_unit
from tests.factories.people import make_person
from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.exchange.matching.units import UnitIndex
from vun.records.imports.models import Import
from vun.records.imports.operations import undo_import
from vun.records.orgs.models import Unit, UnitAncestor, UnitState
from vun.records.people.models import Appointment

pytestmark = pytest.mark.django_db

HEAD = ["Mã", "Tên đơn vị", "Cấp", "Khối", "Đơn vị cấp trên", "Ngày thành lập"]
TREE = [
    ["T", "Tỉnh Mẫu", "Cấp tỉnh", "Nhà nước", None, "01/01/2000"],
    ["SNV", "Sở Nội vụ", "Cấp tỉnh", "Nhà nước", "Tỉnh Mẫu", "01/01/2001"],
    ["SNV-VP", "Văn phòng Sở", None, None, "SNV", "01/01/2001"],
    ["X01", "Xã Tân Lập", None, None, "T", "01/01/2001"],
]


def test_a_tree_is_taken_into_an_empty_registry_and_again_changes_nothing() -> None:
    content = xlsx([HEAD, *TREE])

    first, second = take("units", content), take("units", content)

    assert (set(outcomes(first).values()), set(outcomes(second).values())) == ({"new"}, {"unchanged"})
    rows = UnitState.objects.order_by("unit__code").values_list(
        "unit__code", "parent__code", "unit__level", "unit__block"
    )
    assert list(rows) == [
        ("SNV", "T", "province", "state"),
        ("SNV-VP", "SNV", "province", "state"),
        ("T", None, "province", "state"),
        ("X01", "T", "commune", "state"),
    ]
    assert UnitAncestor.objects.filter(ancestor__code="T", depth__gt=0).count() == 3


def test_a_department_of_the_environment_is_no_school() -> None:
    names = ["Sở Nông nghiệp và Môi trường", "Trường Chính trị tỉnh", "Ban Tuyên giáo và Dân vận Tỉnh ủy"]
    rows = [[None, name, None, None, "Tỉnh Mẫu", "01/01/2001"] for name in names]
    take("units", xlsx([HEAD, TREE[0], *rows]))
    blocks = UnitState.objects.exclude(unit__code="T").order_by("pk").values_list("unit__block", flat=True)
    assert list(blocks) == ["state", "service", "party"]


def test_changes_happen_to_units_and_their_people_and_are_undone() -> None:
    root = make_root()
    one, other = (
        make_unit("Xã Tân Lập", parent=root, code="X1"),
        make_unit("Xã Tân Lạc", parent=root, code="X2"),
    )
    person = make_person(unit=one)
    head = ["Tên đơn vị", "Biến động", "Ngày biến động", "Đơn vị mới"]
    rows = [
        ["Xã Tân Lập", "Sáp nhập", "01/03/2026", "Xã Tân Lạc"],
        ["Xã Tân Lạc", "Đổi tên", "01/04/2026", "Xã Tân Tiến"],
    ]
    content = xlsx([head, *rows])

    first, second = take("units", content), compare("units", content)

    assert (outcomes(first), outcomes(second)) == (
        {2: "changed", 3: "changed"},
        {2: "unchanged", 3: "unchanged"},
    )
    assert list(
        Unit.objects.filter(pk__in=[one.pk, other.pk]).order_by("code").values_list("name", "end_on")
    ) == [
        ("Xã Tân Lập", date(2026, 3, 1)),
        ("Xã Tân Tiến", None),
    ]
    assert list(person.appointments.order_by("start_on").values_list("unit__code", flat=True)) == ["X1", "X2"]
    undo_import(of_import=Import.objects.get(), by=Actor.system("tests"))
    assert list(Unit.objects.order_by("code").values_list("code", "end_on"))[1:] == [
        ("X1", None),
        ("X2", None),
    ]
    assert list(Appointment.objects.values_list("unit__code", "end_on")) == [("X1", None)]


def test_what_is_wrong_with_a_unit_is_told() -> None:
    make_root()
    rows = [
        ["A", "Sở A", "Cấp trời", "Nhà nước", None, "01/01/2001"],
        ["B", None, "Cấp tỉnh", "Nhà nước", None, "01/01/2001"],
        ["C", "Sở C", "Cấp tỉnh", "Nhà nước", "Sở Không Có", "01/01/2001"],
        ["D", "Sở D", "Cấp tỉnh", "Nhà nước", None, "01/01/1990"],
    ]

    assert told(compare("units", xlsx([HEAD, *rows])).errors) == [
        (2, "C", "import.not_among_levels"),
        (3, "B", "import.missing"),
        (4, "E", "import.unit_unknown"),
        (5, "F", "import.before_parent"),
    ]


def test_a_unit_with_a_short_name_is_told_once_among_the_nearest() -> None:
    unit = make_unit("Đảng ủy Ủy ban nhân dân tỉnh")
    UnitState.objects.filter(unit=unit).update(short_name="Đảng ủy khối Ủy ban nhân dân tỉnh")
    index = UnitIndex(date(2026, 1, 1), Actor.system("test"), {})
    with pytest.raises(Problem) as found:
        index.find("Đảng ủy các cơ quan nhân dân tỉnh ta")
    assert found.value.params["suggestion"] == "Đảng ủy Ủy ban nhân dân tỉnh"
