"""A report as it is kept when signed, and opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.records.delivery.domain import CountingRule
from vun.records.orgs.queries import unit_by_id
from vun.records.publishing.domain import CheckedRelation, Frozen, unpacked
from vun.reports.counting.keeping import LaidOut
from vun.reports.counting.running import rule_of
from vun.reports.counting.tabulate import CellKey
from vun.reports.definitions.reading import read_layout
from vun.reports.evidence import ByCell, Evidence, called
from vun.reports.freezing.written import report_data, report_from
from vun.reports.model import Definition, Opened, Report, ReportColumn, ReportRow, Scope, Units

if TYPE_CHECKING:
    from vun.records.publishing.models import SignedReport, SubmittedReport

_COMPUTED = "computed"


def frozen(
    definition: Definition,
    data: Mapping[str, Any] | None,
    scope: Scope,
    evidence: Evidence,
    relations: Sequence[CheckedRelation],
) -> Frozen:
    """Everything of the report as of now, with the ids behind each cell and what these are called.

    ``data``: the definition, None for a report that is computed as a whole.
    """
    return Frozen(
        name=definition.name,
        title=str(definition.title),
        first_day=scope.period.start,
        last_day=scope.day,
        unit_id=scope.unit_id,
        definition={_COMPUTED: definition.name} if data is None else data,
        scope={
            "units": scope.units.value,
            "units_day": scope.units_day.isoformat(),
            "rule": _rule(evidence, scope),
            "unit": unit_by_id(scope.unit_id).code if scope.unit_id is not None else None,
        },
        figures=report_data(evidence.report),
        facts={
            **evidence.kept(),
            "names": {
                subject.value: {str(key): name for key, name in names.items()}
                for subject, names in called(evidence.things()).items()
            },
        },
        relations=relations,
    )


def _rule(evidence: Evidence, scope: Scope) -> str | None:
    if isinstance(evidence, LaidOut):
        return rule_of(evidence.layout, scope).value
    return scope.rule.value if scope.rule else None


def scope_of(signed: SignedReport | SubmittedReport, actor: Actor) -> Scope:
    """What the report was asked for."""
    rule = signed.scope["rule"]
    return Scope(
        actor,
        Period(signed.first_day, signed.last_day + timedelta(days=1)),
        signed.unit_id,
        Units(signed.scope["units"]),
        CountingRule(rule) if rule else None,
        date.fromisoformat(signed.scope["units_day"]),
    )


def kept_evidence(signed: SignedReport) -> Evidence:
    """What it keeps behind its cells. Raises ValueError, KeyError, TypeError or IndexError where that is damaged."""
    kept = unpacked(bytes(signed.facts))
    if _COMPUTED in signed.definition:
        return ByCell.from_kept(report_from(signed.figures), kept)
    scope = scope_of(signed, Actor.system("vun report verify"))
    return LaidOut.from_kept(read_layout(signed.definition), scope, kept)


def as_known_then(signed: SignedReport) -> dict[CellKey, int | Decimal | None]:
    """The figures counted again from the facts kept. Raises ValueError, KeyError … when these are damaged."""
    evidence = kept_evidence(signed)
    if isinstance(evidence, LaidOut):
        return figures_of(evidence.report)
    report = evidence.report
    found: dict[CellKey, int | Decimal | None] = {}
    for row in _rows(report):
        figures: dict[str, int | Decimal | None] = {
            key: _recounted(evidence, row, key) for key in row.figures
        }
        for column in _in_turn(report.columns):
            if column.formula is not None:
                figures[column.key] = column.formula.compute(figures)
        found |= {(row.key, key): value for key, value in figures.items()}
    return found


def _recounted(evidence: Evidence, row: ReportRow, key: str) -> int | None:
    behind = evidence.behind(row.key, key)
    if behind is None:
        return None
    return int(behind.amounts.sum()) if len(behind.amounts) else len(behind.listed)


def _in_turn(columns: Sequence[ReportColumn]) -> list[ReportColumn]:
    """Computed columns after those they rest on."""
    computed = {column.key for column in columns if column.formula}
    return sorted(columns, key=lambda one: bool(one.formula and computed.intersection(one.formula.of)))


def figures_of(report: Report) -> dict[CellKey, int | Decimal | None]:
    """The figure of every cell by the keys of its row and column."""
    return {(row.key, key): figure.value for row in _rows(report) for key, figure in row.figures.items()}


def _rows(report: Report) -> list[ReportRow]:
    return [*report.rows, *([report.total] if report.total else [])]


def ids_behind(signed: SignedReport, row_key: str, column_key: str) -> Opened:
    """What the cell counted when it was signed. Raises NotFound for a cell that counts nothing."""
    behind = kept_evidence(signed).behind(row_key, column_key)
    if behind is None:
        raise NotFound("figure")
    scope = scope_of(signed, Actor.system("vun report"))
    return Opened(behind.subject, (), scope.day, behind.listed, tuple(behind.amounts.tolist()))
