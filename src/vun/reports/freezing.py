"""A report as it is kept when signed, opened again, verified, and told anew as corrected since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.common.numbers import format_number
from vun.common.period import Period
from vun.engines.tabular import Kind
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.queries.facts import classes_with
from vun.records.orgs.queries import unit_by_id
from vun.records.people.queries import names_of
from vun.records.publishing.domain import CheckedRelation, Frozen, unpacked
from vun.records.publishing.queries import digest_told
from vun.reports.counting.expanding import expanded
from vun.reports.counting.facts import Atom, Facts, Numbers
from vun.reports.counting.names import Names
from vun.reports.counting.running import (
    Count,
    compute_formulas,
    count,
    earlier,
    leaves_of,
    report_of,
    rule_of,
)
from vun.reports.counting.tabulate import CellKey, atoms_of, tabulate
from vun.reports.definitions.fields import Source
from vun.reports.definitions.layout import Layout, LeafColumn, Line, lines
from vun.reports.definitions.measures import How
from vun.reports.definitions.reading import read_layout
from vun.reports.model import (
    Figure,
    Footer,
    Form,
    Opened,
    Report,
    ReportColumn,
    ReportRow,
    Scope,
    Subject,
    Units,
)

if TYPE_CHECKING:
    from vun.records.publishing.models import SignedReport


def frozen(
    layout: Layout,
    data: Mapping[str, Any],
    scope: Scope,
    relations: Callable[[Report, Count], Sequence[CheckedRelation]],
) -> Frozen:
    """Everything of the report as of now, with the ids behind each cell and the names of the people counted."""
    counts = [count(layout, earlier(scope, back), with_ids=True) for back in reversed(range(layout.years))]
    report = report_of(layout, scope, counts)
    people = {int(one) for each in counts for one in _people(each.facts)}
    return Frozen(
        name=layout.name,
        title=layout.title,
        first_day=scope.period.start,
        last_day=scope.day,
        unit_id=scope.unit_id,
        definition=data,
        scope={
            "units": scope.units.value,
            "rule": rule_of(layout, scope).value,
            "unit": unit_by_id(scope.unit_id).code if scope.unit_id is not None else None,
        },
        figures=report_data(report),
        facts={
            "years": [facts_data(each.facts) for each in counts],
            "names": {str(key): name for key, name in names_of(people).items()},
        },
        relations=relations(report, counts[-1]),
    )


def _people(facts: Mapping[Source, Facts]) -> set[int]:
    found: set[int] = set()
    for source, own in facts.items():
        for atom in own.atoms:
            if source is Source.PARTICIPATIONS:
                found.update(atom.members.array().tolist())
            elif source is Source.STAFF:
                found.update(atom.ids.array().tolist())
    return found


# --- Facts and figures as plain data ----------------------------------------------------------------------------


def facts_data(facts: Mapping[Source, Facts]) -> dict[str, Any]:
    """As stored: for each source its fields and the groups of facts no condition tells apart."""
    return {
        source.value: {
            "fields": list(own.fields),
            "atoms": [
                [
                    list(atom.values),
                    atom.count,
                    atom.amount,
                    ",".join(atom.members.texts),
                    ",".join(atom.ids.texts),
                    ",".join(atom.amounts.texts),
                ]
                for atom in own.atoms
            ],
        }
        for source, own in facts.items()
    }


def facts_from(data: Mapping[str, Any]) -> dict[Source, Facts]:
    """The facts as they were counted."""
    return {
        Source(name): Facts(tuple(own["fields"]), tuple(_atom(one) for one in own["atoms"]))
        for name, own in data.items()
    }


def _atom(data: Sequence[Any]) -> Atom:
    values, number, amount, *lists = data
    members, ids, amounts = (Numbers([text] if text else []) for text in lists)
    plain = tuple(tuple(value) if isinstance(value, list) else value for value in values)
    return Atom(plain, number, amount, members, ids, amounts)


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
            ReportColumn(key, label, Kind(kind), decimals, tuple(groups), number, twin, is_change)
            for key, label, kind, decimals, groups, number, twin, is_change in data["columns"]
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


# --- Opening, verifying, telling anew ---------------------------------------------------------------------------


def verify(signed: SignedReport) -> tuple[str, ...]:
    """What is wrong with a signed report: ``seal``, ``audit``, ``facts``, ``figures``; nothing when it is as signed."""
    wrong = []
    if signed.seal() != signed.digest:
        wrong.append("seal")
    if digest_told(signed) != signed.digest:
        wrong.append("audit")
    try:
        is_same = as_known_then(signed) == figures_of(report_from(signed.figures))
    except (ValueError, KeyError, TypeError, IndexError):
        return (*wrong, "facts")
    return tuple(wrong) if is_same else (*wrong, "figures")


def as_known_then(signed: SignedReport) -> dict[CellKey, int | Decimal | None]:
    """The figures counted again from the facts kept. Raises ValueError or KeyError when these are damaged."""
    layout, scope = read_layout(signed.definition), scope_of(signed, Actor.system("vun report verify"))
    kept = unpacked(bytes(signed.facts))
    counts = [_counted(layout, scope, facts_from(data)) for data in kept["years"]]
    return figures_of(report_of(layout, scope, counts))


def figures_of(report: Report) -> dict[CellKey, int | Decimal | None]:
    """The figure of every cell by the keys of its row and column."""
    rows = [*report.rows, *([report.total] if report.total else [])]
    return {(row.key, key): figure.value for row in rows for key, figure in row.figures.items()}


def scope_of(signed: SignedReport, actor: Actor) -> Scope:
    """What the report was asked for."""
    return Scope(
        actor,
        Period(signed.first_day, signed.last_day + timedelta(days=1)),
        signed.unit_id,
        Units(signed.scope["units"]),
        CountingRule(signed.scope["rule"]),
    )


def _counted(layout: Layout, scope: Scope, facts: dict[Source, Facts]) -> Count:
    leaves = leaves_of(layout)
    full = expanded(layout, facts, Names(scope.day))
    listed = tuple(lines(full))
    cells = tabulate(listed, leaves, facts, layout.where)
    compute_formulas(listed, leaves, cells)
    return Count(full, listed, leaves, facts, cells)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that reads otherwise now: what was added to it and what is gone, by name."""

    row: str
    column: str
    before: int | Decimal | None
    after: int | Decimal | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def as_corrected_since(signed: SignedReport, actor: Actor) -> list[Change]:
    """The cells of the signed report that the records of today tell otherwise, each with the names (a restatement)."""
    layout, scope = read_layout(signed.definition), scope_of(signed, actor)
    kept = unpacked(bytes(signed.facts))
    then = _counted(layout, scope, facts_from(kept["years"][-1]))
    now = count(layout, scope, with_ids=True)
    called = {int(key): name for key, name in kept["names"].items()}
    called |= names_of(_people(now.facts) - called.keys())
    lines_then, lines_now = ({line.key: line for line in one.lines} for one in (then, now))
    changes = []
    for key in lines_then | lines_now:
        line = lines_now.get(key) or lines_then[key]
        if line.row.is_heading:
            continue
        for leaf in now.leaves:
            if leaf.column.measure is not None:
                change = _change(line, leaf, then, now, called)
                changes += [change] if change else []
    return changes


def _change(
    line: Line, leaf: LeafColumn, then: Count, now: Count, called: Mapping[int, str]
) -> Change | None:
    before, after = (one.cells.get((line.key, leaf.key), 0) for one in (then, now))
    was, is_ = (_items(line, leaf, one) for one in (then, now))
    if before == after and was == is_:
        return None
    source = leaf.column.measure.source if leaf.column.measure else Source.PARTICIPATIONS
    return Change(
        row=line.path,
        column=": ".join((*leaf.headings, leaf.column.label)),
        before=before,
        after=after,
        added=_names(source, [item for item, told in is_.items() if was.get(item) != told], is_, called),
        removed=_names(source, [item for item, told in was.items() if is_.get(item) != told], was, called),
    )


def _items(line: Line, leaf: LeafColumn, counted: Count) -> dict[int, int]:
    """The ids behind a cell, each with its person, or with what it adds."""
    measure = leaf.column.measure
    if measure is None or measure.source not in counted.facts:
        return {}
    found: dict[int, int] = {}
    for atom in atoms_of(line, leaf, counted.facts[measure.source], counted.layout.where):
        ids = atom.ids.array().tolist()
        told = atom.members.array().tolist() or atom.amounts.array().tolist() or ids
        found |= dict(zip(ids, told, strict=True))
    return found


def _names(
    source: Source, items: list[int], told: Mapping[int, int], called: Mapping[int, str]
) -> tuple[str, ...]:
    if source in (Source.PARTICIPATIONS, Source.STAFF):
        return tuple(sorted(called.get(told[item], f"#{told[item]}") for item in items))
    if source is Source.CLASSES:
        known = dict(classes_with(items).values_list("pk", "name"))
        return tuple(known.get(item, f"#{item}") for item in items)
    return tuple(f"#{item}: {format_number(told[item])}" for item in items)


def ids_behind(signed: SignedReport, row_key: str, column_key: str) -> Opened:
    """What the cell counted when it was signed. Raises NotFound for a cell that counts nothing."""
    layout, scope = read_layout(signed.definition), scope_of(signed, Actor.system("vun report"))
    counted = _counted(layout, scope, facts_from(unpacked(bytes(signed.facts))["years"][-1]))
    line = next((one for one in counted.lines if one.key == row_key), None)
    leaf = next((one for one in counted.leaves if one.key == column_key), None)
    if line is None or leaf is None or leaf.column.measure is None or line.row.is_heading:
        raise NotFound("figure")
    items = _items(line, leaf, counted)
    measure = leaf.column.measure
    if measure.how is How.DISTINCT:
        return Opened(Subject.PERSON, (), scope.day, tuple(sorted(set(items.values()))))
    amounts = tuple(items[key] for key in sorted(items)) if measure.how is How.AMOUNT else ()
    return Opened(measure.subject, (), scope.day, tuple(sorted(items)), amounts)
