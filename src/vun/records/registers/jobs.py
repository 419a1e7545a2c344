"""The worker: takes queued jobs one after another and does them, until it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import FrameType
from typing import Any

import structlog
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from vun.common.errors import NotFound, Problem, Refused, places_of
from vun.records.registers import operations, underway
from vun.records.registers.domain import JobCancelled, JobOutcome
from vun.records.registers.models import Job

log = structlog.get_logger(__name__)

POLL_SECONDS = 2.0
BEAT_SECONDS = 10.0
REAP_SECONDS = 15.0
SWEEP_SECONDS = 3600.0
# A handler may report every row; the database hears of it this often.
REPORT_SECONDS = 0.5


@dataclass(slots=True)
class Task:
    """What a handler is given: what was asked, by whom, and the way to tell how far it is."""

    job_id: int
    params: dict[str, Any]
    actor_user_id: int | None
    actor_name: str
    _reported_at: float = 0.0
    _within_since: datetime | None = None

    def report(self, done: int, total: int, message: str = "") -> None:
        """Tell how many of how many steps are done, as often as convenient, outside of any transaction.

        Raises JobCancelled when the job is to stop; the handler lets it pass.
        """
        now = time.monotonic()
        was_within = self._within_since is not None
        if was_within:
            underway.fall_silent(self.job_id)
            self._within_since = None
        if was_within or now - self._reported_at >= REPORT_SECONDS or done >= total:
            self._reported_at = now
            operations.report_progress(job_id=self.job_id, done=done, total=total, message=message)

    def report_within(self, done: int, total: int, message: str = "") -> None:
        """As `report`, from within a transaction, which is rolled back when this raises JobCancelled."""
        now = time.monotonic()
        is_first = self._within_since is None
        if is_first or now - self._reported_at >= REPORT_SECONDS or done >= total:
            self._reported_at = now
            if underway.is_to_stop(self.job_id):
                raise JobCancelled(str(self.job_id))
            self._within_since = self._within_since or timezone.now()
            underway.tell(self.job_id, underway.Underway(done, total, message, self._within_since))


Handler = Callable[[Task], JobOutcome]
_handlers: dict[str, Handler] = {}


def job_kind(name: str) -> Callable[[Handler], Handler]:
    """Let the decorated function do the jobs of kind ``name``. It stands in a module ``jobs`` of an installed app.

    Raises ValueError when another function does them already.
    """

    def decorate(handler: Handler) -> Handler:
        if _handlers.setdefault(name, handler) is not handler:
            raise ValueError(f"jobs of kind {name} have two handlers")
        return handler

    return decorate


def work(*, once: bool = False, stop: threading.Event | None = None) -> None:
    """Do queued jobs until told to stop by SIGTERM, SIGINT or ``stop``; with ``once``, until none waits.

    The job in hand is finished before stopping. A database that does not answer is waited for.
    """
    autodiscover_modules("jobs")
    stop = stop or threading.Event()
    worker = f"{socket.gethostname()}:{os.getpid()}"
    log.info("worker.started", worker=worker, kinds=sorted(_handlers))
    with _stopping_on_signals(stop):
        reaped_at, swept_at = -REAP_SECONDS, -SWEEP_SECONDS
        while not stop.is_set():
            try:
                if time.monotonic() - reaped_at >= REAP_SECONDS:
                    reaped_at = time.monotonic()
                    operations.reap_dead_jobs(now=timezone.now())
                if time.monotonic() - swept_at >= SWEEP_SECONDS:
                    swept_at = time.monotonic()
                    operations.remove_old_files(now=timezone.now())
                    call_command("clearsessions", verbosity=0)
                job = operations.claim_next_job(worker=worker)
                if job is not None:
                    _do(job)
                elif once:
                    break
                else:
                    stop.wait(POLL_SECONDS)
            except (OperationalError, InterfaceError) as error:
                log.warning("worker.database_silent", error=str(error))
                connection.close()
                stop.wait(POLL_SECONDS)
    connection.close()
    log.info("worker.stopped", worker=worker)


def _do(job: Job) -> None:
    """Do one job; whatever happens in it becomes its state."""
    task = Task(job.pk, job.params, job.actor_user_id, job.actor_name)
    underway.forget(job.pk)
    try:
        with _beating(job.pk):
            handler = _handlers.get(job.kind)
            if handler is None:
                raise Problem("registers.job_kind_unknown", kind=job.kind)
            outcome = handler(task)
    except JobCancelled:
        operations.end_cancelled_job(job_id=job.pk)
    except (Refused, NotFound):
        # Whoever asked may no longer do or see it: nothing is wrong with the worker.
        operations.fail_job(job_id=job.pk, problem="registers.job_refused", params={})
    except Problem as problem:
        params = {key: str(value) for key, value in problem.params.items()}
        operations.fail_job(job_id=job.pk, problem=problem.code, params=params)
    except Exception as bug:
        reference = f"{job.pk}-{int(time.time()):x}"
        error = type(bug).__qualname__
        log.error("job.broke", kind=job.kind, reference=reference, error=error, trace=places_of(bug))
        connection.close()
        operations.fail_job(job_id=job.pk, problem="registers.job_broke", params={"reference": reference})
    else:
        operations.finish_job(job_id=job.pk, outcome=outcome)
    finally:
        underway.forget(job.pk)


@contextmanager
def _beating(job_id: int) -> Iterator[None]:
    """Give a sign of life every BEAT_SECONDS from a thread, so that a step may take as long as it takes."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEAT_SECONDS):
                try:
                    operations.beat(job_id=job_id)
                except OperationalError:
                    # A long write of the job itself holds SQLite; the next beat comes through.
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def _stopping_on_signals(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT set ``stop``. Only the main thread receives signals; others are stopped by hand."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    earlier = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
