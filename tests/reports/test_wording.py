"""Words that quote figures never disagree with the table, and tell when the cell is gone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from vun.engines.documents import Heading, Paragraph
from vun.engines.tabular import Kind
from vun.records.publishing.domain import Section
from vun.reports.model import Figure, Report, ReportColumn, ReportRow
from vun.reports.wording import around, headings, read, sections_misread, words_in

REPORT = Report(
    title="Kết quả",
    subtitle="",
    row_heading="Nội dung",
    columns=(
        ReportColumn("t", "Lượt"),
        ReportColumn("s", "Tỷ lệ (%)", Kind.PERCENT, 2),
        ReportColumn("m", "Đã chi (đồng)", Kind.MONEY),
    ),
    rows=(
        ReportRow(
            "I",
            "Đào tạo",
            {"t": Figure(1234), "s": Figure(Decimal("130.47")), "m": Figure(2_500_000_000)},
        ),
        ReportRow("II", "Bồi dưỡng", {"t": Figure(0), "s": Figure(None)}),
    ),
    total=ReportRow("total", "Tổng cộng", {"t": Figure(1234)}),
)


def said(text: str) -> tuple[str, tuple[str, ...]]:
    section, gone = read(Section("Mục", text), REPORT)
    return section.read, gone


def test_a_quoted_figure_reads_as_the_table_prints_it() -> None:
    assert said("Cử [I/t] lượt, đạt [I/s]%, chi [I/m] đồng; chung [ total / t ], bồi dưỡng [II/t].") == (
        "Cử 1.234 lượt, đạt 130,47%, chi 2.500.000.000 đồng; chung 1.234, bồi dưỡng 0.",
        (),
    )


def test_a_figure_that_is_gone_is_named_and_stays_as_written() -> None:
    assert said("[III/t], [I/x] và [II/s]; [chú thích] giữ nguyên.") == (
        "[III/t], [I/x] và [II/s]; [chú thích] giữ nguyên.",
        ("[III/t]", "[I/x]", "[II/s]"),
    )


def test_words_signed_with_other_figures_are_not_as_read() -> None:
    section = read(Section("Kết quả", "Cử [I/t] lượt."), REPORT)[0]
    other = replace(REPORT, rows=(ReportRow("I", "Đào tạo", {"t": Figure(900)}),))

    assert sections_misread([section], REPORT) == []
    assert sections_misread([section], other) == [section.title]


def test_words_stand_around_the_table_numbered_through_and_without_empty_sections() -> None:
    words = words_in(
        (
            Section("Kết quả", "Đã cử [I/t] lượt.\n\n- Trong nước.", is_before=True),
            Section("Hạn chế", ""),
            Section("2. Nguyên nhân", "Thiếu kinh phí."),
            Section("Nhiệm vụ", "Mở sớm."),
        ),
        REPORT,
    )
    assert around(words) == (
        [Heading("I. Kết quả"), Paragraph("Đã cử 1.234 lượt."), Paragraph("- Trong nước.")],
        [
            Heading("2. Nguyên nhân"),
            Paragraph("Thiếu kinh phí."),
            Heading("II. Nhiệm vụ"),
            Paragraph("Mở sớm."),
        ],
    )


def test_a_definition_that_names_no_sections_has_the_usual_ones() -> None:
    assert [(one.title, one.is_before) for one in headings(None)] == [
        ("Kết quả", True),
        ("Hạn chế", False),
        ("Nguyên nhân", False),
        ("Nhiệm vụ, giải pháp", False),
    ]
