"""The annexes of a plan as spreadsheets: I the classes, II the quotas, IV the money by source."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.engines import tabular
from vun.engines.tabular import Cell, Column, Kind, Table
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.plans import words
from vun.faces.web.request import Request
from vun.records.plans import queries
from vun.records.standards.domain import Branch


@needs(Permission.PLAN_VIEW)
def annex(request: Request, version_id: int, annex: str) -> HttpResponse:
    """The annex named by its numeral in Arabic digits, as a file."""
    if annex not in _ANNEXES:
        raise NotFound("annex")
    version = queries.get_version(request.actor, version_id)
    lines = list(queries.terms_of_version(version))
    stream = io.BytesIO()
    tabular.write(_ANNEXES[annex](version, lines), "xlsx", stream)
    response = HttpResponse(stream.getvalue(), content_type=tabular.SUFFIXES["xlsx"][1])
    name = f"plan-{version.plan_id}-{version.number}-annex-{annex}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _subtitle(version: Any) -> str:
    if version.decision is None:
        return _("%(plan)s (chưa duyệt)") % {"plan": version.plan.name}
    return _("%(plan)s, kèm theo %(number)s") % {"plan": version.plan.name, "number": version.decision.number}


def classes(version: Any, lines: list[Any]) -> Table:
    """Phụ lục I: the classes, A. training and B. fostering, with subtotals."""
    columns = [
        Column(_("STT")),
        Column(_("Tên lớp, chương trình")),
        Column(_("Nhóm nội dung")),
        Column(_("Đối tượng")),
        Column(_("Số lớp"), Kind.INTEGER),
        Column(_("Học viên mỗi lớp"), Kind.INTEGER),
        Column(_("Tổng học viên"), Kind.INTEGER),
        Column(_("Thời lượng (ngày)"), Kind.INTEGER),
        Column(_("Thời lượng (tiết)"), Kind.INTEGER),
        Column(_("Hình thức")),
        Column(_("Thời gian dự kiến")),
        Column(_("Địa điểm")),
        Column(_("Đơn vị chủ trì")),
        Column(_("Cơ sở phối hợp")),
        Column(_("Kinh phí (đồng)"), Kind.MONEY),
        Column(_("Nguồn kinh phí")),
        Column(_("Nguồn chỉ tiêu")),
        Column(_("Ghi chú")),
    ]
    return Table(
        _("Phụ lục I. Danh mục lớp đào tạo, bồi dưỡng"),
        columns,
        list(_class_rows(lines)),
        _subtitle(version),
        totals=_sum_row(_("Cộng"), "", lines),
    )


def _class_rows(lines: list[Any]) -> Iterator[list[Cell]]:
    for letter, branch in zip("AB", Branch, strict=True):
        of_branch = [line for line in lines if line.branch == branch]
        if of_branch:
            yield _sum_row(letter, label(branch), of_branch)
            for place, line in enumerate(of_branch, start=1):
                yield _class_row(place, line)


def _sum_row(first: str, second: str, lines: list[Any]) -> list[Cell]:
    row: list[Cell] = [first, second, *[None] * 16]
    row[4] = sum(line.classes for line in lines)
    row[6] = sum(line.learners for line in lines)
    row[14] = sum(budget.amount for line in lines for budget in line.budgets.all())
    return row


def _class_row(place: int, line: Any) -> list[Cell]:
    programme, budgets = line.programme, line.budgets.all()
    return [
        str(place),
        line.title,
        programme.group.name if programme else "",
        words.audience(line),
        line.classes,
        line.learners // line.classes if line.classes else None,
        line.learners,
        programme.duration_days if programme else None,
        programme.theory_periods + programme.practice_periods if programme else None,
        label(line.mode, "StudyMode"),
        _("%(months)s năm %(year)s") % {"months": words.months(line), "year": line.year},
        line.venue or label(line.place, "StudyPlace"),
        line.host.name if line.host else "",
        line.partner,
        sum(budget.amount for budget in budgets),
        ", ".join(budget.source.name for budget in budgets),
        label(line.origin, "TargetOrigin"),
        line.note,
    ]


def quotas(version: Any, lines: list[Any]) -> Table:
    """Phụ lục II: units down, lines across; both totals."""
    given = [line for line in lines if line.quotas.all()]
    units: dict[int, Any] = {}
    cells: dict[tuple[int, int], int] = {}
    for line in given:
        for quota in line.quotas.all():
            units[quota.unit_id] = quota.unit
            cells[quota.unit_id, line.pk] = quota.learners
    rows: list[list[Cell]] = []
    for unit in sorted(units.values(), key=lambda unit: unit.sort_key):
        numbers = [cells.get((unit.pk, line.pk), 0) for line in given]
        rows.append([unit.name, *(number or None for number in numbers), sum(numbers)])
    sums = [sum(cells.get((unit, line.pk), 0) for unit in units) for line in given]
    return Table(
        _("Phụ lục II. Phân bổ chỉ tiêu"),
        [
            Column(_("Cơ quan, đơn vị")),
            *(Column(f"{line.line.number}. {line.title}", Kind.INTEGER) for line in given),
            Column(_("Cộng"), Kind.INTEGER),
        ],
        rows,
        _subtitle(version),
        totals=[_("Cộng"), *sums, sum(sums)],
    )


def money(version: Any, lines: list[Any]) -> Table:
    """Phụ lục IV: đồng by source and year."""
    years = sorted({line.year for line in lines})
    sources: dict[str, str] = {}
    amounts: dict[tuple[str, int], int] = {}
    for line in lines:
        for budget in line.budgets.all():
            sources[budget.source_id] = budget.source.name
            key = budget.source_id, line.year
            amounts[key] = amounts.get(key, 0) + budget.amount
    rows: list[list[Cell]] = [
        [name, *(by_year := [amounts.get((code, year), 0) for year in years]), sum(by_year)]
        for code, name in sources.items()
    ]
    sums = [sum(amounts.get((code, year), 0) for code in sources) for year in years]
    return Table(
        _("Phụ lục IV. Tổng hợp kinh phí theo nguồn"),
        [
            Column(_("Nguồn kinh phí")),
            *(Column(_("Năm %(year)s (đồng)") % {"year": year}, Kind.MONEY) for year in years),
            Column(_("Cộng (đồng)"), Kind.MONEY),
        ],
        rows,
        _subtitle(version),
        totals=[_("Cộng"), *sums, sum(sums)],
    )


_ANNEXES: dict[str, Callable[[Any, list[Any]], Table]] = {"1": classes, "2": quotas, "4": money}
