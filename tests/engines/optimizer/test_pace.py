"""How long a step may take."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from vun.engines.optimizer import pace
from vun.engines.optimizer.pace import MOST_STRETCH, Pace


@pytest.mark.parametrize(
    ("clock", "processor", "most"),
    [
        # Too early to say; alone on the machine; a quarter of it; next to nothing of it; with little time left.
        (1.0, 0.05, 3.0),
        (10.0, 10.0, 3.0),
        (10.0, 2.5, 12.0),
        (50.0, 0.5, 3.0 * MOST_STRETCH),
        (90.0, 9.0, 10.0),
    ],
)
def test_a_step_may_take_longer_by_the_clock_where_others_take_the_processor(
    clock, processor, most, monkeypatch
) -> None:
    now = SimpleNamespace(clock=0.0, processor=5.0)
    monkeypatch.setattr(
        pace, "time", SimpleNamespace(monotonic=lambda: now.clock, process_time=lambda: now.processor)
    )
    mine = Pace(seconds=100.0)
    now.clock, now.processor = clock, 5.0 + processor
    assert mine.limit(3.0) == {"time_limit": pytest.approx(most)}


def test_counted_steps_have_no_limit() -> None:
    assert Pace(work=3).limit(3.0) == {}
