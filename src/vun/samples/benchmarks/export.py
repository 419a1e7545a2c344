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

ON = date(2026, 6, 30)
MOST_GROWTH = 1.5
"""Times the memory of a tenth of the rows: what is read at once is the same, what is kept of units and titles too."""
_PEOPLE_OF_60000_ROWS = {"training-record": 15_000, "people": 60_000, "roster": 60_000}


def benchmark() -> Iterator[Measure]:
    """Fills the empty database step by step and measures each export at 6,000 and at 60,000 rows."""
    population.load_catalogues()
    units = population.load_organisation()
    few: dict[str, float] = {}
    loaded = 0
    for people in sorted({size // part for size in _PEOPLE_OF_60000_ROWS.values() for part in (1, 10)}):
        population.load_credentials(population.load_people(units, people - loaded, ON), ON)
        loaded = people
        few |= {name: _peak(name) for name, size in _PEOPLE_OF_60000_ROWS.items() if size == 10 * people}
        for name, size in _PEOPLE_OF_60000_ROWS.items():
            if size == people:
                yield measure(f"export_{name}_of_60000_rows", seconds(lambda name=name: _write(name)), "s")  # type: ignore[misc]
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
