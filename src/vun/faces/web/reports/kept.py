"""Figures kept by hand beside those counted from records: shown, and never added to them."""

from __future__ import annotations

from django.urls import reverse

from vun.engines.figures import Figure
from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.faces.web.reports.sheet import Kept
from vun.faces.web.request import Request
from vun.records.orgs.queries import find_root_unit
from vun.records.statements.queries import beside
from vun.reports.counting.running import earlier, year_key
from vun.reports.model import Definition, Scope


def kept_beside(request: Request, definition: Definition, scope: Scope) -> dict[tuple[str, str], list[Kept]]:
    """By row and column as shown what was stated of the same unit and days, in every year of the report."""
    root = find_root_unit() if scope.unit_id is None else None
    unit_id = root.pk if root is not None else scope.unit_id
    if unit_id is None:
        return {}
    periods = [earlier(scope, back).period for back in range(definition.years)]
    found = beside(request.actor, definition.name, unit_id, periods)
    return {
        (row, year_key(column, scope, back)): [
            Kept(_text(one.figure), one.title, reverse("statements:detail", args=[one.statement_id]))
            for one in figures
        ]
        for (back, row, column), figures in found.items()
    }


def _text(figure: Figure) -> str:
    word = "" if figure.is_exact else f"{label(figure.qualifier)} "
    return f"{word}{formats.number(figure.value, figure.decimals)}"
