"""A scenario as a workbook: its classes, quotas, money, shares and people, a sheet each."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.engines import tabular
from vun.engines.tabular import Cell, Column, Kind, Table
from vun.faces.web import formats
from vun.faces.web.allocation import words
from vun.faces.web.allocation.sight import Sight
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.request import Request
from vun.records.allocation import queries
from vun.records.allocation.domain import UnitQuota
from vun.records.allocation.queries import Answer
from vun.records.audit import operations as audit
from vun.records.funding import queries as funding
from vun.records.standards.domain import StudyMode

Rows = Sequence[Sequence[Cell]]


@needs(Permission.PLAN_VIEW)
def export(request: Request, scenario_id: int) -> HttpResponse:
    """The scenario's plan as a file, wherever its tabs show it."""
    sight = Sight(request, scenario_id)
    if not sight.has_plan:
        raise NotFound("plan of the scenario")
    scenario, answer = sight.scenario, sight.answer
    tables = [_lines(answer), _quotas(answer), _money(answer), *_shares(answer), _people(answer)]
    stream = io.BytesIO()
    tabular.write_book(tables, _every(tables), stream)
    count = sum(len(table.rows) for table in tables if isinstance(table.rows, list))
    audit.record_export(request.actor, label=scenario.name, rows=count, suffix="xlsx")
    response = HttpResponse(stream.getvalue(), content_type=tabular.SUFFIXES["xlsx"][1])
    response["Content-Disposition"] = f'attachment; filename="scenario-{scenario.pk}.xlsx"'
    return response


def _every(tables: Sequence[Table]) -> Iterator[tuple[int, Sequence[Cell]]]:
    for place, table in enumerate(tables):
        for row in table.rows:
            yield place, row


def _table(
    answer: Answer, title: str, columns: Sequence[Column], rows: Rows, sums: Sequence[int] = ()
) -> Table:
    """A sheet; the columns ``sums`` name are added up in the last row."""
    totals: list[Cell] | None = None
    if sums:
        totals = [_("Cộng"), *[None] * (len(columns) - 1)]
        for column in sums:
            totals[column] = sum(value for row in rows if isinstance(value := row[column], int))
    subtitle = _("%(name)s, năm %(year)s, dữ liệu tính đến %(day)s") % {
        "name": answer.scenario.name,
        "year": answer.scenario.year,
        "day": formats.day(answer.scenario.on),
    }
    return Table(title, columns, list(rows), subtitle, totals=totals)


def _lines(answer: Answer) -> Table:
    columns = [
        Column(_("Chương trình")),
        Column(_("Hình thức")),
        Column(_("Địa điểm")),
        Column(_("Từ tháng"), Kind.INTEGER),
        Column(_("Đến tháng"), Kind.INTEGER),
        Column(_("Số lớp"), Kind.INTEGER),
        Column(_("Học viên"), Kind.INTEGER),
        Column(_("Kinh phí (đồng)"), Kind.MONEY),
    ]
    rows: list[list[Cell]] = [
        [
            line.name,
            str(label(StudyMode(line.mode))),
            line.venue_name or _("Trực tuyến"),
            line.first_month,
            line.last_month,
            line.classes,
            line.learners,
            line.cost,
        ]
        for line in answer.lines
    ]
    return _table(answer, _("Lớp mở"), columns, rows, sums=(5, 6, 7))


def _quotas(answer: Answer) -> Table:
    columns = [
        Column(_("Đơn vị")),
        Column(_("Số người"), Kind.INTEGER),
        Column(_("Phần còn thiếu"), Kind.INTEGER),
        Column(_("Chia theo phần còn thiếu"), Kind.INTEGER),
        Column(_("Mức sàn"), Kind.INTEGER),
        Column(_("Đã có trong năm"), Kind.INTEGER),
        Column(_("Được nhiều nhất"), Kind.INTEGER),
        Column(_("Vì sao")),
        Column(_("Đi học"), Kind.INTEGER),
    ]
    quotas = {row[0]: UnitQuota(*row) for row in answer.scenario.summary["quotas"]}
    found = [one for one in queries.units_of(answer.problem, answer.plan) if one.unit_id in answer.units]
    rows: list[list[Cell]] = []
    for one in sorted(found, key=lambda one: answer.units[one.unit_id].sort_key):
        quota = quotas[one.unit_id]
        shared = [quota.by_need, quota.floor, quota.engaged, one.places]
        name = answer.units[one.unit_id].name
        rows.append([name, one.staff, one.need, *shared, str(label(quota.rule)), one.learners])
    return _table(answer, _("Chỉ tiêu"), columns, rows, sums=(2, 6, 8))


def _money(answer: Answer) -> Table:
    budget = answer.scenario.budget
    names = {source.pk: source.name for source in funding.sources()}
    sources = sorted(budget, key=lambda source: -budget[source])
    paid: dict[str, Counter[str]] = {}
    money_of = answer.money()
    for line in answer.lines:
        paid.setdefault(line.name, Counter()).update(money_of[line.place])
    columns = [
        Column(_("Chương trình")),
        *(Column(names.get(source, source), Kind.MONEY) for source in sources),
        Column(_("Cộng"), Kind.MONEY),
    ]
    rows: list[list[Cell]] = [
        [name, *(money[source] for source in sources), money.total()]
        for name, money in sorted(paid.items(), key=lambda row: -row[1].total())
    ]
    return _table(answer, _("Kinh phí (đồng)"), columns, rows, sums=range(1, len(columns)))


def _shares(answer: Answer) -> list[Table]:
    shares = answer.scenario.summary["shares"]
    units = answer.units
    by_unit = sorted(
        (row for row in shares["units"] if row[0] in units), key=lambda row: units[row[0]].sort_key
    )
    named = [[units[unit].name, *counts] for unit, *counts in by_unit]
    parts = [
        (_("Đạt chuẩn theo chức danh"), _("Nhóm chức danh"), shares["groups"]),
        (_("Đạt chuẩn theo đơn vị"), _("Đơn vị"), named),
    ]
    return [
        _table(
            answer,
            title,
            [
                Column(head),
                Column(_("Số người"), Kind.INTEGER),
                Column(_("Đạt chuẩn nay"), Kind.INTEGER),
                Column(_("Sau khi học"), Kind.INTEGER),
                Column(_("Tỷ lệ nay"), Kind.PERCENT),
                Column(_("Tỷ lệ sau"), Kind.PERCENT),
            ],
            [[*row, row[2] * 100 / row[1], row[3] * 100 / row[1]] for row in rows if row[1]],
            sums=(1, 2, 3),
        )
        for title, head, rows in parts
    ]


def _people(answer: Answer) -> Table:
    columns = [
        Column(_("Họ và tên")),
        Column(_("Đơn vị")),
        Column(_("Chương trình")),
        Column(_("Điểm"), Kind.INTEGER),
        Column(_("Trong phương án")),
        Column(_("Học khi nào, ở đâu, hoặc vì sao chưa")),
    ]
    items = answer.all_items()
    people: dict[int, Any] = answer.people({item.person_id for item in items})
    rows: list[list[Cell]] = [
        [
            people[item.person_id].full_name,
            answer.units[item.unit_id].name if item.unit_id in answer.units else "",
            item.course,
            item.weight,
            _("Đi học") if item.line else _("Chưa đi"),
            words.where(item.line) if item.line else str(label(answer.left[item.item])),
        ]
        for item in sorted(items, key=lambda one: (one.line is None, -one.weight, one.item))
        if item.person_id in people
    ]
    return _table(answer, _("Ai đi, ai chưa"), columns, rows)
