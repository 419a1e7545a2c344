"""The reports that can be run, in the order they are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.records.publishing.domain import CheckedRelation, Frozen
from vun.records.publishing.queries import find_definition, own_definitions, relations_of
from vun.reports.counting.keeping import LaidOut
from vun.reports.counting.opening import can_have, open_cell
from vun.reports.counting.running import run
from vun.reports.definitions.checking import check
from vun.reports.definitions.layout import Layout
from vun.reports.definitions.reading import read_layout
from vun.reports.evidence import ByCell, Evidence
from vun.reports.freezing import Change, changes, frozen, scope_of
from vun.reports.model import Definition, Report, Scope
from vun.reports.placement import PLACEMENT
from vun.reports.plan_result import BY_PROGRAMME, BY_UNIT
from vun.reports.relations import Relation, cells_of, checked, own_relations, read_relation
from vun.reports.shipped import NAMES, RELATIONS, data_of, shipped
from vun.reports.standard_bridge import STANDARD_BRIDGE
from vun.reports.standard_share import STANDARD_SHARE
from vun.reports.wording import with_words

if TYPE_CHECKING:
    from vun.records.publishing.models import SignedReport

_COMPUTED = (BY_PROGRAMME, BY_UNIT, STANDARD_SHARE, STANDARD_BRIDGE, PLACEMENT)

_PAGES = ("pivot", "signed", "drafts", "templates")


def layout_from(data: Any) -> Layout:
    """The layout, checked. Raises Problem naming the row or column at fault."""
    layout = read_layout(data)
    check(layout)
    return layout


def definition_of(layout: Layout) -> Definition:
    """The report a layout makes."""
    return Definition(
        name=layout.name,
        title=layout.title,
        question=layout.question,
        run=partial(run, layout),
        open_cell=partial(open_cell, layout),
        has_rule=True,
        years=layout.years,
        units=layout.units,
    )


def definitions() -> tuple[Definition, ...]:
    """All of them, those the office made itself last."""
    own = (definition_of(read_layout(one.data)) for one in own_definitions())
    return (*_COMPUTED, *(definition_of(shipped(name)) for name in NAMES), *own)


def get_definition(name: str) -> Definition:
    """The one of that name. Raises NotFound."""
    for definition in _COMPUTED:
        if definition.name == name:
            return definition
    return definition_of(get_layout(name))


def get_layout(name: str) -> Layout:
    """The layout of that name. Raises NotFound, also for a report that is computed and not laid out as data."""
    return shipped(name) if name in NAMES else read_layout(get_data(name))


def get_data(name: str) -> Mapping[str, Any]:
    """The definition as plain data. Raises NotFound."""
    if name in NAMES:
        return data_of(name)
    found = find_definition(name)
    if found is None:
        raise NotFound("report")
    data: Mapping[str, Any] = found.data
    return data


def is_shipped(name: str) -> bool:
    """Whether the name is taken by a report that comes with the program, or by one of its pages."""
    return name in _PAGES or name in NAMES or any(definition.name == name for definition in _COMPUTED)


def evidence_of(name: str, scope: Scope) -> Evidence:
    """The report as the records tell it now, with what each cell counts. Raises NotFound."""
    for definition in _COMPUTED:
        if definition.name == name:
            return ByCell.of(definition.run(scope))
    return LaidOut.of(get_layout(name), scope)


def check_relations(name: str, scope: Scope, evidence: Evidence) -> list[CheckedRelation]:
    """Every relation of the report: of its definition, shipped, and the office's own."""
    relations = list(_promised(name, evidence))
    relations += [read_relation(one["name"], one["formula"]) for one in RELATIONS if one["report"] == name]
    relations += [read_relation(one.name, one.formula) for one in relations_of(name)]
    known: dict[str, Report] = {}
    return [
        checked(one, evidence.report, lambda other: get_definition(other).run(scope), known)
        for one in relations
    ]


def read_written(report: str, name: str, formula: str) -> Relation:
    """A relation somebody wrote for a report. Raises Problem when it cannot be read, or names what there is not.

    Rows made when a report is run, and those of a computed one, may come and go: they are not looked for.
    """
    relation = read_relation(name, formula)
    for cell in cells_of(relation):
        other = cell[0] or report
        try:
            definition = get_definition(other)
        except NotFound:
            raise Problem("reports.report_unknown", field="formula", name=other) from None
        if not definition.is_computed and not can_have(get_layout(other), cell[1], cell[2]):
            raise Problem("reports.cell_unknown", field="formula", name=f"[{cell[1]}/{cell[2]}]")
    return relation


def _promised(name: str, evidence: Evidence) -> Iterator[Relation]:
    """What the report promises by its nature."""
    if isinstance(evidence, LaidOut):
        yield from own_relations(evidence.counts[-1])
        return
    promises = get_definition(name).promises
    if promises is not None:
        yield from (read_relation(said, formula) for said, formula in promises(evidence.report))


def freeze(name: str, scope: Scope) -> Frozen:
    """The report as it would be kept if it were signed now, with its words, its relations checked. Raises NotFound."""
    evidence = evidence_of(name, scope)
    data = get_data(name) if isinstance(evidence, LaidOut) else None
    kept = frozen(get_definition(name), data, scope, evidence, check_relations(name, scope, evidence))
    return with_words(kept, scope, evidence.report)


def corrected_since(signed: SignedReport, actor: Actor) -> list[Change]:
    """The cells of the signed report that the records of today tell otherwise, each with the names (a restatement)."""
    scope = scope_of(signed, actor)
    is_computed = any(definition.name == signed.name for definition in _COMPUTED)
    now = (
        evidence_of(signed.name, scope) if is_computed else LaidOut.of(read_layout(signed.definition), scope)
    )
    return changes(signed, now)
