"""Long work: queued by a page, done by a worker, watched and cancelled by whoever asked for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.records.audit import operations as audit
from vun.records.registers import underway
from vun.records.registers.domain import DEAD_AFTER, JobCancelled, JobOutcome, JobState
from vun.records.registers.models import Job

WORKER_LOST = "registers.worker_lost"


@transaction.atomic
def enqueue_job(*, kind: str, params: Mapping[str, Any], by: Actor) -> Job:
    """Ask a worker to do the work of ``kind``. May be asked by whoever may do that work; the page asks for that."""
    job = Job.objects.create(
        kind=kind,
        params=dict(params),
        actor_user_id=by.user_id,
        actor_name=by.name,
        queued_at=timezone.now(),
    )
    audit.record(by, "job.queued", job, after={"kind": kind})
    return job


def claim_next_job(*, worker: str) -> Job | None:
    """The job that has waited longest, now this worker's and no other's; None when none waits."""
    while True:
        job = Job.objects.filter(state=JobState.QUEUED.value).order_by("queued_at", "id").first()
        if job is None:
            return None
        now = timezone.now()
        claimed = Job.objects.filter(pk=job.pk, state=JobState.QUEUED.value).update(
            state=JobState.RUNNING.value, worker=worker[:100], started_at=now, heartbeat_at=now
        )
        if claimed:
            job.refresh_from_db()
            return job


def beat(*, job_id: int) -> None:
    """Show that the job's worker lives."""
    _running(job_id).update(heartbeat_at=timezone.now())


def report_progress(*, job_id: int, done: int, total: int, message: str = "") -> None:
    """Tell how many of how many steps are done. Raises JobCancelled when the job is to stop."""
    changed = (
        _running(job_id)
        .filter(is_cancel_requested=False)
        .update(done_steps=done, total_steps=total, message=message[:300], heartbeat_at=timezone.now())
    )
    if not changed:
        raise JobCancelled(str(job_id))


def finish_job(*, job_id: int, outcome: JobOutcome) -> None:
    """Keep what the job made. One that was given up for dead meanwhile is done after all."""
    open_or_reaped = Q(state=JobState.RUNNING.value) | Q(
        state=JobState.FAILED.value, result__problem=WORKER_LOST
    )
    Job.objects.filter(open_or_reaped, pk=job_id).update(
        state=JobState.DONE.value,
        result=dict(outcome.result),
        file_id=outcome.file_id,
        finished_at=timezone.now(),
    )


def fail_job(*, job_id: int, problem: str, params: Mapping[str, Any]) -> None:
    """End the job with what went wrong, as the code of a problem and its params."""
    _running(job_id).update(
        state=JobState.FAILED.value,
        result={"problem": problem, "params": dict(params)},
        finished_at=timezone.now(),
    )


def end_cancelled_job(*, job_id: int) -> None:
    """Say that the worker has stopped as it was asked to."""
    _running(job_id).update(state=JobState.CANCELLED.value, finished_at=timezone.now())


def request_cancel(*, job: Job, by: Actor) -> None:
    """Let a waiting job never start, and a running one stop at its next step, even within its transaction.

    For whoever queued it, and for whoever manages the accounts of the province; NotFound for others. Raises Problem
    when the job is over.
    """
    is_own = by.user_id is not None and by.user_id == job.actor_user_id
    if not is_own and not by.may_everywhere(Permission.ACCOUNT_MANAGE):
        raise NotFound("job")
    if job.state == JobState.RUNNING:
        # First without the database, which a job that writes on SQLite keeps to itself until it has heard of this.
        underway.ask_to_stop(job.pk)
    _keep_request(job, by)


@transaction.atomic
def _keep_request(job: Job, by: Actor) -> None:
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED.value).update(
        state=JobState.CANCELLED.value, is_cancel_requested=True, finished_at=timezone.now()
    )
    if not waiting and not _running(job.pk).update(is_cancel_requested=True):
        underway.forget(job.pk)
        has_heard = Job.objects.filter(pk=job.pk, state=JobState.CANCELLED.value).exists()
        if job.state != JobState.RUNNING or not has_heard:
            raise Problem("registers.job_over")
    audit.record(by, "job.cancelled", job)


def reap_dead_jobs(*, now: datetime) -> int:
    """Fail the running jobs whose worker has given no sign of life for DEAD_AFTER; return how many."""
    silent = Q(heartbeat_at__lt=now - DEAD_AFTER) | Q(heartbeat_at__isnull=True)
    return Job.objects.filter(silent, state=JobState.RUNNING.value).update(
        state=JobState.FAILED.value, result={"problem": WORKER_LOST, "params": {}}, finished_at=now
    )


def _running(job_id: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, state=JobState.RUNNING.value)
