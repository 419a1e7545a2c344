"""Long work asked for on pages: the export of a list too long to be waited for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from vun.common.actor import Actor
from vun.common.numbers import parse_date
from vun.faces.web import formats
from vun.faces.web.areas import contributions
from vun.faces.web.request import Request
from vun.records.accounts.queries import get_user
from vun.records.people.queries import actor_of
from vun.records.registers import operations
from vun.records.registers.domain import JobOutcome
from vun.records.registers.jobs import Task, job_kind

LIST_EXPORT = "list_export"


def queue_export(request: Request, *, columns_key: str, filename: str) -> str:
    """Have a worker write the file this request asks for; the address of the page that tells how far it is."""
    job = operations.enqueue_job(
        kind=LIST_EXPORT,
        params={
            "path": request.path,
            "query": request.GET.urlencode(),
            "on": formats.day(request.on),
            "language": translation.get_language(),
            "session": {columns_key: request.session.get(columns_key)},
            "filename": filename,
        },
        by=request.actor,
    )
    return reverse("admin:job", args=[job.pk])


@job_kind(LIST_EXPORT)
def export_list(task: Task) -> JobOutcome:
    """Answer the request once more as its reader, who sees in the file what they may see when it is written."""
    request = _request_of(task)
    with translation.override(task.params["language"]):
        answer: HttpResponse = request.resolver_match.func(
            request,
            *request.resolver_match.args,
            **request.resolver_match.kwargs,
        )
    stored = operations.store_file(
        name=task.params["filename"], content=answer.content, by=request.actor, is_sheet=True
    )
    return JobOutcome(file_id=stored.pk)


def _request_of(task: Task) -> Any:
    if task.actor_user_id is None:
        raise ValueError("only somebody who can sign in exports a list")
    request: Any = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = task.params["path"]
    request.GET = QueryDict(task.params["query"])
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    request.resolver_match = resolve(request.path)
    request.session = {key: value for key, value in task.params["session"].items() if value is not None}
    request.user = get_user(Actor.system("worker"), task.actor_user_id)
    request.today = timezone.localdate()
    request.on = parse_date(task.params["on"])
    request.actor = actor_of(request.user, on=request.today)
    request.htmx = HtmxDetails(request)
    request.task = task
    return request


# The worker looks for jobs here: those of the areas are brought along.
contributions("background")
