"""Counting a year out of five of a million participations: form 10-BTCTW, the list behind its largest cell, the growth.

The floor is one hand-written query that gives the same cells from the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from vun.common.period import Period
from vun.reports.counting.running import run
from vun.reports.model import Opened, Report, Scope
from vun.reports.registry import get_definition
from vun.reports.shipped import shipped
from vun.samples.benchmarks import participations, population
from vun.samples.benchmarks.measure import Measure, measure, seconds
from vun.samples.benchmarks.reports_sql import FORM_10

PEOPLE = 60_000
SIZES = (10_000, 100_000, 1_000_000)
ON = date(2025, 12, 31)
YEAR = Period.year(2024)
FORM = "bieu-10-btctw"
_PAGE = 100
# The column, and by what its list is sorted at first sight.
_LISTS = (("turns", "c3~turns", "enrolled_on"), ("people", "c3", "sort_key"))


def benchmark() -> Iterator[Measure]:
    """Fills the empty database and measures after each step."""
    population.load_catalogues()
    units = population.load_organisation()
    people = population.load_people(units, PEOPLE, ON)
    hosts = [pk for code, pk in units.items() if code.startswith("S") and "-" not in code]
    classes = participations.load_classes(SIZES[-1] // participations.LEARNERS_A_CLASS, hosts)
    participations.number_people()
    groups = len(people) // participations.LEARNERS_A_CLASS
    done = 0
    for size in SIZES:
        until = size // participations.LEARNERS_A_CLASS
        participations.enrol_into(classes[done:until], groups)
        done = until
        yield from _measures(size, is_last=size == SIZES[-1])


def _measures(size: int, *, is_last: bool) -> Iterator[Measure]:
    scope = Scope(population.BENCH, YEAR)
    layout = shipped(FORM)
    report = run(layout, scope)
    by_hand = _by_hand()
    if by_hand != _figures(report):
        raise RuntimeError("the query by hand gives other figures")
    floor = seconds(_by_hand, runs=3) * 1000
    value = seconds(lambda: run(layout, scope), runs=5) * 1000
    yield measure(
        f"form_10_of_{size}", value, "ms", floor=floor, target=min(500.0, 3 * floor) if is_last else None
    )
    for name, column, order in _LISTS:
        value = seconds(lambda column=column, order=order: _open(scope, column, order), runs=5) * 1000  # type: ignore[misc]
        yield measure(f"list_of_{name}_of_{size}", value, "ms", target=150.0 if is_last else None)


def _open(scope: Scope, column: str, order: str) -> None:
    """The first page of the longest list of the form as its reader gets it: how long it is, the keys, the records."""
    opened: Opened = get_definition(FORM).open(scope, "II", column)
    if opened.rows is None or opened.read is None:
        raise RuntimeError(f"{column} opens into nothing")
    count = opened.rows.count() if opened.count is None else opened.count
    keys = opened.rows.order_by(order, "pk").values_list("pk", flat=True)[:_PAGE]
    if len(opened.read(list(keys))) != min(count, _PAGE):
        raise RuntimeError(f"{column} opens into a page that is not full")


def _figures(report: Report) -> dict[tuple[str, str], object]:
    return {(row.key, key): figure.value for row in report.rows for key, figure in row.figures.items()}


def _by_hand() -> dict[tuple[str, str], object]:
    with connection.cursor() as cursor:
        cursor.execute(FORM_10, [YEAR.start, YEAR.end] * 2)
        columns = [column[0] for column in cursor.description][1:]
        return {
            (row[0], column.replace("_turns", "~turns")): value
            for row in cursor.fetchall()
            for column, value in zip(columns, row[1:], strict=True)
        }
