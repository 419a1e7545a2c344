"""A report as plain data, and again from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from vun.engines.tabular import Kind
from vun.reports.formulas import Formula, Reckoning
from vun.reports.model import Figure, Footer, Form, Report, ReportColumn, ReportRow, Subject


def report_data(report: Report) -> dict[str, Any]:
    """The report as shown."""
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "row_heading": report.row_heading,
        "columns": [
            [
                one.key,
                one.label,
                one.kind.value,
                one.decimals,
                list(one.groups),
                one.number,
                one.twin,
                one.is_change,
                _formula_data(one.formula),
            ]
            for one in report.columns
        ],
        "rows": [_row_of(row) for row in report.rows],
        "total": _row_of(report.total) if report.total else None,
        "notes": list(report.notes),
        "form": None if report.form is None else _form_data(report.form),
    }


def _row_of(row: ReportRow) -> list[Any]:
    figures = {key: _value(figure) for key, figure in row.figures.items()}
    return [row.key, row.label, row.depth, row.number, figures]


def _value(figure: Figure) -> list[Any]:
    value = str(figure.value) if isinstance(figure.value, Decimal) else figure.value
    return [value, figure.subject.value if figure.subject else None]


def _form_data(form: Form) -> dict[str, Any]:
    footer = form.footer
    return {
        "code": form.code,
        "header": list(form.header),
        "unit_of_count": form.unit_of_count,
        "author": form.author,
        "stated_on": form.stated_on,
        "footer": None
        if footer is None
        else [footer.left, footer.left_note, footer.right, footer.right_note, footer.place_and_date],
    }


def report_from(data: Mapping[str, Any]) -> Report:
    """The report as it was shown."""
    form = data["form"]
    return Report(
        title=data["title"],
        subtitle=data["subtitle"],
        row_heading=data["row_heading"],
        columns=tuple(
            ReportColumn(
                key,
                label,
                Kind(kind),
                decimals,
                tuple(groups),
                number,
                twin,
                is_change,
                _formula_from(formula),
            )
            for key, label, kind, decimals, groups, number, twin, is_change, formula in data["columns"]
        ),
        rows=tuple(_report_row(row) for row in data["rows"]),
        total=_report_row(data["total"]) if data["total"] else None,
        notes=tuple(data["notes"]),
        form=None
        if form is None
        else Form(
            form["code"],
            tuple(form["header"]),
            form["unit_of_count"],
            form["author"],
            form["stated_on"],
            Footer(*form["footer"]) if form["footer"] else None,
        ),
    )


def _report_row(data: Sequence[Any]) -> ReportRow:
    key, label, depth, number, figures = data
    return ReportRow(key, label, {one: _figure(value) for one, value in figures.items()}, depth, number)


def _figure(data: Sequence[Any]) -> Figure:
    value, subject = data
    number = Decimal(value) if isinstance(value, str) else value
    return Figure(number, Subject(subject) if subject else None)


def _formula_data(formula: Formula | None) -> list[Any] | None:
    return None if formula is None else [formula.reckoning.value, list(formula.of)]


def _formula_from(data: Sequence[Any] | None) -> Formula | None:
    return None if data is None else Formula(Reckoning(data[0]), tuple(data[1]))
