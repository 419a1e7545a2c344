"""Templates are filled and taken in, and what then goes out comes in again unchanged."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from tests.exchange.sheets import ON, SYSTEM, compare, outcomes, take
from tests.factories.delivery import FIRST_DAY, finish, make_learner, make_open_class, make_session
from tests.factories.funding import make_source
from tests.factories.orgs import make_root, make_unit
from tests.factories.people import make_person
from tests.factories.plans import make_line, make_plan
from vun.exchange.kinds import get_kind
from vun.exchange.out.exports import get_export, write_export
from vun.exchange.out.scope import Scope
from vun.exchange.out.templates import write_template
from vun.records.delivery.domain import DayPart, Mark
from vun.records.delivery.models import Attendance, TrainingClass
from vun.records.delivery.operations import drop_out

pytestmark = pytest.mark.django_db


def filled(kind: str, scope: Scope, rows: Sequence[dict[str, Any]]) -> bytes:
    """The kind's template with the rows under its headings."""
    stream = io.BytesIO()
    write_template(get_kind(kind), scope, stream)
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 2)
    columns = {str(cell.value): cell.column for cell in head if cell.value}
    for place, row in enumerate(rows, head[0].row + 1):
        for heading, value in row.items():
            sheet.cell(place, columns[heading], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def exported(kind: str, scope: Scope, suffix: str = "xlsx") -> bytes:
    stream = io.BytesIO()
    write_export(get_export(kind), scope, suffix, stream)
    return stream.getvalue()


@pytest.fixture
def running() -> TrainingClass:
    running = make_open_class(name="Trung cấp LLCT K15", code="TC-K15")
    for name in ("Nguyễn Văn An", "Trần Thị Bình"):
        make_learner(running, make_person(name))
    return running


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_a_grid_of_attendance_is_filled_taken_in_and_goes_out_as_it_came(
    running: TrainingClass, suffix: str
) -> None:
    for part in (DayPart.MORNING, DayPart.AFTERNOON):
        make_session(running, FIRST_DAY, part)
    make_session(running, date(2025, 3, 4))
    scope = Scope(SYSTEM, ON, class_id=running.pk)
    grid = filled(
        "attendance",
        scope,
        [
            {
                "Họ và tên": "Nguyễn Văn An",
                "03/03/2025 sáng": "x",
                "03/03/2025 chiều": "Có phép",
                "04/03/2025": "K",
            },
            {"Họ và tên": "Trần Thị Bình", "03/03/2025 sáng": "M"},
        ],
    )

    assert list(outcomes(take("attendance", grid)).values()) == ["new", "new"]

    marks = Attendance.objects.order_by("enrolment__person__search_key", "session__on", "session_id")
    told = [(row.session.on.day, row.session.part, row.mark) for row in marks.select_related("session")]
    assert told == [
        (3, "morning", Mark.PRESENT),
        (3, "afternoon", Mark.EXCUSED),
        (4, "morning", Mark.ABSENT),
        (3, "morning", Mark.LATE),
    ]
    again = compare("attendance", exported("attendance", scope, suffix), name=f"tep.{suffix}")
    assert (again.counts["unchanged"], again.rows_read, again.errors) == (2, 2, [])


def test_scores_go_out_and_in_again_also_of_who_has_none_and_of_a_class_that_is_over(
    running: TrainingClass,
) -> None:
    scope = Scope(SYSTEM, ON, class_id=running.pk)
    sheet = filled(
        "grades",
        scope,
        [
            {"Họ và tên": "Nguyễn Văn An", "Lớp": "TC-K15", "Điểm": 7.5},
            {"Họ và tên": "Trần Thị Bình", "Lớp": "TC-K15"},
        ],
    )

    assert list(outcomes(take("grades", sheet)).values()) == ["new", "unchanged"]
    assert list(outcomes(compare("grades", exported("grades", scope))).values()) == ["unchanged", "unchanged"]

    left = running.enrolments.get(person__full_name="Trần Thị Bình")
    drop_out(enrolment=left, on=running.end_on, reason="Chuyển công tác", by=SYSTEM)
    finish(running)
    over = compare("grades", sheet)
    assert (list(outcomes(over).values()), over.errors) == (["unchanged", "unchanged"], [])


def test_plans_quotas_and_money_go_out_and_in_again() -> None:
    root = make_root()
    make_source("Ngân sách tỉnh - sự nghiệp đào tạo", code="province_training")
    unit = make_unit("Sở Nội vụ", parent=root)
    version = make_plan(root, code="KH-2026")
    make_line(
        version, title="Kỹ năng số", learners=40, quotas={unit: 3}, budgets={"province_training": 1_500_000}
    )
    scope = Scope(SYSTEM, ON)
    budget = filled("funds", scope, [{"Nguồn kinh phí": "Ngân sách tỉnh", "Năm": 2026, "Số tiền": "1,5 tỷ"}])
    assert take("funds", budget).counts["new"] == 1

    for kind in ("plan", "quotas", "funds"):
        again = compare(kind, exported(kind, scope))
        assert (kind, again.counts["unchanged"], again.rows_read, again.errors) == (kind, 1, 1, [])
