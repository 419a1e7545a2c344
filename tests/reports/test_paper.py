"""Reports on paper: headings over several columns, the words of forms, and what a unit issues."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.orgs import make_tree
from vun.engines.documents import (
    Align,
    DocumentKind,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Layout,
    Paragraph,
    Signer,
    write_docx,
    write_pdf,
)
from vun.engines.tabular import Kind
from vun.reports.model import Figure, Footer, Form, Report, ReportColumn, ReportRow
from vun.reports.paper import SUFFIXES, document_of, grid_of_report, issued

PLAIN = Report(
    title="Kết quả theo đơn vị",
    subtitle="01/01/2025 – 31/12/2025",
    row_heading="Đơn vị",
    columns=(
        ReportColumn("learners", "Lượt người", groups=("Kế hoạch",)),
        ReportColumn("turns", "Lượt", groups=("Kết quả", "Học viên")),
        ReportColumn("people", "Người", twin="turns"),
        ReportColumn("share", "Tỷ lệ (%)", Kind.PERCENT, 2, groups=("Kết quả",)),
    ),
    rows=(
        ReportRow("a", "Huyện A", {"learners": Figure(1000), "turns": Figure(1234), "people": Figure(900),
                                   "share": Figure(Decimal("123.4"))}),
        ReportRow("a1", "Xã A1", {"turns": Figure(0), "people": Figure(0)}, depth=1),
    ),
    total=ReportRow("total", "Tổng cộng", {"turns": Figure(1234)}),
    notes=("Ghi chú.",),
)  # fmt: skip
FORM = Report(
    title="Thống kê kết quả",
    subtitle="",
    row_heading="Nội dung",
    columns=(ReportColumn("all", "Tổng số", number="3=4"), ReportColumn("one", "Cấp tỉnh", number="4")),
    rows=(ReportRow("I", "Đào tạo", {"all": Figure(2), "one": Figure(2)}, number="I"),),
    form=Form(
        code="Biểu số 10-BTCTW",
        header=("TỈNH ỦY", "BAN TỔ CHỨC"),
        unit_of_count="Người",
        footer=Footer(
            "NGƯỜI LẬP BIỂU", "(Ký)", "TRƯỞNG BAN", "(Ký, đóng dấu)", "………, ngày … tháng … năm 20…"
        ),
    ),
)


def test_headings_lie_over_their_columns_and_twins_stand_in_brackets() -> None:
    assert grid_of_report(PLAIN) == Grid(
        columns=(GridColumn(24), *(GridColumn(width, Align.RIGHT) for width in (7.25, 12.5, 7.5))),
        head=(
            (Head("Đơn vị", down=3), Head("Kế hoạch"), Head("Kết quả", across=2)),
            (Head("Lượt người", down=2), Head("Học viên"), Head("Tỷ lệ (%)", down=2)),
            (Head("Lượt"),),
        ),
        rows=(
            GridRow(("Huyện A", "1.000", "1.234 (900)", "123,40"), is_bold=True),
            GridRow(("Xã A1", "", "–", ""), depth=1),
            GridRow(("Tổng cộng", "", "1.234", ""), is_bold=True),
        ),
        notes=("Ghi chú.",),
    )


def test_a_form_keeps_its_words_its_numbers_and_its_numbering_line() -> None:
    document = document_of(FORM, organ="Sở Nội vụ")

    assert (document.layout, document.kind, document.organ, document.superior) == (
        Layout.FORM, DocumentKind.STATISTICS, "BAN TỔ CHỨC", "TỈNH ỦY",
    )  # fmt: skip
    assert (document.form, document.unit, document.signed_line) == (
        "Biểu số 10-BTCTW", "Đvt: Người", "………, ngày … tháng … năm 20…",
    )  # fmt: skip
    assert (document.compiler, document.signer) == (
        Signer(("NGƯỜI LẬP BIỂU",), note="(Ký)"), Signer(("TRƯỞNG BAN",), note="(Ký, đóng dấu)"),
    )  # fmt: skip
    (grid,) = document.body
    assert isinstance(grid, Grid)
    assert grid.head == (
        (Head("TT"), Head("Nội dung"), Head("Tổng số"), Head("Cấp tỉnh")),
        (Head("1"), Head("2"), Head("3=4"), Head("4")),
    )
    assert (grid.naming, grid.rows) == (1, (GridRow(("I", "Đào tạo", "2", "2")),))


def test_a_wide_report_stands_in_an_annex_across_the_sheet() -> None:
    columns = tuple(ReportColumn(f"c{number}", f"Cột {number}") for number in range(9))
    wide = Report("Rộng", "", "Đơn vị", columns, (ReportRow("a", "A", {}),))
    before, after = Paragraph("Tình hình."), Paragraph("Hạn chế.")

    document = document_of(wide, organ="Sở Nội vụ", before=[before], after=[after])

    assert document.annexes[0].is_landscape
    assert document.annexes[0].blocks == (grid_of_report(wide),)
    texts = [block.text for block in document.body if isinstance(block, Paragraph)]
    assert texts == ["Tình hình.", "Số liệu chi tiết tại Phụ lục kèm theo Báo cáo này.", "Hạn chế."]
    narrow = document_of(PLAIN, organ="Sở Nội vụ", before=[before], after=[after])
    assert narrow.annexes == ()
    assert narrow.body[1:] == (before, grid_of_report(PLAIN), after)


def test_no_figure_is_wider_than_its_column() -> None:
    label, figures = "Quản lý nhà nước, lãnh đạo, quản lý", {"mean": Figure(Decimal("152600000"))}
    figures |= {"spent": Figure(3_136_029_000), "turns": Figure(729), "people": Figure(561)}
    columns = (
        ReportColumn("turns", "Lượt người"),
        ReportColumn("people", "Người", twin="turns"),
        *(ReportColumn(f"c{number}", "Đã mở", groups=("Số lớp",)) for number in range(7)),
        ReportColumn("spent", "Đã chi", Kind.MONEY),
        ReportColumn("mean", "Một lượt người", Kind.NUMBER, 0, groups=("Bình quân",)),
    )

    grid = grid_of_report(Report("Rộng", "", "Nội dung", columns, (ReportRow("a", label, figures),)))

    points = (297 - 50) * 72 / 25.4 / sum(column.width for column in grid.columns)
    least = [len(text) * grid.text_size / 2 + 7 for text in grid.rows[0].cells]
    assert grid.rows[0].cells == (label, "729 (561)", *[""] * 7, "3.136.029.000", "152.600.000")
    assert [column.width * points >= enough for column, enough in zip(grid.columns, least, strict=True)] == [
        True
    ] * 11


@pytest.mark.django_db
def test_a_unit_issues_its_report_below_the_body_above_it() -> None:
    tree = make_tree()
    own, whole = issued(PLAIN, tree.commune.pk, date(2025, 12, 31)), issued(PLAIN, None, date(2025, 12, 31))

    assert (own.organ, own.superior) == (tree.commune.name, tree.district.name)
    assert (whole.organ, whole.superior) == (tree.root.name, "")
    assert own.place == whole.place == tree.root.name.removeprefix("Tỉnh ")
    assert (own.number, own.date, own.recipients) == ("/BC", None, ("Lưu: VT",))
    assert issued(FORM, None, date(2025, 12, 31)).number == ""


def test_every_kind_of_file_is_written() -> None:
    for report in (PLAIN, FORM):
        document = document_of(report, organ="Sở Nội vụ")
        assert SUFFIXES["pdf"][0](document, None) == write_pdf(document)
        assert SUFFIXES["docx"][0](document, None) == write_docx(document)
