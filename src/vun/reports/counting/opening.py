"""Opening a cell: the participations, people, classes, lines it counts, and the rule in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from vun.common.errors import NotFound
from vun.common.numbers import format_date
from vun.common.text import sort_key
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.queries.counted import (
    enrolments_behind,
    learners_of,
    participations_of,
    people_behind,
    people_in,
)
from vun.records.people.queries import everybody
from vun.reports.counting.expanding import along
from vun.reports.counting.facts import Atom
from vun.reports.counting.names import Names
from vun.reports.counting.participations import Participations
from vun.reports.counting.running import condition_of, earlier, leaves_of, read_facts, rule_of
from vun.reports.counting.tabulate import atoms_of, measure_of
from vun.reports.definitions.conditions import ALWAYS, Between, Condition, OneOf
from vun.reports.definitions.fields import FIELDS, FieldKind, Source
from vun.reports.definitions.layout import Layout, LeafColumn, Line, lines
from vun.reports.definitions.measures import MEASURES, How, Measure
from vun.reports.model import Opened, Scope, Subject, Units
from vun.reports.words import RULES

# So few people are looked up by their ids; of more, those first by name are soon met.
_FEW = 2_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a layout in the scope it counts."""

    layout: Layout
    scope: Scope
    line: Line
    leaf: LeafColumn
    names: Names

    @property
    def measure(self) -> Measure:
        return measure_of(self.line.row, self.leaf)

    @property
    def rule(self) -> CountingRule:
        return rule_of(self.layout, self.scope)

    @property
    def condition(self) -> Condition:
        return condition_of(self.layout, self.line, self.leaf)


def find_cell(layout: Layout, scope: Scope, row_key: str, column_key: str) -> Cell:
    """The cell of those keys, also where nothing is counted in it.

    Raises NotFound for a cell there cannot be, and for one that counts nothing (a heading, a formula).
    """
    column_key, _at, year = column_key.partition("@")
    names = Names(scope.units_day)
    line, leaf = _find(layout, row_key, column_key, partial(_value_words, names))
    if leaf is None or line is None or leaf.column.measure is None or line.row.is_heading:
        raise NotFound("figure")
    for back in range(layout.years):
        if not year or earlier(scope, back).period.start.year == _whole(year):
            return Cell(layout, earlier(scope, back), line, leaf, names)
    raise NotFound("figure")


def can_have(layout: Layout, row_key: str, column_key: str) -> bool:
    """Whether there is such a cell, or may be one when the report is run: rows made from values come and go."""
    line, leaf = _find(layout, row_key, column_key.partition("@")[0], lambda _field, value: str(value))
    return line is not None and leaf is not None


def _find(
    layout: Layout, row_key: str, column_key: str, called: Callable[[str, Any], str]
) -> tuple[Line | None, LeafColumn | None]:
    made = along(layout, row_key, _of_twin(column_key), called)
    line = next((one for one in lines(made) if one.key == row_key), None)
    leaf = next((one for one in leaves_of(made) if one.key == column_key), None)
    # What has no name of its own only stands for what is made of it.
    return None if line is not None and line.row.each and not line.row.label else line, leaf


def _of_twin(column_key: str) -> str:
    """The key of the column in whose cells a twin stands, or that of any other column itself."""
    own, _tilde, measure = column_key.rpartition("~")
    return own if measure in MEASURES else column_key


def _value_words(names: Names, field: str, value: Any) -> str:
    return _limit_words(field, OneOf(frozenset({value})), names)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def open_cell(layout: Layout, scope: Scope, row_key: str, column_key: str) -> Opened:
    """What stands behind the figure. The same conditions make the list and the figure. Raises NotFound."""
    cell = find_cell(layout, scope, row_key, column_key)
    words = tuple(explain(cell))
    if cell.measure.source is Source.PARTICIPATIONS:
        events = Participations(cell.scope, cell.rule).behind([cell.condition], cell.line.without)
        if cell.measure.how is How.DISTINCT:
            people_ids = people_in(events)
            is_long = len(people_ids) > _FEW
            people = everybody() if is_long else everybody().filter(pk__in=people_ids)
            return Opened(
                Subject.PERSON,
                words,
                cell.scope.day,
                rows=people_behind(people, events) if is_long else people,
                count=len(people_ids),
                read=partial(learners_of, events, cell.rule),
            )
        return Opened(
            Subject.ENROLMENT,
            words,
            cell.scope.day,
            rows=enrolments_behind(events, cell.rule),
            read=partial(participations_of, cell.rule),
        )
    ids, amounts = _items(cell)
    posts = _posts(cell) if cell.measure.source is Source.POSTS else {}
    return Opened(cell.measure.subject, words, cell.scope.day, ids=ids, amounts=amounts, posts=posts)


def _counted(cell: Cell, *told: str) -> Iterator[tuple[Atom, tuple[Any, ...]]]:
    """The facts the cell counts, with the values of the fields to be told."""
    asked = cell.condition.fields.union(*(condition.fields for condition in cell.line.without), told)
    fields = sorted(field for field in asked if cell.measure.source in FIELDS[field].sources)
    facts = read_facts(cell.measure.source, cell.scope, cell.rule, fields)
    for atom in atoms_of(cell.line, cell.leaf, facts, cell.layout.where):
        yield atom, tuple(atom.values[fields.index(field)] for field in told)


def _posts(cell: Cell) -> dict[int, str]:
    """By person the posts counted: the main one need not be among them."""
    held: dict[int, set[str]] = defaultdict(set)
    for atom, (title, unit) in _counted(cell, "title", "own_unit"):
        post = f"{cell.names.of('title', title)}, {cell.names.of('own_unit', unit)}"
        for person in atom.members.array().tolist():
            held[person].add(post)
    return {person: "; ".join(sorted(posts, key=sort_key)) for person, posts in held.items()}


def _items(cell: Cell) -> tuple[tuple[int, ...], tuple[int, ...]]:
    by_id: Counter[int] = Counter()
    for atom, _told in _counted(cell):
        items = atom.ids.array().tolist()
        amounts = atom.amounts.array().tolist() or [1] * len(items)
        for item, amount in zip(items, amounts, strict=True):
            by_id[item] += amount
    ids = tuple(sorted(by_id))
    return ids, tuple(by_id[item] for item in ids) if cell.measure.how is How.AMOUNT else ()


# --- The rule in words ------------------------------------------------------------------------------------------


def explain(cell: Cell) -> list[str]:
    """Sentences that say what the figure counts."""
    names = cell.names
    said = [
        _("Đếm: %(measure)s.") % {"measure": str(cell.measure.label).lower()},
        _("Hàng: %(row)s.") % {"row": cell.line.path},
        _("Cột: %(column)s.") % {"column": ": ".join((*cell.leaf.headings, cell.leaf.column.label))},
        _("Kỳ: %(dates)s.") % {"dates": cell.scope.dates},
    ]
    if cell.measure.source in (Source.PARTICIPATIONS, Source.CLASSES):
        said.append(_("Tính theo: %(rule)s.") % {"rule": RULES[cell.rule]})
    if cell.scope.units is Units.NOW:
        said.append(_("Đơn vị: của ngày %(day)s.") % {"day": format_date(cell.scope.units_day)})
    if (cell.layout.where & cell.line.where & cell.leaf.where) != ALWAYS:
        said.append(_("Điều kiện: %(condition)s.") % {"condition": condition_words(cell.condition, names)})
    if cell.line.without:
        said.append(
            _("Trừ: %(condition)s.")
            % {"condition": "; ".join(condition_words(one, names) for one in cell.line.without)}
        )
    return said


def condition_words(condition: Condition, names: Names) -> str:
    """The condition as an officer reads it."""
    cases = [
        _(" và ").join(dict.fromkeys(_limit_words(field, limit, names) for field, limit in case))
        for case in condition.cases
    ]
    return _(" hoặc ").join(dict.fromkeys(cases)) or _("không có gì")


def _limit_words(field: str, limit: Any, names: Names) -> str:
    label = str(FIELDS[field].label).lower()
    if isinstance(limit, Between):
        if limit.least is None:
            return _("%(field)s đến %(most)s") % {"field": label, "most": limit.most}
        if limit.most is None:
            return _("%(field)s từ %(least)s") % {"field": label, "least": limit.least}
        return _("%(field)s từ %(least)s đến %(most)s") % {
            "field": label,
            "least": limit.least,
            "most": limit.most,
        }
    if FIELDS[field].kind is FieldKind.FLAG and len(limit.values) == 1:
        (value,) = limit.values
        return label if value is not limit.is_all_but else _("không phải %(field)s") % {"field": label}
    values = ", ".join(names.of(field, value) for value in names.in_order(field, limit.values))
    if limit.is_all_but:
        return _("%(field)s không phải %(values)s") % {"field": label, "values": values}
    return _("%(field)s là %(values)s") % {"field": label, "values": values}
