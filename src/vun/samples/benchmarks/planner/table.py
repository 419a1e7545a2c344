"""The measures of the planner as a table: one line for each province."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vun.samples.benchmarks.measure import Measure

# What each column shows: its head, the measure's name behind ``planner_SIZE_SEED_`` and how it is written.
COLUMNS = (
    ("Vun %", "gap", "{:.2f}"),
    ("greedy %", "gap_of_greedy", "{:.1f}"),
    ("one model %", "gap_of_one_model", "{:.2f}"),
    ("seconds", "seconds", "{:.1f}"),
    ("processor s", "processor", "{:.0f}"),
    ("MB", "memory", "{:.0f}"),
    ("cancelled: s", "cancelled_class_seconds", "{:.1f}"),
    ("lost %", "cancelled_class_lost", "{:.2f}"),
    ("moved", "cancelled_class_moved", "{:.0f}"),
    ("cut: lost %", "budget_cut_lost", "{:.2f}"),
    ("anew: lost %", "budget_cut_lost_anew", "{:.2f}"),
)
PROVINCE = re.compile(r"planner_([A-Z])_(\d+|median)_(\w+)")
NOTHING = "–"


def table(measures: Iterable[Measure]) -> str:
    """Gaps are against the proven bound of the run; a dash where nothing was measured. Empty without provinces."""
    rows: dict[tuple[str, str], dict[str, float]] = {}
    for one in measures:
        if found := PROVINCE.fullmatch(one.name):
            rows.setdefault((found[1], found[2]), {})[found[3]] = one.value
    if not rows:
        return ""
    lines = [["size", "seed", *(head for head, _, _ in COLUMNS)]]
    for (size, seed), values in rows.items():
        cells = [form.format(values[name]) if name in values else NOTHING for _, name, form in COLUMNS]
        lines.append([size, seed, *cells])
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )
