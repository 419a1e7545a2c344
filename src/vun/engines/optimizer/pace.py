"""How long a search may go on: by the clock, or by counted steps when the answer must be the same every time."""

from __future__ import annotations

import time
from collections.abc import Callable

# The most seconds by the clock that one processor second may be waited for where other work keeps the processors busy.
MOST_STRETCH = 8.0
# So much of the processor must have been had before it can be said how busy it is.
ENOUGH = 0.1


class Pace:
    """``seconds`` from now by the clock, or ``work`` steps whatever they take."""

    def __init__(
        self,
        *,
        seconds: float | None = None,
        work: int | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._is_cancelled = is_cancelled
        self._seconds = seconds
        self._begin, self._processor = time.monotonic(), time.process_time()
        self._end = None if seconds is None else self._begin + seconds
        self._work = work

    def count(self) -> None:
        """One step is done."""
        if self._work is not None:
            self._work -= 1

    def is_past(self, share: float) -> bool:
        """Whether that share of the seconds is gone; by counted steps never before the end."""
        if self._end is None or self._seconds is None:
            return self.is_over()
        return time.monotonic() >= self._end - (1.0 - share) * self._seconds or self.is_over()

    def is_over(self) -> bool:
        if self._is_cancelled():
            return True
        if self._work is not None:
            return self._work <= 0
        return self._end is not None and time.monotonic() >= self._end

    def limit(self, seconds: float, share: float = 1.0) -> dict[str, float]:
        """HiGHS's time limit for one step of so many processor seconds, more by the clock on a busy machine; at most
        that share of what is left; none when steps are counted."""
        if self._work is not None or self._end is None:
            return {}
        left = share * (self._end - time.monotonic())
        return {"time_limit": max(0.1, min(seconds * self._stretch(), left))}

    def _stretch(self) -> float:
        """How many seconds by the clock this process has waited for one of the processor so far."""
        processor = time.process_time() - self._processor
        if processor < ENOUGH:
            return 1.0
        return min(MOST_STRETCH, max(1.0, (time.monotonic() - self._begin) / processor))
