"""Jobs by their table of transitions in full: every state, every verb, every role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

import pytest
from django.db import transaction
from django.utils import timezone

from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without, those_who_may
from vun.common.actor import Actor, Permission
from vun.records.audit.models import AuditEntry
from vun.records.registers import operations, underway
from vun.records.registers.domain import DEAD_AFTER, JobCancelled, JobOutcome, JobState
from vun.records.registers.models import Job

pytestmark = pytest.mark.django_db
ASKER = Actor(name="Hoàng Thị Mai", user_id=7)
MAY = Permission.ACCOUNT_MANAGE


class State(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    TOLD_TO_STOP = "told to stop"
    SILENT = "silent"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    CANCELLED = "cancelled"


S = State


def job_in(state: State) -> Job:
    """As the worker and the reaper leave it."""
    job = operations.enqueue_job(kind="count", params={}, by=ASKER)
    if state is not S.QUEUED:
        operations.claim_next_job(worker="a")
    if state in (S.SILENT, S.LOST):
        Job.objects.update(heartbeat_at=timezone.now() - 2 * DEAD_AFTER)
    {
        S.TOLD_TO_STOP: lambda: Job.objects.update(is_cancel_requested=True),
        S.DONE: lambda: _finish(job),
        S.FAILED: lambda: _fail(job),
        S.LOST: lambda: _reap(job),
        S.CANCELLED: lambda: _end_cancelled(job),
    }.get(state, lambda: None)()
    job.refresh_from_db()
    return job


def _finish(job: Job) -> None:
    operations.finish_job(job_id=job.pk, outcome=JobOutcome({"made": 1}))


def _fail(job: Job) -> None:
    operations.fail_job(job_id=job.pk, problem="registers.job_broke", params={})


def _end_cancelled(job: Job) -> None:
    operations.end_cancelled_job(job_id=job.pk)


def _reap(_job: Job) -> None:
    operations.reap_dead_jobs(now=timezone.now())


def _claim(_job: Job) -> None:
    operations.claim_next_job(worker="b")


def _beat(job: Job) -> None:
    operations.beat(job_id=job.pk)


def state_of(job: Job) -> State:
    job.refresh_from_db()
    state = JobState(job.state)
    if state is JobState.FAILED:
        return S.LOST if job.result["problem"] == "registers.worker_lost" else S.FAILED
    if state is not JobState.RUNNING:
        return State(state.value)
    if job.heartbeat_at is None or timezone.now() - job.heartbeat_at > DEAD_AFTER:
        return S.SILENT
    return S.TOLD_TO_STOP if job.is_cancel_requested else S.RUNNING


AT_WORK = (S.RUNNING, S.TOLD_TO_STOP, S.SILENT)
WORKER: dict[str, tuple[Callable[[Job], None], dict[State, State]]] = {
    "claim": (_claim, {S.QUEUED: S.RUNNING}),
    "beat": (_beat, {S.SILENT: S.RUNNING}),
    "finish": (_finish, dict.fromkeys((*AT_WORK, S.LOST), S.DONE)),
    "fail": (_fail, dict.fromkeys(AT_WORK, S.FAILED)),
    "end cancelled": (_end_cancelled, dict.fromkeys(AT_WORK, S.CANCELLED)),
    "reap": (_reap, {S.SILENT: S.LOST}),
}
"""What workers do, and from which states to which; from every other state nothing comes of it."""


@pytest.mark.parametrize("state", list(State))
def test_what_a_worker_does_to_a_job_is_as_the_table_says(state: State) -> None:
    job = job_in(state)
    for act, moves in WORKER.values():
        with transaction.atomic():
            act(job)
            assert state_of(job) is moves.get(state, state)
            transaction.set_rollback(True)
    if state in (S.RUNNING, S.SILENT):
        operations.report_progress(job_id=job.pk, done=1, total=2)
        assert state_of(job) is S.RUNNING
    else:
        with pytest.raises(JobCancelled):
            operations.report_progress(job_id=job.pk, done=1, total=2)
        assert state_of(job) is state


@pytest.mark.parametrize("state", list(State))
def test_a_job_is_called_off_by_its_asker_and_by_administrators_while_it_is_not_over(state: State) -> None:
    job = job_in(state)
    others = [replace(by, user_id=8) for by in those_who_may(MAY)]
    refused_to_all_without(MAY, lambda by: operations.request_cancel(job=job, by=replace(by, user_id=8)))
    assert (state_of(job), job.is_cancel_requested) == (state, state is S.TOLD_TO_STOP)
    # Whoever has no account is not thereby the one who asked.
    refused_to_all_without(MAY, lambda by: operations.request_cancel(job=job, by=by))
    for by in (ASKER, *others):
        with transaction.atomic():
            _called_off(job, state, by)
            transaction.set_rollback(True)
        underway.forget(job.pk)
        job.refresh_from_db()


def _called_off(job: Job, state: State, by: Actor) -> None:
    told = AuditEntry.objects.filter(action="job.cancelled")
    if state in (S.QUEUED, *AT_WORK):
        operations.request_cancel(job=job, by=by)
        assert state_of(job) is {S.QUEUED: S.CANCELLED, S.RUNNING: S.TOLD_TO_STOP}.get(state, state)
        assert (job.is_cancel_requested, told.count()) == (True, 1)
    else:
        with problem("registers.job_over"):
            operations.request_cancel(job=job, by=by)
        assert (state_of(job), told.count()) == (state, 0)
