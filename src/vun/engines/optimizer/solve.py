"""Solves a problem: one process looks for plans, another proves how good a plan can be; this one watches both."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.queues import Queue
from threading import Thread

import numpy as np

from vun.engines.optimizer.bounds.bound import Blocked
from vun.engines.optimizer.highs import Infeasible
from vun.engines.optimizer.pace import Pace
from vun.engines.optimizer.plans.plan import Plan, PlanClass, objective_of
from vun.engines.optimizer.plans.state import State
from vun.engines.optimizer.problem import Problem
from vun.engines.optimizer.proving.prover import Proof, Prover
from vun.engines.optimizer.proving.settler import Settler
from vun.engines.optimizer.searching.greedy import quick_plans
from vun.engines.optimizer.searching.search import FEW_ITEMS, Search
from vun.engines.optimizer.watch import NoPlan, Report, Watch

# How often a prover's news changes the course of a search, in seconds; in counted steps.
ADVICE_SECONDS = 5.0
ADVICE_STEPS = 10
# How long the first plan may be filled up, in seconds and as a share of the time.
FILL_SECONDS, FILL_SHARE = 5.0, 0.2
# How many proofs a counted step waits for: of a small problem they are quicker than any plan.
PROOFS, FEW_PROOFS = 2, 6


def proofs_of(problem: Problem) -> Iterator[Proof]:
    """Ever better proofs of how good a plan can be."""
    return (Settler(problem) if problem.is_fine else Prover(problem)).steps()


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
    watch = Watch(problem, report)
    if work is not None:
        _solve_counted(problem, work, seed, watch, is_cancelled)
    else:
        assert seconds is not None  # noqa: S101 - one of the two is given
        _solve_timed(problem, seconds, seed, watch, is_cancelled)
    return watch.plan()


def _begin(watch: Watch, is_over: Callable[[], bool]) -> None:
    """A first plan, before anything is solved: however short the time, there is one where one is so easily found."""
    for classes in quick_plans(watch.problem, is_over):
        watch.found(classes, objective_of(watch.problem, classes))


def _solve_counted(
    problem: Problem, work: int, seed: int, watch: Watch, is_cancelled: Callable[[], bool]
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

    _begin(watch, is_cancelled)
    try:
        proofs = proofs_of(problem)
        for _ in range(problem.programmes if not problem.is_fine else 1):
            watch.proven(next(proofs))
        Search(problem, pace, seed, found, advice).run()
    except Blocked as blocked:
        watch.trouble = NoPlan(is_impossible=True, programme=blocked.programme)
    except Infeasible:
        watch.trouble = NoPlan(is_impossible=True)


def _solve_timed(
    problem: Problem, seconds: float, seed: int, watch: Watch, is_cancelled: Callable[[], bool]
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
        _started(context, problem, _search, seconds, seed, news_end, advice),
        _started(context, problem, _prove, proofs_end),
    ]
    for mine in (news_end, proofs_end):
        mine.close()
    listening = [news, proofs]
    fill_end = time.monotonic() + min(FILL_SECONDS, FILL_SHARE * seconds)
    try:
        _begin(watch, lambda: is_done() or time.monotonic() >= (end if watch.classes is None else fill_end))
        _listen(watch, listening, advice, end, is_done)
        if watch.classes is None and watch.trouble is None and time.monotonic() < end - 0.5 and not is_done():
            _look_after(workers)
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join()
        advice.cancel_join_thread()
        advice.close()


def _started(
    context: SpawnContext, problem: Problem, work: Callable[..., None], *given: object
) -> SpawnProcess:
    """A worker that is handed the problem once it is up, which on a busy machine takes seconds; nobody waits for it."""
    order, order_end = context.Pipe(duplex=False)
    worker = context.Process(target=work, args=(order, *given), daemon=True)
    worker.start()
    order.close()
    Thread(target=_hand, args=(order_end, problem), daemon=True).start()
    return worker


def _hand(order: Connection, problem: Problem) -> None:
    # A run may be over before its workers are up.
    with order, suppress(BrokenPipeError):
        order.send(problem)


def _listen(
    watch: Watch,
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


def _look_after(workers: list[SpawnProcess]) -> None:
    """Raises RuntimeError when a worker broke down before there was any plan; with one, what it printed is enough."""
    for worker in workers:
        worker.join(1.0)
        if worker.exitcode:
            raise RuntimeError("a solver process broke down; what it printed says why")


def _hear(ready: Connection, watch: Watch, listening: list[Connection]) -> None:
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


def _search(order: Connection, seconds: float, seed: int, news: Connection, advice: Queue[Proof]) -> None:
    """The searching process: sends each better plan, hears of better prices."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    problem: Problem = order.recv()

    def found(state: State, value: float) -> None:
        news.send(("plan", [(g.option, g.start, g.learners) for g in state.classes()], value))

    def advised() -> Proof | None:
        latest = None
        while not advice.empty():
            latest = advice.get()
        return latest

    try:
        Search(problem, Pace(seconds=seconds), seed, found, advised).run()
    except Blocked as blocked:
        news.send(("impossible", blocked.programme))
    except Infeasible:
        news.send(("impossible", None))


def _prove(order: Connection, news: Connection) -> None:
    """The proving process: sends each better bound."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    problem: Problem = order.recv()
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
