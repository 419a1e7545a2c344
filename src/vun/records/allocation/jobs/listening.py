"""Who hears of a search: the page that shows it, and the job that may be told to stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from vun.engines.optimizer.plans.plan import Plan
from vun.engines.optimizer.watch import Progress
from vun.records.allocation import operations
from vun.records.registers.domain import JobCancelled
from vun.records.registers.jobs import Task

TELL_SECONDS, KEEP_SECONDS = 1.0, 10.0


class Stop:
    """Whether somebody asked the job to stop; said to the job at every asking: how far it is."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.is_asked = False

    def asked_at(self, done: int, total: int) -> bool:
        if not self.is_asked and self._task.job_id:
            try:
                self._task.report(done, total)
            except JobCancelled:
                self.is_asked = True
        return self.is_asked


class Listener:
    """Hears of the search, tells the page, and hears from the job whether to stop.

    ``decided``: the points that only keep those in who were decided to go; they are no part of what is told. ``known``
    is what a plan known before is worth: nothing less is ever told. ``keep`` keeps a plan on the way.
    """

    def __init__(
        self,
        task: Task,
        scenario_id: int,
        seconds: int,
        *,
        decided: int,
        known: float | None,
        keep: Callable[[Plan], None],
    ) -> None:
        self._scenario_id, self._seconds, self._decided = scenario_id, seconds, decided
        self._begun = time.monotonic()
        self._told_at = self._kept_at = 0.0
        self._known, self._keep = known, keep
        self._kept: Progress | None = None
        self._heard = [] if known is None else [Progress(0.0, known, None)]
        self._is_news = bool(self._heard)
        self.stop = Stop(task)

    def hear(self, progress: Progress) -> None:
        self._heard.append(progress)
        self._is_news = True
        self._tell_in_time()
        self._keep_in_time()

    def _keep_in_time(self) -> None:
        """Keep the best plan so far and what is proven of it, so that they are not lost with the worker."""
        best = self._heard[-1] if self._heard else None
        if best is None or best is self._kept or best.objective is None or best.plan is None:
            return
        if time.monotonic() - self._kept_at >= KEEP_SECONDS:
            self._kept = best
            self._keep(best.plan())
            # Keeping takes a moment itself.
            self._kept_at = time.monotonic()

    def tell_end(self, objective: float, bound: float, decided: int) -> None:
        """Tell all that was heard, and what the answer is in the end."""
        self._heard.append(Progress(time.monotonic() - self._begun, objective, bound))
        self._tell(decided)

    def is_cancelled(self) -> bool:
        # What was heard too soon after the last telling is told now, not with the next news.
        self._tell_in_time()
        self._keep_in_time()
        return self.stop.asked_at(min(self._seconds - 1, int(time.monotonic() - self._begun)), self._seconds)

    def _tell_in_time(self) -> None:
        if self._is_news and time.monotonic() - self._told_at >= TELL_SECONDS:
            self._tell(self._decided)

    def _tell(self, decided: int) -> None:
        self._told_at, self._is_news = time.monotonic(), False
        points = [
            [
                round(one.seconds, 2),
                *(None if v is None else v - decided for v in (self._best(one), one.bound)),
            ]
            for one in self._heard
        ]
        operations.tell_points(scenario_id=self._scenario_id, points=points)

    def _best(self, heard: Progress) -> float | None:
        if self._known is None or heard.objective is None:
            return heard.objective or self._known
        return max(heard.objective, self._known)
