"""Solves a problem: one process looks for plans, another proves how good a plan can be; this one watches both."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.queues import Queue

import numpy as np

from vun.engines.optimizer.bound import Blocked
from vun.engines.optimizer.cases import cases_to_json
from vun.engines.optimizer.highs import Infeasible
from vun.engines.optimizer.mosaic import FINE_ITEMS
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plan import Plan, PlanClass, make_plan
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.prover import Proof, Prover
from vun.engines.optimizer.search import FEW_ITEMS, Search
from vun.engines.optimizer.settler import Settler
from vun.engines.optimizer.state import State

# How often a prover's news changes the course of a search, in seconds; in counted steps.
ADVICE_SECONDS = 5.0
ADVICE_STEPS = 10
# How many proofs a counted step waits for: of a small problem they are quicker than any plan.
PROOFS, FEW_PROOFS = 2, 6
# A plan this near to its bound is the best there is.
CLOSED = 1e-6


@dataclass(frozen=True)
class Progress:
    """``seconds`` since the beginning; ``objective`` None before the first plan, ``bound`` before the first proof."""

    seconds: float
    objective: float | None
    bound: float | None

    @property
    def gap(self) -> float | None:
        """(bound - objective) / |bound|, None while it is not known."""
        if self.objective is None or self.bound is None or self.bound == 0:
            return None
        return (self.bound - self.objective) / abs(self.bound)


class NoPlan(Exception):
    """No plan was found. ``is_impossible``: there is none; ``programme``: one that cannot be filled, even alone."""

    def __init__(self, *, is_impossible: bool, programme: int | None = None) -> None:
        super().__init__("impossible" if is_impossible else "none found in time")
        self.is_impossible = is_impossible
        self.programme = programme


def proofs_of(problem: Problem) -> Iterator[Proof]:
    """Ever better proofs of how good a plan can be."""
    return (Settler(problem) if problem.items <= FINE_ITEMS else Prover(problem)).steps()


Report = Callable[[Progress], None]


def solve(
    problem: Problem,
    *,
    seconds: float | None = None,
    work: int | None = None,
    seed: int = 1,
    report: Report = lambda progress: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Plan:
    """The best plan found within ``seconds`` by the clock, or ``work`` counted steps; then the same every time.

    ``report`` hears of every better plan and bound; once ``is_cancelled`` says so, the best plan so far is the answer.
    Raises NoPlan.
    """
    if (seconds is None) == (work is None):
        raise ValueError("either seconds or work")
    watch = _Watch(problem, report)
    if work is not None:
        _solve_counted(problem, work, seed, watch, is_cancelled)
    else:
        assert seconds is not None  # noqa: S101 - one of the two is given
        _solve_timed(problem, seconds, seed, watch, is_cancelled)
    return watch.plan()


class _Watch:
    """The best plan and the best bound so far."""

    def __init__(self, problem: Problem, report: Report) -> None:
        self.problem, self._report = problem, report
        self._begin = time.monotonic()
        self.classes: list[PlanClass] | None = None
        self.objective: float | None = None
        self.proof: Proof | None = None
        self.trouble: NoPlan | None = None

    def found(self, classes: list[PlanClass], objective: float) -> None:
        self.classes, self.objective = classes, objective
        self._tell()

    def proven(self, proof: Proof) -> bool:
        """Whether it is the best bound so far."""
        if self.proof is not None and proof.bound >= self.proof.bound:
            return False
        self.proof = proof
        self._tell()
        return True

    @property
    def is_closed(self) -> bool:
        """Whether no plan can be better than the one at hand."""
        if self.objective is None or self.proof is None:
            return False
        return self.proof.bound - self.objective <= CLOSED * max(1.0, abs(self.proof.bound))

    def _tell(self) -> None:
        bound = None if self.proof is None else self.proof.bound
        self._report(Progress(time.monotonic() - self._begin, self.objective, bound))

    def plan(self) -> Plan:
        if self.trouble is not None:
            raise self.trouble
        if self.classes is None:
            raise NoPlan(is_impossible=False)
        if self.proof is None:
            # Nothing is proven yet but that nobody is worth more than their weight.
            return make_plan(self.problem, self.classes, float(self.problem.gap_weight.sum()))
        return make_plan(self.problem, self.classes, self.proof.bound, cases_to_json(self.proof.prices))


def _solve_counted(
    problem: Problem, work: int, seed: int, watch: _Watch, is_cancelled: Callable[[], bool]
) -> None:
    pace = Pace(work=work, is_cancelled=lambda: is_cancelled() or watch.is_closed)
    steps: list[int] = []

    def found(state: State, value: float) -> None:
        watch.found(state.classes(), value)

    def advice() -> Proof | None:
        steps.append(1)
        if len(steps) % ADVICE_STEPS and problem.items > FEW_ITEMS:
            return None
        better = [
            proof
            for proof in islice(proofs, FEW_PROOFS if problem.items <= FEW_ITEMS else PROOFS)
            if watch.proven(proof)
        ]
        return better[-1] if better else None

    try:
        proofs = proofs_of(problem)
        for _ in range(problem.programmes if problem.items > FINE_ITEMS else 1):
            watch.proven(next(proofs))
        Search(problem, pace, seed, found, advice).run()
    except Blocked as blocked:
        watch.trouble = NoPlan(is_impossible=True, programme=blocked.programme)
    except Infeasible:
        watch.trouble = NoPlan(is_impossible=True)


def _solve_timed(
    problem: Problem, seconds: float, seed: int, watch: _Watch, is_cancelled: Callable[[], bool]
) -> None:
    end = time.monotonic() + seconds

    def is_done() -> bool:
        return is_cancelled() or watch.is_closed

    context = multiprocessing.get_context("spawn")
    news, news_end = context.Pipe(duplex=False)
    # A queue, as writing into a pipe would wait for a search that itself waits to be heard.
    advice: Queue[Proof] = context.Queue()
    proofs, proofs_end = context.Pipe(duplex=False)
    workers = [
        context.Process(target=_search, args=(problem, seconds, seed, news_end, advice), daemon=True),
        context.Process(target=_prove, args=(problem, proofs_end), daemon=True),
    ]
    for worker in workers:
        worker.start()
    for mine in (news_end, proofs_end):
        mine.close()
    listening = [news, proofs]
    try:
        _listen(watch, listening, advice, end, is_done)
        _look_after(workers, is_done=time.monotonic() >= end - 0.5 or watch.trouble is not None or is_done())
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()
        advice.cancel_join_thread()
        advice.close()


def _listen(
    watch: _Watch,
    listening: list[Connection],
    advice: Queue[Proof],
    end: float,
    is_done: Callable[[], bool],
) -> None:
    """Hears both workers until the end or until the search, which stands first, is over; passes good news on."""
    news = listening[0]
    advised, told = time.monotonic(), watch.proof
    while news in listening and watch.trouble is None and time.monotonic() < end and not is_done():
        for ready in wait(listening, timeout=min(0.2, max(0.0, end - time.monotonic()))):
            assert isinstance(ready, Connection)  # noqa: S101 - what was given to wait
            _hear(ready, watch, listening)
        proof = watch.proof
        if proof is None or proof is told:
            continue
        is_first = bool(proof.ways) and (told is None or not told.ways)
        if is_first or time.monotonic() - advised > ADVICE_SECONDS:
            advised, told = time.monotonic(), proof
            advice.put(proof)


def _look_after(workers: list[SpawnProcess], *, is_done: bool) -> None:
    """Raises RuntimeError when a worker broke down."""
    if not is_done:
        for worker in workers:
            worker.join(1.0)
            if worker.exitcode:
                raise RuntimeError("a solver process broke down; what it printed says why")


def _hear(ready: Connection, watch: _Watch, listening: list[Connection]) -> None:
    """Takes one piece of news in."""
    try:
        kind, *what = ready.recv()
    except EOFError:
        listening.remove(ready)
        return
    if kind == "plan":
        watch.found([PlanClass(*group) for group in what[0]], what[1])
    elif kind == "proof":
        watch.proven(what[0])
    else:
        watch.trouble = NoPlan(is_impossible=True, programme=what[0])


def _search(problem: Problem, seconds: float, seed: int, news: Connection, advice: Queue[Proof]) -> None:
    """The searching process: sends each better plan, hears of better prices."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def found(state: State, value: float) -> None:
        news.send(("plan", [(g.option, g.start, g.learners) for g in state.classes()], value))

    def advised() -> Proof | None:
        latest = None
        while not advice.empty():
            latest = advice.get()
        return latest

    try:
        Search(problem, Pace(seconds=seconds), seed, found, advised).run()
    except Infeasible:
        news.send(("impossible", None))


def _prove(problem: Problem, news: Connection) -> None:
    """The proving process: sends each better bound."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    best = np.inf
    try:
        for proof in proofs_of(problem):
            if proof.bound < best:
                best = proof.bound
                news.send(("proof", proof))
    except Blocked as blocked:
        news.send(("impossible", blocked.programme))
    except Infeasible:
        # The searching process finds the same and says so.
        return
