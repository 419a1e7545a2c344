"""How long this process has been running: what the interpreter took to start is part of a command's time."""

from __future__ import annotations

import os
import time
from pathlib import Path

STARTED = 19
"""The place of the start time in ``/proc/self/stat``, behind the name in brackets."""
LONGEST_START = 10.0
"""Seconds an interpreter may take to start. A shell that waited and then became this process has lived longer."""


def process_age() -> float:
    """Seconds since this process was started, at most LONGEST_START; 0 where there is no ``/proc`` to tell."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    ticks: int = os.sysconf("SC_CLK_TCK")
    return min(time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[STARTED]) / ticks, LONGEST_START)
