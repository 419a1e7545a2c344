"""Long work: how far it is, what came of it, and stopping it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from vun.common.errors import Problem
from vun.faces.web import formats
from vun.faces.web.admin.words import job_text, outcome_text
from vun.faces.web.files import file_answer
from vun.faces.web.forms import perform
from vun.faces.web.guard import needs
from vun.faces.web.lists import (
    Empty,
    EnumFilter,
    ListColumn,
    ListFilters,
    ListPage,
    ListTable,
    StateColumn,
    TextColumn,
)
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.records.registers import operations, queries
from vun.records.registers.domain import OPEN_JOB_STATES, JobState

_CRUMBS: list[tuple[Text, str]] = [(_("Việc dài"), "admin:jobs")]


class KindColumn(ListColumn):
    """The words for a kind of job."""

    def text(self, value: Any) -> str:
        return str(job_text(value))


class MomentColumn(ListColumn):
    """An instant, to the minute, in local time."""

    def text(self, value: Any) -> str:
        return formats.moment(value)


class JobTable(ListTable):
    kind = KindColumn(pgettext_lazy("job", "Việc"), to="admin:job")
    state = StateColumn(_("Tình trạng"), JobState, phone=True)
    actor_name = TextColumn(_("Người yêu cầu"))
    queued_at = MomentColumn(_("Yêu cầu lúc"), phone=True)
    finished_at = MomentColumn(_("Xong lúc"))

    class Meta(ListTable.Meta):
        order_by = "-queued_at"


class JobFilters(ListFilters):
    state = EnumFilter(JobState, "state", _("Tình trạng"))


JOBS = ListPage(
    name="jobs",
    title=_("Việc dài"),
    lead=_("Những việc hệ thống làm lâu; trang này cho biết đã tới đâu."),
    table=JobTable,
    filters=JobFilters,
    empty=Empty(_("Chưa có việc nào. Việc dài bắt đầu từ các nút như “Xuất tệp lớn” ở trang liên quan.")),
)


@needs()
def job_list(request: Request) -> HttpResponse:
    """The reader's own jobs; for administrators of the province, all."""
    return JOBS.respond(request, queries.jobs_visible_to(request.actor))


@needs()
def detail(request: Request, job_id: int) -> HttpResponse:
    """One job; the page asks for its progress until it is over."""
    job = queries.get_job(request.actor, job_id)
    cancel = Action(
        _("Huỷ việc này"),
        reverse("admin:job-cancel", args=[job_id]),
        post=True,
        confirm=_(
            "Việc này sẽ dừng ở bước tiếp theo, phần dở dang bị bỏ; trang này cho biết đã xong những gì."
        ),
        danger=True,
    )
    return show(
        request,
        "admin/job.html",
        title=job_text(job.kind),
        crumbs=_CRUMBS,
        action=cancel if JobState(job.state) in OPEN_JOB_STATES else None,
        **_shown(request, job),
    )


@needs()
def progress(request: Request, job_id: int) -> HttpResponse:
    """The part of the page that moves."""
    return render(request, "admin/job_progress.html", _shown(request, queries.get_job(request.actor, job_id)))


def _shown(request: Request, job: Any) -> dict[str, Any]:
    state = JobState(job.state)
    problem = ""
    if state is JobState.FAILED:
        problem = problem_text(Problem(job.result["problem"], **job.result["params"]))
    underway = queries.progress_of(job)
    done, total = (underway.done, underway.total) if underway else (job.done_steps, job.total_steps)
    return {
        "job": job,
        "done": done,
        "total": total,
        "doing": underway.message if underway else job.message,
        "became": outcome_text(job.kind, job.result) if state is JobState.DONE else "",
        "file": job.file if queries.is_of(request.actor, job) else None,
        "is_open": state in OPEN_JOB_STATES,
        "stuck": queries.find_stuck(job, now=timezone.now()),
        "share": min(100, done * 100 // total) if total else 0,
        "problem": problem,
    }


@needs()
@require_POST
def cancel(request: Request, job_id: int) -> HttpResponse:
    """Stop the job at its next step."""
    job = queries.get_job(request.actor, job_id)
    return perform(
        request,
        lambda: operations.request_cancel(job=job, by=request.actor),
        said=_("Đã yêu cầu dừng việc này."),
        back=reverse("admin:job", args=[job_id]),
    )


@needs()
def download(request: Request, job_id: int) -> FileResponse:
    """What the job made."""
    return file_answer(queries.file_of_job(request.actor, job_id))
