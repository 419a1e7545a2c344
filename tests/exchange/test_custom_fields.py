"""An office's own fields of people come in with a roster, go out with it, and come in again unchanged."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.factories.custom import make_field
from tests.factories.delivery import make_graduate, make_learner
from tests.factories.orgs import TESTS, make_root, make_unit
from tests.factories.people import make_title
from vun.engines.tabular import Column, Kind, Table, write_xlsx
from vun.exchange.applying import apply
from vun.exchange.model import Change, Difference
from vun.exchange.out.exports import get_export, write_export
from vun.exchange.out.scope import Scope
from vun.exchange.preparing import prepare, read
from vun.records.custom.domain import Subject, ValueKind
from vun.records.imports.operations import undo_import
from vun.records.people.models import Person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
HEADINGS = [
    Column("Họ và tên"),
    Column("Ngày sinh", Kind.DATE),
    Column("Giới tính"),
    Column("Chức vụ"),
    Column("Đơn vị"),
    Column("Ngày giữ chức vụ", Kind.DATE),
    Column("Số hiệu CC"),
    Column("He so luong", Kind.NUMBER, decimals=2),
    Column("Ngày biên chế", Kind.DATE),
    Column("Khu vực"),
]


@pytest.fixture(autouse=True)
def _fields() -> None:
    make_root()
    make_title("Chuyên viên")
    make_unit("Sở Y tế")
    make_field("Số hiệu CC")
    make_field("Hệ số lương", ValueKind.NUMBER)
    make_field("Ngày biên chế", ValueKind.DATE)
    make_field("Khu vực", ValueKind.CHOICE, choices=["Đông", "Tây"])


def file(*own: Any) -> bytes:
    row = ["Nông Thị An", date(1980, 5, 17), "Nữ", "Chuyên viên", "Sở Y tế", date(2020, 1, 1), *own]
    stream = io.BytesIO()
    write_xlsx(Table("Danh sách", HEADINGS, [row]), stream)
    return stream.getvalue()


def compared(content: bytes, name: str = "people.xlsx") -> Difference:
    return prepare("people", read(name, content), by=TESTS, on=TODAY)


def test_they_come_in_with_somebody_new_and_are_told_field_by_field_later() -> None:
    first = compared(file("Đ-01", 2.34, date(2010, 2, 1), "Tây"))
    assert [remark.problem.code for remark in first.errors] == []
    kept = apply(first, by=TESTS)
    person = Person.objects.get()
    assert person.custom == {
        "custom_so_hieu_cc": "Đ-01",
        "fold_custom_so_hieu_cc": "d 01",
        "custom_he_so_luong": 2.34,
        "custom_ngay_bien_che": "2010-02-01",
        "custom_khu_vuc": "Tây",
    }
    assert compared(file("Đ-01", 2.34, date(2010, 2, 1), "Tây")).counts["unchanged"] == 1

    second = compared(file("Đ-02", None, None, "đông"))
    (verdict,) = second.verdicts
    assert [(change.field, change.before, change.after) for change in verdict.changes] == [
        ("Số hiệu CC", "Đ-01", "Đ-02"),
        ("Khu vực", "Tây", "Đông"),
    ]
    assert "custom.choice_taken_for" in [remark.problem.code for remark in second.warnings]
    changed = apply(second, by=TESTS)
    person.refresh_from_db()
    assert (person.custom["custom_so_hieu_cc"], person.custom["custom_he_so_luong"]) == ("Đ-02", 2.34)

    undo_import(of_import=changed, by=TESTS)
    person.refresh_from_db()
    assert person.custom["custom_so_hieu_cc"] == "Đ-01"
    undo_import(of_import=kept, by=TESTS)
    assert not Person.objects.exists()


def test_what_a_field_cannot_hold_is_told_at_its_cell() -> None:
    found = compared(file("x" * 301, "nhiều", "hôm qua", "Bắc"))
    assert {(remark.column, remark.problem.code) for remark in found.errors} == {
        ("G", "import.too_long"),
        ("H", "values.not_a_number"),
        ("I", "values.not_a_date"),
        ("J", "custom.unknown_choice"),
    }
    assert found.counts["refused"] == 1


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_goes_out_comes_in_unchanged(suffix: str) -> None:
    apply(compared(file("+84", Decimal("2.3456"), date(2010, 2, 1), "Tây")), by=TESTS)
    stream = io.BytesIO()
    write_export(get_export("people"), Scope(TESTS, TODAY), suffix, stream)
    again = compared(stream.getvalue(), f"people.{suffix}")
    assert (again.counts["rows_read"], again.counts["unchanged"], again.errors) == (1, 1, [])


def test_fields_of_results_come_in_with_the_scores() -> None:
    make_field("Đề tài", subject=Subject.RESULT)
    learner = make_learner()
    heading = [Column("Lớp"), Column("Họ và tên"), Column("Điểm", Kind.NUMBER), Column("Đề tài")]
    row = [learner.training_class.code, learner.person.full_name, 7.5, "Đất đai"]
    stream = io.BytesIO()
    write_xlsx(Table("Bảng điểm", heading, [row]), stream)

    def grades(content: bytes) -> Difference:
        return prepare("grades", read("grades.xlsx", content), by=TESTS, on=TODAY)

    apply(grades(stream.getvalue()), by=TESTS)
    learner.refresh_from_db()
    assert (learner.score, learner.custom["custom_de_tai"]) == (Decimal("7.5"), "Đất đai")
    out = io.BytesIO()
    write_export(get_export("grades"), Scope(TESTS, TODAY), "xlsx", out)
    assert grades(out.getvalue()).counts["unchanged"] == 1


def test_fields_of_classes_come_in_with_the_classes_of_the_past_and_go_out_again() -> None:
    make_field("Hội trường", subject=Subject.TRAINING_CLASS)
    learner = make_graduate(code="TC-K15")
    stream = io.BytesIO()
    write_export(get_export("history"), Scope(TESTS, TODAY), "xlsx", stream)

    def history(content: bytes) -> Difference:
        return prepare("history", read("history.xlsx", content), by=TESTS, on=TODAY)

    assert history(stream.getvalue()).counts["unchanged"] == 1
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    sheet = book.active
    (heading,) = [cell for row in sheet for cell in row if cell.value == "Hội trường"]
    sheet.cell(heading.row + 1, heading.column).value = "A2"
    edited = io.BytesIO()
    book.save(edited)
    changed = history(edited.getvalue())
    assert [verdict.changes for verdict in changed.verdicts] == [(Change("Hội trường", "", "A2"),)]

    kept = apply(changed, by=TESTS)
    of = learner.training_class
    of.refresh_from_db()
    assert of.custom["custom_hoi_truong"] == "A2"
    out = io.BytesIO()
    write_export(get_export("history"), Scope(TESTS, TODAY), "xlsx", out)
    assert history(out.getvalue()).counts["unchanged"] == 1
    undo_import(of_import=kept, by=TESTS)
    of.refresh_from_db()
    assert "custom_hoi_truong" not in of.custom
