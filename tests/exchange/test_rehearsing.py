"""What operations refuse is told of its row before anything is written, and keeps no other row out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest

from tests.exchange.sheets import ON, SYSTEM, compare, outcomes, take, told, xlsx
from tests.factories.delivery import make_class
from tests.factories.orgs import make_root, make_unit
from tests.factories.people import make_person
from vun.common.actor import EVERYWHERE, Actor, Grant, Permission
from vun.exchange.kinds.units import Units
from vun.exchange.model import Difference, Verdict
from vun.exchange.preparing import prepare, read
from vun.exchange.rehearsing import rehearse
from vun.exchange.rows import rows_of, tables_of
from vun.exchange.session import Session
from vun.records.audit.models import AuditEntry
from vun.records.delivery.models import Enrolment
from vun.records.orgs.models import Unit

pytestmark = pytest.mark.django_db

CHANGES = ["Tên đơn vị", "Biến động", "Ngày biến động", "Đơn vị mới"]


def test_units_that_cannot_go_are_told_together_and_the_others_change() -> None:
    root = make_root()
    staffed, above = make_unit("Xã Tân Lập", parent=root, code="X1"), make_unit("Sở A", parent=root, code="A")
    make_unit("Phòng B", parent=above, code="B")
    make_unit("Xã Tân Lạc", parent=root, code="X2")
    make_person(unit=staffed)
    rows = [
        ["Xã Tân Lập", "Giải thể", "01/03/2026", None],
        ["Xã Tân Lạc", "Đổi tên", "01/03/2026", "Xã Tân Tiến"],
        ["Sở A", "Giải thể", "02/03/2026", None],
        [root.name, "Giải thể", "03/03/2026", None],
    ]
    content = xlsx([CHANGES, *rows])

    checked = compare("units", content)

    assert outcomes(checked) == {2: "refused", 3: "changed", 4: "refused", 5: "refused"}
    assert [code for *_, code in told(checked.errors)] == [
        "people.staff_left_behind", "orgs.has_units_below", "orgs.root_stays",
    ]  # fmt: skip
    assert (checked.errors[0].column, checked.errors[0].row, checked.errors[0].value) == (
        "D",
        2,
        "Xã Tân Lập",
    )
    assert not Unit.objects.filter(name="Xã Tân Tiến").exists()
    assert not AuditEntry.objects.filter(action__startswith="unit.re").exists()
    take("units", content)
    assert Unit.objects.get(code="X2").name == "Xã Tân Tiến"


def test_a_unit_below_one_that_is_refused_is_refused_with_it() -> None:
    root = make_root()
    make_unit("Xã Tân Lập", parent=root, code="X1")
    head = [
        "Mã",
        "Tên đơn vị",
        "Đơn vị cấp trên",
        "Ngày thành lập",
        "Biến động",
        "Ngày biến động",
        "Đơn vị mới",
    ]
    rows = [
        ["C", "Sở C", "X1", "01/01/2026", None, None, None],
        [None, "Xã Tân Lập", None, None, "Giải thể", "01/02/2026", None],
        ["D", "Sở D", None, "01/01/2026", None, None, None],
    ]

    difference = take("units", xlsx([head, *rows]))

    assert outcomes(difference) == {2: "new", 3: "refused", 4: "new"}
    assert sorted(Unit.objects.values_list("code", flat=True)) == ["C", "D", root.code, "X1"]


def test_somebody_who_comes_after_the_end_of_a_class_is_told_and_the_rest_enrolled() -> None:
    unit = make_unit("Sở Nội vụ")
    make_person("Nguyễn Văn An", unit=unit)
    make_person("Trần Thị Bình", unit=unit, sex="female")
    course = make_class(name="Trung cấp LLCT K15")
    late = course.end_on + timedelta(days=3)
    rows = [
        ["Lớp", "Họ và tên", "Ngày nhập học"],
        ["Trung cấp LLCT K15", "Nguyễn Văn An", late],
        ["Trung cấp LLCT K15", "Trần Thị Bình", course.start_on],
    ]

    difference = take("class-list", xlsx(rows))

    assert told(difference.errors) == [(2, "C", "delivery.enrolled_after_end")]
    assert list(Enrolment.objects.values_list("person__full_name", flat=True)) == ["Trần Thị Bình"]


class Together(Units):
    """Units whose changes are one thing."""

    def parts(self, verdicts: Sequence[Verdict]) -> Iterable[Sequence[Verdict]]:
        return [verdicts]


def test_of_rows_written_together_only_those_at_fault_are_refused() -> None:
    root = make_root()
    for number in range(1, 5):
        make_unit(f"Sở {number}", parent=root, code=f"S{number}")
    make_person(unit=Unit.objects.get(code="S2"))
    make_unit("Phòng B", parent=Unit.objects.get(code="S3"), code="B")
    rows = [[f"Sở {number}", "Giải thể", "01/03/2026", None] for number in range(1, 5)]
    kind, workbook = Together(), read("tep.xlsx", xlsx([CHANGES, *rows]))
    session = Session(SYSTEM, ON, ON, Difference("units", "tep.xlsx", ON))
    tables = tables_of(workbook, kind.fields, session.told, session.difference)
    kind.compare(session, rows_of(session, tables, kind.fields))

    rehearse(kind, session)

    assert outcomes(session.difference) == {2: "changed", 3: "refused", 4: "refused", 5: "changed"}


def test_what_the_actor_may_not_write_is_told_of_its_row() -> None:
    root = make_root()
    own, _other = make_unit("Sở A", parent=root, code="A"), make_unit("Sở B", parent=root, code="B")
    rows = [
        ["Sở A", "Đổi tên", "01/03/2026", "Sở A mới"],
        ["Sở B", "Đổi tên", "01/03/2026", "Sở B mới"],
    ]
    sees = Grant("viewer", None, EVERYWHERE, frozenset({Permission.UNIT_VIEW}))
    edits = Grant("clerk", own.pk, frozenset({own.pk}), frozenset({Permission.UNIT_EDIT}))
    by = Actor("Hà", grants=(sees, edits))

    difference = prepare("units", read("tep.xlsx", xlsx([CHANGES, *rows])), by=by, on=ON)

    assert outcomes(difference) == {2: "changed", 3: "refused"}
    assert told(difference.errors) == [(3, "A", "import.not_allowed")]
