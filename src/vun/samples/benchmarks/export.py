"""A province written out as spreadsheets: how long it takes, and that memory does not grow with the rows."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryFile

from vun.exchange.out.exports import get_export, write_export
from vun.exchange.out.scope import Scope
from vun.samples.benchmarks import population
from vun.samples.benchmarks.measure import Measure, measure, seconds
from vun.samples.benchmarks.population import BENCH

PEOPLE, FEWER = 60_000, 6_000
ON = date(2026, 6, 30)
MOST_GROWTH = 1.5
"""Times the memory of a tenth of the rows: what is read at once is the same, what is kept of units and titles too."""
_EXPORTS = ("people", "roster", "training-record")


def benchmark() -> Iterator[Measure]:
    """Fills the empty database and measures."""
    yield from measures(PEOPLE, FEWER)


def measures(people: int, fewer: int) -> Iterator[Measure]:
    """Each export's seconds with so many people, and its peak of memory beside that of fewer."""
    population.load_catalogues()
    units = population.load_organisation()
    ids = population.load_people(units, fewer, ON)
    population.load_credentials(ids, ON)
    few = {name: _peak(name) for name in _EXPORTS}
    more = population.load_people(units, people - fewer, ON)
    population.load_credentials(more, ON)
    for name in _EXPORTS:
        yield measure(f"export_{name}_of_{people}_people", seconds(lambda name=name: _write(name)), "s")  # type: ignore[misc]
        target = few[name] * MOST_GROWTH
        yield measure(f"export_{name}_peak_memory", _peak(name), "MB", floor=few[name], target=target)


def _write(name: str) -> None:
    with TemporaryFile() as stream:
        write_export(get_export(name), Scope(BENCH, ON), "xlsx", stream)


def _peak(name: str) -> float:
    """Megabytes held at most while the export is written."""
    tracemalloc.start()
    _write(name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1024**2
