"""Relations between figures: parts = total, before = after, sources = cost; of the definition, and written ones."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from vun.common.errors import NotFound, Problem
from vun.common.numbers import format_number
from vun.records.publishing.domain import CheckedRelation, Holding
from vun.reports.counting.expanding import is_made, maker_of
from vun.reports.counting.running import Count
from vun.reports.definitions.layout import LeafColumn, Row
from vun.reports.model import Report

_CELL = re.compile(r"\[(?:([a-z0-9-]+):\s+)?([^\[\]/]+)/([^\[\]/]+)\]")
_FACTOR = r"(?:@\d+|\d{1,15})"
_TERM = rf"{_FACTOR}(?:\s*\*\s*{_FACTOR})*"
_SIDE = rf"\s*-?\s*{_TERM}(?:\s*[-+]\s*{_TERM})*\s*"
_SIDES = re.compile(rf"({_SIDE})(=|<=)({_SIDE})")
_NUMBERING = re.compile(r"(\d+)=(\d+(?:\+\d+)+)")


@dataclass(frozen=True, slots=True)
class Term:
    """A product of cells (report, row, column; no report: this one) and a factor, added or taken away."""

    cells: tuple[tuple[str, str, str], ...]
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sums that should be equal, or the left no more than the right."""

    name: str
    formula: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    is_at_most: bool = False


def read_relation(name: str, formula: str) -> Relation:
    """From ``[row/column] = [row/column] + 2 * [other report: row/column]``. Raises Problem when it cannot be read."""
    cells: list[tuple[str, str, str]] = []

    def keep(match: re.Match[str]) -> str:
        cells.append((match[1] or "", match[2].strip(), match[3].strip()))
        return f"@{len(cells) - 1}"

    sides = _SIDES.fullmatch(_CELL.sub(keep, formula))
    if sides is None or not cells:
        raise Problem("reports.formula_unreadable", formula=formula)
    left, mark, right = sides.groups()
    return Relation(name, formula.strip(), _terms(left, cells), _terms(right, cells), mark == "<=")


def _terms(side: str, cells: list[tuple[str, str, str]]) -> tuple[Term, ...]:
    terms = []
    for sign, product in re.findall(rf"([-+]?)\s*({_TERM})", side):
        factors = [factor.strip() for factor in product.split("*")]
        times = math.prod(int(factor) for factor in factors if factor[0] != "@")
        named = tuple(cells[int(factor[1:])] for factor in factors if factor[0] == "@")
        terms.append(Term(named, -times if sign == "-" else times))
    return tuple(terms)


# --- What the definition itself promises ------------------------------------------------------------------------


def own_relations(counted: Count) -> Iterator[Relation]:
    """Parts against their whole where parts are complete, made or closed by an "other"; sums the form numbers."""
    yield from _of_numbering(counted)
    tops = [row for row in counted.layout.rows if not row.is_total]
    total = next((row for row in counted.layout.rows if row.is_total), None)
    if total is not None and (_is_closed(tops) or _is_all(tops)):
        yield from _parts(total, total.label, tops, counted)
    for line in counted.lines:
        row = line.row
        parts = row.parts
        if parts and not row.is_heading and (row.is_complete or _is_closed(parts)):
            yield from _parts(row, line.path, parts, counted)


def _is_all(rows: list[Row]) -> bool:
    """Whether they are all the rows made of one field, of everything the report is about.

    A row that asks for more than its own value was made by one with a condition: then something may be left out.
    """
    makers = {maker_of(row.key) for row in rows if is_made(row.key)}
    return len(makers) == 1 and all(
        is_made(row.key) and [len(one) for one in row.where.cases] == [1] for row in rows
    )


def _is_closed(rows: tuple[Row, ...] | list[Row]) -> bool:
    return any(row.is_other for row in rows)


def _parts(whole: Row, called: str, parts: tuple[Row, ...] | list[Row], counted: Count) -> Iterator[Relation]:
    if not parts:
        return
    for leaf in counted.leaves:
        measure = leaf.column.measure
        if measure is not None and measure.is_additive:
            yield _sum(
                _("%(whole)s = tổng các phần (%(column)s)") % {"whole": called, "column": _title(leaf)},
                ("", whole.key, leaf.key),
                [("", part.key, leaf.key) for part in parts if not part.is_heading],
            )


def _of_numbering(counted: Count) -> Iterator[Relation]:
    by_number = {leaf.column.number.partition("=")[0]: leaf for leaf in counted.leaves if leaf.column.number}
    for leaf in counted.leaves:
        match = _NUMBERING.fullmatch(leaf.column.number.replace(" ", ""))
        parts = [by_number[number] for number in match[2].split("+") if number in by_number] if match else []
        if match is None or len(parts) != match[2].count("+") + 1:
            continue
        for line in counted.lines:
            if not line.row.is_heading:
                yield _sum(
                    _("Cột %(numbering)s: %(row)s") % {"numbering": leaf.column.number, "row": line.path},
                    ("", line.key, leaf.key),
                    [("", line.key, part.key) for part in parts],
                )


def _sum(name: str, whole: tuple[str, str, str], parts: list[tuple[str, str, str]]) -> Relation:
    formula = f"{_written(whole)} = {' + '.join(map(_written, parts))}"
    return Relation(name, formula, (Term((whole,)),), tuple(Term((part,)) for part in parts))


def _written(cell: tuple[str, str, str]) -> str:
    report, row, column = cell
    return f"[{report}: {row}/{column}]" if report else f"[{row}/{column}]"


def _title(leaf: LeafColumn) -> str:
    return ": ".join((*leaf.headings, leaf.column.label))


def cells_of(relation: Relation) -> tuple[tuple[str, str, str], ...]:
    """Every cell it names: report (empty: its own), row, column."""
    return tuple(cell for term in (*relation.left, *relation.right) for cell in term.cells)


# --- Checking ---------------------------------------------------------------------------------------------------


def checked(
    relation: Relation, report: Report, other: Callable[[str], Report], known: dict[str, Report]
) -> CheckedRelation:
    """How the relation comes out; ``other`` runs another report of the same scope, once each.

    It is not known where a cell has no figure, or there is no such cell in the period: then too it must be explained.
    """

    def figure(cell: tuple[str, str, str]) -> Decimal | None:
        name, row, column = cell
        try:
            if name and name not in known:
                known[name] = other(name)
        except NotFound:
            return None
        found = (known[name] if name else report).figure(row, column)
        return None if found is None or found.value is None else Decimal(found.value)

    left, right = _total(relation.left, figure), _total(relation.right, figure)
    if left is None or right is None:
        holding = Holding.UNKNOWN
    else:
        does_hold = left <= right if relation.is_at_most else left == right
        holding = Holding.HOLDS if does_hold else Holding.DIFFERS
    return CheckedRelation(relation.name, relation.formula, holding, _shown(left), _shown(right))


def _total(
    terms: tuple[Term, ...], figure: Callable[[tuple[str, str, str]], Decimal | None]
) -> Decimal | None:
    total = Decimal(0)
    for term in terms:
        product = Decimal(term.factor)
        for cell in term.cells:
            value = figure(cell)
            if value is None:
                return None
            product *= value
        total += product
    return total


def _shown(value: Decimal | None) -> str:
    if value is None:
        return "–"
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, decimals=-exponent if isinstance(exponent, int) and exponent < 0 else 0)
