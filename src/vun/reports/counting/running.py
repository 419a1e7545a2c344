"""Running a layout: facts read once for each source, counted into cells, formulas computed, a report made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.translation import gettext as _

from vun.common.numbers import format_date
from vun.common.period import Period, add_months
from vun.engines.tabular import Kind
from vun.records.delivery.domain import CountingRule
from vun.reports.counting import others, shares
from vun.reports.counting.expanding import expanded
from vun.reports.counting.facts import Facts
from vun.reports.counting.names import Names
from vun.reports.counting.participations import Participations
from vun.reports.counting.tabulate import Cells, measure_of, tabulate
from vun.reports.definitions.checking import sources
from vun.reports.definitions.conditions import Condition
from vun.reports.definitions.fields import FIELDS, Source
from vun.reports.definitions.layout import Column, Layout, LeafColumn, Line, lines
from vun.reports.definitions.measures import MEASURES, How, Measure
from vun.reports.formulas import PERCENTAGES, Reckoning
from vun.reports.model import Figure, Form, Report, ReportColumn, ReportRow, Scope, Units
from vun.reports.words import RULES

_NOW = "@"


@dataclass(frozen=True, slots=True)
class Count:
    """A layout counted for one scope: the layout with the rows its facts called for, and every figure."""

    layout: Layout
    lines: tuple[Line, ...]
    leaves: tuple[LeafColumn, ...]
    facts: Mapping[Source, Facts]
    cells: Cells


def rule_of(layout: Layout, scope: Scope) -> CountingRule:
    """The rule asked for, or the report's own."""
    return scope.rule or layout.rule


def leaves_of(layout: Layout) -> tuple[LeafColumn, ...]:
    """The columns of figures, and beside turns the people, beside people the turns."""
    leaves = layout.leaves()
    if not layout.has_twins:
        return leaves
    counted = {
        (leaf.where, leaf.headings, leaf.column.measure.name) for leaf in leaves if leaf.column.measure
    }
    twins = []
    for leaf in leaves:
        measure = leaf.column.measure
        if measure and measure.twin and (leaf.where, leaf.headings, measure.twin) not in counted:
            twins.append(_twin(leaf, MEASURES[measure.twin]))
    return (*leaves, *twins)


def _twin(leaf: LeafColumn, measure: Measure) -> LeafColumn:
    label = f"{leaf.column.label}: {str(measure.label).lower()}"
    column = Column(f"{leaf.key}~{measure.name}", label, measure=measure)
    return LeafColumn(column, leaf.headings, leaf.where, leaf.made_by, twin=leaf.key)


def facts_for(
    layout: Layout, scope: Scope, leaves: Sequence[LeafColumn], *, with_ids: bool = False
) -> dict[Source, Facts]:
    """The facts of every source the columns count, by the fields any condition asks."""
    asked = _fields_asked(layout, leaves)
    found = {}
    for source in sources(layout):
        fields = sorted(field for field in asked if source in FIELDS[field].sources)
        found[source] = read_facts(source, scope, rule_of(layout, scope), fields, with_ids=with_ids)
    return found


def _fields_asked(layout: Layout, leaves: Sequence[LeafColumn]) -> frozenset[str]:
    asked = set(layout.where.fields)
    for leaf in leaves:
        asked |= leaf.where.fields | {field for _key, field in leaf.made_by}
    for line in lines(layout):
        asked |= line.where.fields | ({line.row.each} if line.row.each else set())
    if "unit" in asked:
        asked.add("own_unit")
    return frozenset(asked)


def read_facts(
    source: Source, scope: Scope, rule: CountingRule, fields: Sequence[str], *, with_ids: bool = False
) -> Facts:
    """All facts of one source in the scope."""
    if source is Source.PARTICIPATIONS:
        return Participations(scope, rule).facts(fields, with_ids=with_ids)
    if source is Source.CLASSES:
        return others.class_facts(scope, rule, fields)
    readers = {
        Source.COSTS: others.cost_facts,
        Source.QUOTAS: others.quota_facts,
        Source.LINES: others.line_facts,
        Source.BUDGETS: others.budget_facts,
        Source.STAFF: others.staff_facts,
        Source.POSTS: others.post_facts,
        Source.LEARNER_COSTS: shares.learner_cost_facts,
    }
    return readers[source](scope, fields)


def count(layout: Layout, scope: Scope, *, with_ids: bool = False) -> Count:
    """Every figure of the layout, formulas computed. Raises Problem where rows declared exclusive overlap."""
    facts = facts_for(layout, scope, leaves_of(layout), with_ids=with_ids)
    return counted(layout, scope, facts)


def counted(layout: Layout, scope: Scope, facts: Mapping[Source, Facts]) -> Count:
    """Every figure the facts give, formulas computed. Raises Problem as `count` does."""
    full = expanded(layout, facts, Names(scope.units_day))
    listed, leaves = tuple(lines(full)), leaves_of(full)
    cells = tabulate(listed, leaves, facts, layout.where)
    _compute_formulas(listed, leaves, cells)
    return Count(full, listed, leaves, facts, cells)


def _compute_formulas(listed: Sequence[Line], leaves: Sequence[LeafColumn], cells: Cells) -> None:
    """Fill in the columns computed from others, those that rest on other formulas after them."""
    whole = next((line.key for line in listed if line.row.is_total and not line.above), "")
    waiting = [leaf for leaf in leaves if leaf.column.formula]
    while waiting:
        ready = [leaf for leaf in waiting if not _rests_on(leaf, waiting)]
        for leaf in ready:
            formula = leaf.column.formula
            if formula is None:
                continue
            totals = {key: cells.get((whole, key)) for key in formula.of}
            for line in listed:
                if not line.row.is_heading:
                    row = {key: cells.get((line.key, key)) for key in formula.of}
                    cells[line.key, leaf.key] = formula.compute(row, totals)
        waiting = [leaf for leaf in waiting if leaf not in ready]


def _rests_on(leaf: LeafColumn, others_: Sequence[LeafColumn]) -> bool:
    formula = leaf.column.formula
    return formula is not None and any(other.key in formula.of for other in others_)


# --- The report -------------------------------------------------------------------------------------------------


def run(layout: Layout, scope: Scope) -> Report:
    """The report as shown. With several years, the columns of each stand side by side, the latest last."""
    counts = [count(layout, earlier(scope, back)) for back in reversed(range(layout.years))]
    return report_of(layout, scope, counts)


def earlier(scope: Scope, years: int) -> Scope:
    """The same days so many years before, in the same units where these are units of now."""
    if not years:
        return scope
    end = scope.period.end
    return replace(
        scope,
        period=Period(
            add_months(scope.period.start, -12 * years), None if end is None else add_months(end, -12 * years)
        ),
        now=scope.units_day,
    )


def report_of(layout: Layout, scope: Scope, counts: Sequence[Count]) -> Report:
    """The report made of the counts, the oldest year first."""
    listed, leaves = _all_lines(counts), _all_leaves(counts)
    rows = [_row(line, leaves, counts, scope) for line in listed]
    total = next((row for line, row in zip(listed, rows, strict=True) if line.row.is_total), None)
    return Report(
        title=layout.title,
        subtitle=scope.dates,
        row_heading=layout.row_heading or _("Nội dung"),
        columns=_report_columns(leaves, scope, len(counts), has_change=layout.has_change),
        rows=tuple(row for line, row in zip(listed, rows, strict=True) if not line.row.is_total),
        total=total,
        notes=_notes(layout, scope),
        form=Form(
            layout.form_code,
            layout.header,
            layout.unit_of_count,
            layout.author,
            layout.stated_on,
            layout.footer,
        ),
    )


def _all_lines(counts: Sequence[Count]) -> list[Line]:
    """The rows of the latest year; those only earlier years have, after the rows they follow there."""
    return _together([one.lines for one in reversed(counts)])


def _all_leaves(counts: Sequence[Count]) -> list[LeafColumn]:
    """The columns of the latest year; those only earlier years have, after the columns they follow there."""
    return _together([one.leaves for one in reversed(counts)])


_Placed = TypeVar("_Placed", Line, LeafColumn)


def _together(years: Sequence[Sequence[_Placed]]) -> list[_Placed]:
    listed = list(years[0])
    known = {one.key for one in listed}
    for year in years[1:]:
        before = ""
        for one in year:
            if one.key not in known:
                place = next((at for at, own in enumerate(listed, 1) if own.key == before), len(listed))
                listed.insert(place, one)
                known.add(one.key)
            before = one.key
    return listed


def _row(line: Line, leaves: Sequence[LeafColumn], counts: Sequence[Count], scope: Scope) -> ReportRow:
    figures: dict[str, Figure] = {}
    for back, one in zip(reversed(range(len(counts))), counts, strict=True):
        for leaf in leaves:
            key = year_key(leaf.key, scope, back)
            if not line.row.is_heading:
                figures[key] = _figure(line, leaf, one)
    return ReportRow(
        line.key, line.row.label, figures | _changes(line, leaves, counts), line.depth, line.row.number
    )


def _figure(line: Line, leaf: LeafColumn, counted_: Count) -> Figure:
    """What was counted in a year; nothing of a row or column that the year does not have."""
    value = counted_.cells.get((line.key, leaf.key))
    if leaf.column.measure is None:
        return Figure(value)
    measure = measure_of(line.row, leaf)
    is_counted = measure.how is not How.MEAN
    return Figure(value if value is not None or not is_counted else 0, measure.subject)


def year_key(key: str, scope: Scope, back: int) -> str:
    """The key of a column in an earlier year: ``people@2024``."""
    return f"{key}{_NOW}{earlier(scope, back).period.start.year}" if back else key


def _changes(line: Line, leaves: Sequence[LeafColumn], counts: Sequence[Count]) -> dict[str, Figure]:
    if not counts[-1].layout.has_change or len(counts) < 2:
        return {}
    changes = {}
    for leaf in leaves:
        now, before = (_figure(line, leaf, one).value for one in (counts[-1], counts[-2]))
        is_told = not line.row.is_heading
        changes[f"{leaf.key}{_NOW}change"] = Figure(
            now - before if is_told and now is not None and before is not None else None
        )
    return changes


def _report_columns(
    leaves: Sequence[LeafColumn], scope: Scope, years: int, *, has_change: bool
) -> tuple[ReportColumn, ...]:
    columns = []
    for leaf in leaves:
        groups = (*leaf.headings, leaf.column.label) if years > 1 else leaf.headings
        for back in reversed(range(years)):
            label = str(earlier(scope, back).period.start.year) if years > 1 else leaf.column.label
            columns.append(
                ReportColumn(
                    year_key(leaf.key, scope, back),
                    label,
                    _kind(leaf),
                    _decimals(leaf),
                    groups,
                    leaf.column.number,
                    year_key(leaf.twin, scope, back) if leaf.twin else "",
                )
            )
        if has_change and years > 1:
            twin_of = f"{leaf.twin}{_NOW}change" if leaf.twin else ""
            columns.append(
                ReportColumn(
                    f"{leaf.key}{_NOW}change",
                    _("Tăng, giảm"),
                    Kind.NUMBER,
                    _decimals(leaf),
                    groups,
                    "",
                    twin_of,
                    True,
                )
            )
    return tuple(columns)


def _kind(leaf: LeafColumn) -> Kind:
    if leaf.column.measure:
        return leaf.column.measure.kind
    formula = leaf.column.formula
    if formula and formula.reckoning in PERCENTAGES:
        return Kind.PERCENT
    return Kind.NUMBER if formula and formula.reckoning is Reckoning.RATIO else Kind.INTEGER


def _decimals(leaf: LeafColumn) -> int:
    if leaf.column.formula and leaf.column.formula.reckoning in (*PERCENTAGES, Reckoning.RATIO):
        return leaf.column.formula.decimals
    return 1 if leaf.column.measure and leaf.column.measure.how is How.MEAN else 0


def _notes(layout: Layout, scope: Scope) -> tuple[str, ...]:
    notes = list(layout.notes)
    found = sources(layout)
    if Source.PARTICIPATIONS in found:
        notes.append(
            _(
                "Lượt người: mỗi lần một người vào một lớp; số người: mỗi người đếm một lần trong ô. "
                "Tính người %(rule)s."
            )
            % {"rule": RULES[rule_of(layout, scope)]}
        )
    if scope.units is Units.NOW:
        notes.append(
            _("Tính theo đơn vị ngày %(day)s: số của đơn vị cũ cộng vào đơn vị kế thừa.")
            % {"day": format_date(scope.units_day)}
        )
    if Source.STAFF in found:
        notes.append(_("Người có chức vụ chính vào ngày cuối kỳ."))
    if Source.POSTS in found:
        notes.append(
            _(
                "Người giữ chức vụ vào ngày cuối kỳ, kể cả kiêm nhiệm: ai giữ nhiều chức vụ đứng ở nhiều cột, "
                "trong một cột chỉ đếm một lần."
            )
        )
    if Source.LEARNER_COSTS in found:
        notes.append(
            _(
                "Tiền chi trong kỳ của mỗi lớp chia đều cho người học của lớp; lớp chưa có người học thì tiền chưa "
                "đứng ở hàng nào."
            )
        )
    if layout.is_reconstructed:
        notes.append(
            _("Mẫu dựng lại: phụ lục chính thức chưa có trong tay; đối chiếu với phụ lục trước khi gửi đi.")
        )
    if layout.source:
        notes.append(_("Nguồn: %(source)s") % {"source": layout.source})
    return tuple(notes)


def condition_of(layout: Layout, line: Line, leaf: LeafColumn) -> Condition:
    """What a fact must meet to be counted in the cell, apart from the rows beside an "other"."""
    return layout.where & line.where & leaf.where
