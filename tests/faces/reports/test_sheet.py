"""What stands in the cells of a report on a page."""

from __future__ import annotations

from decimal import Decimal

from tests.factories.plans import SYSTEM
from vun.common.period import Period
from vun.faces.web.reports.sheet import Sheet
from vun.reports.model import Figure, Report, ReportColumn, ReportRow, Scope


def test_a_mean_among_counts_keeps_its_decimal_and_a_heading_has_no_figures() -> None:
    report = Report(
        title="Phân tích chất lượng",
        subtitle="2026",
        row_heading="Tiêu chí",
        columns=(ReportColumn("a", "Tổng"),),
        rows=(
            ReportRow("T", "Tổng số", {"a": Figure(413)}),
            ReportRow("2", "Độ tuổi", {}),
            ReportRow("2.1", "Từ 30 trở xuống", {"a": Figure(0)}, 1),
            ReportRow("2.BQ", "Bình quân", {"a": Figure(Decimal("43.3"))}, 1),
        ),
    )

    sheet = Sheet("bieu-8b-btctw", report, Scope(SYSTEM, Period.year(2026)), opens=False)

    assert [line.cells[0].text for line in sheet.lines] == ["413", "", "–", "43,3"]
