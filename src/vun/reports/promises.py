"""Relations a report keeps by its nature, as formulas: what is checked before it is signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from vun.reports.model import Report, ReportRow


def rows_of(report: Report) -> list[ReportRow]:
    """Every row, the total last."""
    return [*report.rows, *([report.total] if report.total else [])]


def total_is_sum(report: Report, columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The outermost rows add up to the total, in each of these columns the report has."""
    rows = [row.key for row in report.rows if row.depth == 0]
    known = {column.key: column.heading for column in report.columns}
    for key in columns:
        if report.total is not None and rows and key in known:
            yield (
                _("Tổng cộng = tổng các hàng (%(column)s)") % {"column": known[key]},
                f"[{report.total.key}/{key}] = {' + '.join(f'[{row}/{key}]' for row in rows)}",
            )
