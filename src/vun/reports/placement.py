"""Where people who completed a class in the period were before it and are after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vun.common.numbers import format_number, percent
from vun.records.outcomes.domain import PLACED, PlacementGroup
from vun.records.outcomes.queries import PlacementFact, placement_facts
from vun.records.people.domain import PostGroup
from vun.reports.model import Definition, Figure, Report, ReportColumn, ReportRow, Scope, Subject
from vun.reports.promises import rows_of, total_is_sum
from vun.reports.unit_rows import UnitRows
from vun.reports.words import PLACEMENT_GROUPS, POST_GROUPS

_WAITING = "waiting"
_ALL = "all"


def run(scope: Scope) -> Report:
    """The table before × after: rows and columns add up to the same people by construction."""
    facts = _facts(scope)
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    for fact in facts:
        after = fact.after.value if fact.after else _WAITING
        for row in (fact.before.value, _ALL):
            for column in (after, _ALL):
                cells[row, column].append(fact.enrolment_id)
    present = {column for _row, column in cells} - {_ALL}
    columns = [
        *(
            ReportColumn(group.value, str(PLACEMENT_GROUPS[group]))
            for group in PlacementGroup
            if group in present
        ),
        *([ReportColumn(_WAITING, _("Chưa ghi nhận"))] if _WAITING in present else []),
        ReportColumn(_ALL, _("Tổng cộng")),
    ]
    placed = [fact for fact in facts if fact.after in PLACED]
    share = percent(len(placed), len(facts))
    return Report(
        title=_("Chức danh trước và sau đào tạo"),
        subtitle=scope.dates,
        row_heading=_("Trước khi học"),
        columns=tuple(columns),
        rows=tuple(
            ReportRow(group.value, str(POST_GROUPS[group]), _row(cells, group.value, columns))
            for group in PostGroup
            if (group.value, _ALL) in cells
        ),
        total=ReportRow("total", _("Tổng cộng"), _row(cells, _ALL, columns)),
        notes=(
            _(
                "Tỷ lệ được bố trí: %(share)s %% (%(placed)s trên %(all)s). "
                "Được bố trí là có chức danh, không tính cán bộ nguồn."
            )
            % {
                "share": "–" if share is None else format_number(share, decimals=2),
                "placed": format_number(len(placed)),
                "all": format_number(len(facts)),
            },
            _("Chức danh trước khi học lấy theo ngày nhập học."),
        ),
    )


def _facts(scope: Scope) -> list[PlacementFact]:
    facts = list(placement_facts(scope.actor, scope.period))
    if scope.unit_id is None:
        return facts
    units = UnitRows(scope, {fact.unit_id for fact in facts if fact.unit_id is not None})
    return [
        fact for fact in facts if fact.unit_id is not None and units.place(fact.unit_id, fact.enrolled_on)
    ]


def _row(cells: dict[tuple[str, str], list[int]], row: str, columns: list[ReportColumn]) -> dict[str, Figure]:
    return {
        column.key: Figure.count(Subject.ENROLMENT, cells.get((row, column.key), [])) for column in columns
    }


def _promises(report: Report) -> Iterator[tuple[str, str]]:
    """Before = after: every row adds up to its total, and every column."""
    parts = [column.key for column in report.columns if column.key != _ALL]
    for row in rows_of(report) if parts else ():
        yield (
            _("Trước khi học = sau khi học: %(row)s") % {"row": row.label},
            f"[{row.key}/{_ALL}] = {' + '.join(f'[{row.key}/{part}]' for part in parts)}",
        )
    yield from total_is_sum(report, (*parts, _ALL))


PLACEMENT = Definition(
    name="placement",
    title=gettext_lazy("Chức danh trước và sau đào tạo"),
    question=gettext_lazy("Người học xong được bố trí vào đâu, tỷ lệ bố trí là bao nhiêu?"),
    run=run,
    promises=_promises,
)
