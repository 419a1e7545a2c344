"""Papers by the hundred, as work for a worker: issued in one transaction, then written one after the other."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.faces.web.messages import problem_text
from vun.faces.web.papers.files import archive
from vun.records.accounts.queries import get_user
from vun.records.people.queries import actor_of
from vun.records.registers import operations as registers
from vun.records.registers.domain import JobCancelled, JobOutcome
from vun.records.registers.jobs import Task, job_kind
from vun.records.sending import operations, queries
from vun.records.sending.domain import PaperDetails, PaperKind, PaperLayout

ISSUE, WRITE = "sending_papers_issue", "sending_papers_write"


def details_as_params(details: PaperDetails) -> dict[str, Any]:
    """What the office wrote, as a job keeps it."""
    return asdict(details) | {"issued_on": details.issued_on.isoformat(), "bases": list(details.bases)}


def _details(params: dict[str, Any]) -> PaperDetails:
    told = params | {
        "issued_on": date.fromisoformat(params["issued_on"]),
        "bases": tuple(params["bases"]),
        "layout": PaperLayout(params["layout"]),
    }
    return PaperDetails(**told)


def _actor(task: Task) -> Actor:
    if task.actor_user_id is None:
        raise ValueError("only somebody who can sign in issues papers")
    user = get_user(Actor.system("worker"), task.actor_user_id)
    return actor_of(user, on=timezone.localdate())


@job_kind(ISSUE)
def issue(task: Task) -> JobOutcome:
    """A paper of its own for each person, all or none; then their files.

    Whoever stops it while papers are issued stops it whole: none is, and the numbers are free again. Issued papers
    stay issued when the files cannot be written or are no longer wanted: why is among the results.
    """
    by = _actor(task)
    task.report(0, len(task.params["ids"]), gettext("ban hành"))
    papers = operations.issue_papers_singly(
        kind=PaperKind(task.params["kind"]),
        ids=task.params["ids"],
        details=_details(task.params["details"]),
        by=by,
        report=lambda done, total: task.report_within(done, total, gettext("ban hành")),
    )
    numbers = {"first": papers[0].decision.number, "last": papers[-1].decision.number, "papers": len(papers)}
    try:
        return _archive(task, by, [paper.pk for paper in papers], numbers)
    except Problem as problem:
        return JobOutcome(result=numbers | {"not_written": str(problem_text(problem))})
    except JobCancelled:
        return JobOutcome(result=numbers | {"not_written": gettext("Đã dừng theo yêu cầu.")})


@job_kind(WRITE)
def write(task: Task) -> JobOutcome:
    """The files of papers issued before, in one archive."""
    by = _actor(task)
    return _archive(task, by, task.params["ids"], {"papers": len(task.params["ids"])})


def _archive(task: Task, by: Actor, ids: list[int], result: dict[str, Any]) -> JobOutcome:
    writing = gettext("lập tệp")
    papers = list(queries.papers_visible_to(by).filter(pk__in=ids).prefetch_related("lines").order_by("pk"))
    content = archive(papers, task.params["suffix"], lambda done, total: task.report(done, total, writing))
    stored = registers.store_file(name="van-ban.zip", content=content, by=by, is_archive=True)
    return JobOutcome(result=result, file_id=stored.pk)
