"""Diving from the relaxation's fractions of classes to whole ones."""

from __future__ import annotations

import numpy as np
import pytest

from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.problem import parse_problem
from vun.engines.optimizer.proving.relaxation import Relaxation
from vun.engines.optimizer.searching.diving import WHOLE, dive
from vun.samples.benchmarks.planner.tiny import tiny_instance


@pytest.mark.parametrize("seed", range(4))
def test_what_is_reached_is_whole_and_worth_no_more(seed) -> None:
    relaxation = Relaxation(parse_problem(tiny_instance(seed)))
    relaxed = relaxation.solve()
    assert np.abs(relaxed.classes - np.round(relaxed.classes)).max() > WHOLE
    dived = dive(relaxation, relaxed, Pace(work=1))
    assert np.abs(dived.classes - np.round(dived.classes)).max() <= WHOLE
    assert dived.classes.sum() > 0
    assert dived.value <= relaxed.value + 1e-6


def test_a_dive_ends_when_the_time_is_over() -> None:
    relaxation = Relaxation(parse_problem(tiny_instance(0)))
    relaxed = relaxation.solve()
    assert dive(relaxation, relaxed, Pace(work=0)) is relaxed
