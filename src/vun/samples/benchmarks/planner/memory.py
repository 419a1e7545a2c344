"""Runs a command and watches the memory of it and all it starts (Linux: as ``/proc`` tells)."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.25


@dataclass(frozen=True)
class Ran:
    """``seconds`` by the clock, ``processor`` seconds of all processes, peak ``megabytes`` of all of them together."""

    code: int
    seconds: float
    processor: float
    megabytes: float


def run_watched(command: list[str]) -> Ran:
    """The command run to its end; what it prints is thrown away."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin, peak = time.monotonic(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(_megabytes(one) for one in _tree(process.pid)))
            time.sleep(EVERY)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(process.returncode, time.monotonic() - begin, processor, peak)


def _tree(process: int) -> Iterator[int]:
    yield process
    try:
        children = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        # It ended while it was looked at.
        return
    for child in " ".join(children).split():
        yield from _tree(int(child))


def _megabytes(process: int) -> float:
    """What the process holds: pages shared with others count in part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
