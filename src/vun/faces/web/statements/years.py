"""The same figures of a unit in the reports of several years, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from vun.common.text import fold
from vun.engines.figures import Figure
from vun.faces.web import charts
from vun.faces.web.statements.naming import name_of, shown_value
from vun.records.statements.queries import KeptStatement

_MOST_PERIODS = 8
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one report, and that report."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A figure that at least two reports state; a cell is None where one does not."""

    label: str
    unit: str
    depth: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The periods, the oldest first, and what stands in their reports. ``picture`` draws the first figure all state."""

    periods: tuple[str, ...]
    rows: tuple[Row, ...]
    picture: SafeString | None


def side_by_side(kept: Sequence[KeptStatement]) -> SideBySide | None:
    """What the reports, of one unit, say of the same things; None where no two of them speak of the same.

    Figures are the same when their names, the names they stand under and their units of count are.
    """
    ordered = sorted(kept, key=lambda one: (one.end_on, one.pk))[-_MOST_PERIODS:]
    stated = [_by_key(one) for one in ordered]
    keys = [
        key
        for key in dict.fromkeys(key for own in reversed(stated) for key in own)
        if _is_shared(key, stated)
    ]
    if not keys:
        return None
    periods = tuple(_period(one) for one in ordered)
    urls = [reverse("statements:detail", args=[one.pk]) for one in ordered]
    rows = tuple(_row(key, stated, urls) for key in keys)
    return SideBySide(periods, rows, _picture(keys, stated, periods, urls))


def _by_key(kept: KeptStatement) -> dict[_Key, Figure]:
    found: dict[_Key, Figure] = {}
    path: list[str] = []
    for depth, figure in kept.statement.walk():
        path[depth:] = [fold(figure.label)]
        found.setdefault((*path, fold(figure.unit)), figure)
    return found


def _is_shared(key: _Key, stated: Sequence[dict[_Key, Figure]]) -> bool:
    return sum(key in own for own in stated) > 1


def _period(kept: KeptStatement) -> str:
    first, last = kept.start_on, kept.end_on - timedelta(days=1)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def _row(key: _Key, stated: Sequence[dict[_Key, Figure]], urls: Sequence[str]) -> Row:
    figures = [own.get(key) for own in stated]
    known = next(one for one in reversed(figures) if one is not None)
    cells = (
        None if one is None else Cell(shown_value(one), url) for one, url in zip(figures, urls, strict=True)
    )
    return Row(name_of(known), known.unit, len(key) - 2, tuple(cells))


def _picture(
    keys: Sequence[_Key], stated: Sequence[dict[_Key, Figure]], periods: Sequence[str], urls: Sequence[str]
) -> SafeString | None:
    """Bars of the first figure that every report states as a whole number."""
    for key in keys:
        figures = [own[key] for own in stated if key in own]
        values = [one.value for one in figures]
        if len(figures) < len(stated) or any(value != value.to_integral_value() for value in values):
            continue
        name, unit = name_of(figures[-1]), figures[-1].unit
        title = gettext("%(name)s: %(first)s %(unit)s (%(from)s), %(last)s %(unit)s (%(to)s)") % {
            "name": name,
            "unit": unit,
            "first": shown_value(figures[0]),
            "from": periods[0],
            "last": shown_value(figures[-1]),
            "to": periods[-1],
        }
        series = charts.Series(name, [int(Decimal(value)) for value in values], urls)
        return charts.stacked_years(title, periods, [series], unit=unit)
    return None
