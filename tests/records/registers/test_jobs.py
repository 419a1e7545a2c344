"""Long work: claimed once, told how far it is, cancelled, and given up for dead."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tests.factories.accounts import administrator, outsider
from tests.factories.orgs import TESTS, make_root
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.records.registers import jobs, operations, queries
from vun.records.registers.domain import DEAD_AFTER, JobCancelled, JobOutcome, JobState, is_dead
from vun.records.registers.models import Job

ASKER = Actor(name="Hoàng Thị Mai", user_id=7)


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, jobs.Handler]:
    """The handlers of this test and no others."""
    handlers: dict[str, jobs.Handler] = {}
    monkeypatch.setattr(jobs, "_handlers", handlers)
    return handlers


def enqueue(kind: str = "count", **params: object) -> Job:
    return operations.enqueue_job(kind=kind, params=params, by=ASKER)


def state(job: Job) -> JobState:
    return JobState(Job.objects.get(pk=job.pk).state)


@pytest.mark.django_db
def test_the_oldest_job_is_claimed_first_and_by_one_worker_only() -> None:
    first, second = enqueue(), enqueue()
    claimed = [operations.claim_next_job(worker=name) for name in ("a", "b", "c")]
    assert claimed == [first, second, None]
    first.refresh_from_db()
    assert (first.state, first.worker) == ("running", "a")
    assert first.heartbeat_at is not None


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_together_never_get_the_same_job() -> None:
    for _ in range(12):
        enqueue()
    claimed: list[int] = []
    together = threading.Barrier(4)

    def worker(name: str) -> None:
        together.wait()
        while job := operations.claim_next_job(worker=name):
            claimed.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=worker, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(Job.objects.values_list("pk", flat=True))
    assert len(claimed) == 12


@pytest.mark.django_db
def test_progress_is_told_until_somebody_cancels() -> None:
    job = enqueue()
    operations.claim_next_job(worker="a")
    operations.report_progress(job_id=job.pk, done=3, total=10, message="Sở Nội vụ")
    job.refresh_from_db()
    assert (job.done_steps, job.total_steps, job.message) == (3, 10, "Sở Nội vụ")
    operations.request_cancel(job=job, by=ASKER)
    assert state(job) is JobState.RUNNING
    with pytest.raises(JobCancelled):
        operations.report_progress(job_id=job.pk, done=4, total=10)
    operations.end_cancelled_job(job_id=job.pk)
    assert state(job) is JobState.CANCELLED


@pytest.mark.django_db
def test_a_waiting_job_that_is_cancelled_never_starts() -> None:
    job = enqueue()
    operations.request_cancel(job=job, by=ASKER)
    assert operations.claim_next_job(worker="a") is None
    assert state(job) is JobState.CANCELLED
    with pytest.raises(Problem) as caught:
        operations.request_cancel(job=job, by=ASKER)
    assert caught.value.code == "registers.job_over"


@pytest.mark.django_db
def test_a_job_is_seen_and_cancelled_by_its_asker_and_by_administrators() -> None:
    make_root()
    job = enqueue()
    for actor in (ASKER, administrator(), TESTS):
        assert queries.get_job(actor, job.pk) == job
    for actor in (outsider(), Actor(name="other", user_id=8)):
        with pytest.raises(NotFound):
            queries.get_job(actor, job.pk)
        with pytest.raises(NotFound):
            operations.request_cancel(job=job, by=actor)
    operations.request_cancel(job=job, by=administrator())


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_failed_and_told_to_its_asker() -> None:
    job, living = enqueue(), enqueue()
    for _ in range(2):
        operations.claim_next_job(worker="a")
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(heartbeat_at=now - DEAD_AFTER - timedelta(seconds=1))
    job.refresh_from_db()
    assert is_dead(JobState(job.state), job.heartbeat_at, now)
    assert operations.reap_dead_jobs(now=now) == 1
    job.refresh_from_db()
    assert (job.state, job.result["problem"]) == ("failed", "registers.worker_lost")
    assert state(living) is JobState.RUNNING
    assert list(queries.failed_jobs_of(7, now)) == [job]
    with pytest.raises(JobCancelled):
        operations.report_progress(job_id=job.pk, done=1, total=2)
    # The worker was only slow: what it made is not lost.
    operations.finish_job(job_id=job.pk, outcome=JobOutcome({"rows": 3}))
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"rows": 3})


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_is_queued_and_keeps_what_came_of_each(kinds: dict[str, jobs.Handler]) -> None:
    def count(task: jobs.Task) -> JobOutcome:
        for step in range(1, 4):
            task.report(step, 3)
        return JobOutcome({"asked_by": task.actor_name, **task.params})

    def refuse(task: jobs.Task) -> JobOutcome:
        raise Problem("reports.nothing_to_show", year=2025)

    def breaks(task: jobs.Task) -> JobOutcome:
        raise ZeroDivisionError

    def cancels_itself(task: jobs.Task) -> JobOutcome:
        operations.request_cancel(job=Job.objects.get(pk=task.job_id), by=ASKER)
        task.report(1, 1)
        raise AssertionError("the report stops the job")

    kinds |= {"count": count, "refuse": refuse, "breaks": breaks, "cancels": cancels_itself}
    done, refused, broken, cancelled, unknown = (
        enqueue(kind) for kind in ("count", "refuse", "breaks", "cancels", "unknown")
    )
    jobs.work(once=True)
    for job in (done, refused, broken, cancelled, unknown):
        job.refresh_from_db()
    assert (done.state, done.done_steps, done.result) == ("done", 3, {"asked_by": "Hoàng Thị Mai"})
    assert (refused.state, refused.result) == (
        "failed",
        {"problem": "reports.nothing_to_show", "params": {"year": "2025"}},
    )
    assert (broken.state, broken.result["problem"]) == ("failed", "registers.job_broke")
    assert broken.result["params"]["reference"].startswith(f"{broken.pk}-")
    assert cancelled.state == "cancelled"
    assert (unknown.state, unknown.result["problem"]) == ("failed", "registers.job_kind_unknown")
    assert all(job.finished_at for job in (done, refused, broken, cancelled, unknown))


@pytest.mark.django_db(transaction=True)
def test_the_log_says_where_a_job_broke_and_no_words_of_the_exception(
    kinds: dict[str, jobs.Handler], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(task: jobs.Task) -> JobOutcome:
        raise ValueError("Nguyễn Thị Bí Mật, 012345678901")

    kinds["breaks"] = breaks
    job = enqueue("breaks")
    jobs.work(once=True)
    job.refresh_from_db()
    events = [one.msg for one in caplog.records if one.name == "vun.records.registers.jobs"]
    (broke,) = [event for event in events if isinstance(event, dict) and event["event"] == "job.broke"]
    assert (broke["error"], broke["reference"]) == ("ValueError", job.result["params"]["reference"])
    assert broke["trace"][-1].endswith("breaks")
    assert "Bí Mật" not in caplog.text + capfd.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_the_worker_removes_sessions_that_are_over(kinds: dict[str, jobs.Handler]) -> None:
    now = timezone.now()
    for key, ends in (("over", now - timedelta(minutes=1)), ("open", now + timedelta(minutes=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    jobs.work(once=True)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


@pytest.mark.django_db(transaction=True)
def test_told_to_stop_the_worker_finishes_the_job_in_hand_and_takes_no_other(
    kinds: dict[str, jobs.Handler],
) -> None:
    def stop_meanwhile(task: jobs.Task) -> JobOutcome:
        os.kill(os.getpid(), signal.SIGTERM)
        return JobOutcome()

    kinds["stop"] = stop_meanwhile
    in_hand, waiting = enqueue("stop"), enqueue("stop")
    before = signal.getsignal(signal.SIGTERM)
    jobs.work()
    assert (state(in_hand), state(waiting)) == (JobState.DONE, JobState.QUEUED)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.django_db(transaction=True)
def test_a_long_step_shows_that_its_worker_lives(
    kinds: dict[str, jobs.Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 0.02)
    beats: list[object] = []

    def long_step(task: jobs.Task) -> JobOutcome:
        first = Job.objects.get(pk=task.job_id).heartbeat_at
        for _ in range(200):
            later = Job.objects.get(pk=task.job_id).heartbeat_at
            if later != first:
                beats.append(later)
                break
            threading.Event().wait(0.02)
        return JobOutcome()

    kinds["long"] = long_step
    enqueue("long")
    jobs.work(once=True)
    assert len(beats) == 1


def test_two_handlers_of_one_kind_are_a_mistake(kinds: dict[str, jobs.Handler]) -> None:
    jobs.job_kind("export")(lambda task: JobOutcome())
    with pytest.raises(ValueError, match="export"):
        jobs.job_kind("export")(lambda task: JobOutcome())


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    yield
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("heartbeat-")]
