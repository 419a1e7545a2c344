"""Whole classes from the relaxation's fractions: the greatest fractions up and the least down, solved again, until none
is left."""

from __future__ import annotations

import numpy as np

from vun.engines.optimizer.highs import INFINITY, Infeasible
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.proving.relaxation import Relaxation, Relaxed

# Nearer to a whole number than this is whole.
WHOLE = 1e-3
# What share of the fractions is made whole at a time, at either end.
PART = 0.2
# How often the fractions are solved again at most.
DIVES = 60


def dive(relaxation: Relaxation, relaxed: Relaxed, pace: Pace) -> Relaxed:
    """The relaxation with classes as whole as can be; fractions stay when nothing else fits or time is over."""
    low, high = np.zeros(len(relaxed.classes)), np.full(len(relaxed.classes), INFINITY)
    for _ in range(DIVES):
        down, up = np.floor(relaxed.classes + WHOLE), np.ceil(relaxed.classes - WHOLE)
        fraction = relaxed.classes - down
        part = np.flatnonzero(fraction > WHOLE)
        if not len(part) or pace.is_over():
            break
        part = part[np.argsort(-fraction[part], kind="stable")]
        some = max(1, int(PART * len(part)))
        more, fewer = part[:some], part[some:][-some:]
        raised, lowered = low.copy(), high.copy()
        raised[more], lowered[fewer] = up[more], down[fewer]
        try:
            relaxed = relaxation.solve(raised, lowered)
        except Infeasible:
            # Not so many more: those stay below.
            high[more] = down[more]
            try:
                relaxed = relaxation.solve(low, high)
            except Infeasible:
                break
        else:
            low, high = raised, lowered
    return relaxed
