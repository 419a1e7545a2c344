"""The grid in which learners are given to units: lines across, units down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.common.numbers import parse_integer
from vun.faces.web.forms import perform
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import show
from vun.faces.web.plans.editing import crumbs_of, editable_line, editable_version, plan_url
from vun.faces.web.request import Request
from vun.records.orgs import queries as orgs
from vun.records.plans import operations, queries
from vun.records.plans.domain import QuotaGridProblem

MOST_CELLS = 900
"""Numbers on one page: fewer than the fields a server takes in one go."""

DEEPEST = 3


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that may be given places. ``heads`` are its people and those below it; a leaf has no row below it."""

    unit: Any
    depth: int
    heads: int
    is_leaf: bool


@dataclass(slots=True)
class Cell:
    """What stands in one field, as typed, and what of it is taken or passed on already."""

    name: str
    value: str
    used: int
    label: str


@dataclass(slots=True)
class GridColumn:
    """A line: what it has to give, what is given on this page and elsewhere, what is wrong."""

    line: Any
    given: int
    elsewhere: int
    problem: str = ""


@needs(Permission.PLAN_EDIT)
def grid(request: Request, version_id: int) -> HttpResponse:
    version = editable_version(request, version_id)
    all_lines = list(queries.terms_of_version(version))
    rows = _rows(request, all_lines)
    lines, pages = _shown_lines(request, all_lines, len(rows))
    address = request.get_full_path()
    typed: Mapping[str, str] = {}
    problems: dict[int, str] = {}
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items() if name.startswith("q-")}
        wanted, problems = _read(typed, lines, rows)
        if not problems:
            try:
                operations.set_quota_grid(version=version, grid=wanted, by=request.actor)
            except QuotaGridProblem as found:
                problems = {key: problem_text(problem) for key, problem in found.by_line.items()}
            else:
                messages.success(request, gettext("Đã lưu chỉ tiêu."))
                return redirect(address)
    columns = [_column(line, rows, problems.get(line.pk, "")) for line in lines]
    return show(
        request,
        "plans/quota_grid.html",
        title=_("Phân bổ chỉ tiêu"),
        lead=_("Gõ số học viên giao cho từng đơn vị. Tổng của mỗi nội dung không quá số học viên."),
        crumbs=crumbs_of(version),
        status_code=400 if problems else 200,
        version=version,
        columns=columns,
        rows=[(row, [_cell(column.line, row, typed) for column in columns]) for row in rows],
        pages=pages,
        is_single=len(columns) == 1,
        depth=_depth(request),
        deepest=DEEPEST,
        address=address,
        cancel=plan_url(version, "quotas"),
        has_problems=bool(problems),
    )


def _depth(request: Request) -> int:
    asked = request.GET.get("depth", "")
    return int(asked) if asked in map(str, range(1, DEEPEST + 1)) else 1


def _rows(request: Request, lines: list[Any]) -> list[UnitRow]:
    """The units of the day down to the depth asked for, and every unit that has a quota already."""
    given = {quota.unit_id for line in lines for quota in line.quotas.all()}
    depth = _depth(request)
    nodes = [
        node for node in orgs.tree(request.actor, request.on) if node.depth <= depth or node.unit.pk in given
    ]
    heads = queries.heads_below([node.unit.pk for node in nodes], request.on)
    depths = [node.depth for node in nodes]
    leaves = [following <= own for own, following in pairwise([*depths, 0])]
    rows = [
        UnitRow(node.unit, node.depth, heads.get(node.unit.pk, 0), is_leaf)
        for node, is_leaf in zip(nodes, leaves, strict=True)
    ]
    shown = {row.unit.pk for row in rows}
    gone = {
        quota.unit_id: quota.unit
        for line in lines
        for quota in line.quotas.all()
        if quota.unit_id not in shown
    }
    return rows + [UnitRow(unit, 0, 0, is_leaf=True) for unit in gone.values()]


def _shown_lines(request: Request, lines: list[Any], units: int) -> tuple[list[Any], list[tuple[int, bool]]]:
    """The one line asked for, or a page of lines, and the pages as (number, is the one shown)."""
    asked = request.GET.get("line", "")
    if asked:
        found = [line for line in lines if str(line.pk) == asked]
        if not found:
            raise NotFound("plan line")
        return found, []
    size = max(1, MOST_CELLS // max(units, 1))
    count = -(-len(lines) // size)
    page = request.GET.get("page", "1")
    current = int(page) if page in map(str, range(1, count + 1)) else 1
    pages = [(number, number == current) for number in range(1, count + 1)] if count > 1 else []
    return lines[(current - 1) * size : current * size], pages


def _column(line: Any, rows: list[UnitRow], problem: str) -> GridColumn:
    shown = {row.unit.pk for row in rows}
    quotas = line.quotas.all()
    return GridColumn(
        line,
        sum(quota.learners for quota in quotas),
        sum(quota.learners for quota in quotas if quota.unit_id not in shown),
        problem,
    )


def _cell(line: Any, row: UnitRow, typed: Mapping[str, str]) -> Cell:
    name = f"q-{line.pk}-{row.unit.pk}"
    quota = next((quota for quota in line.quotas.all() if quota.unit_id == row.unit.pk), None)
    value = typed.get(name, str(quota.learners) if quota else "")
    used = quota.taken + quota.passed_on if quota else 0
    return Cell(name, value, used, f"{row.unit.name}: {line.title}")


def _read(
    typed: Mapping[str, str], lines: list[Any], rows: list[UnitRow]
) -> tuple[dict[int, dict[int, int]], dict[int, str]]:
    """The numbers typed, by line and unit, and what cannot be read, by line. Fields not sent stay as they are."""
    wanted: dict[int, dict[int, int]] = {}
    problems: dict[int, str] = {}
    for line in lines:
        for row in rows:
            text = typed.get(f"q-{line.pk}-{row.unit.pk}")
            if text is None:
                continue
            try:
                number = parse_integer(text) if text.strip() else 0
            except ValueError:
                problems[line.pk] = gettext("“%(text)s” ở %(unit)s không phải số nguyên. Gõ lại.") % {
                    "text": text,
                    "unit": row.unit.name,
                }
                continue
            wanted.setdefault(line.pk, {})[row.unit.pk] = number
    return wanted, problems


@needs(Permission.PLAN_EDIT)
@require_POST
def spread(request: Request, terms_id: int) -> HttpResponse:
    """All learners of a line over the units shown that have none below them, in proportion to their people."""
    line = editable_line(request, terms_id)
    rows = _rows(request, list(queries.terms_of_version(line.version)))
    weights = {row.unit.pk: row.heads for row in rows if row.is_leaf and row.heads}
    back = request.POST.get("back", "")
    return perform(
        request,
        lambda: _spread(line, weights, request),
        said=_("Đã chia %(learners)s học viên theo số người của từng đơn vị. Sửa lại từng số nếu cần.")
        % {"learners": line.learners},
        back=back if back.startswith("/plans/") else plan_url(line.version, "quotas"),
    )


def _spread(line: Any, weights: Mapping[int, int], request: Request) -> None:
    if not weights:
        raise Problem("plans.nobody_to_spread_over")
    operations.spread_quota(line=line, weights=weights, by=request.actor)
