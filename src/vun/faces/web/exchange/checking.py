"""One file on its way in: how far it is, what it would change, its columns put right, and the word to write it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.errors import NotFound, Problem
from vun.exchange.kinds import KINDS, get_kind
from vun.exchange.model import Outcome
from vun.exchange.orders import Order
from vun.exchange.summary import SHOWN
from vun.exchange.unknown import choices_for
from vun.exchange.words import in_words
from vun.faces.web.exchange.background import APPLY, CHECK
from vun.faces.web.exchange.uploading import CRUMBS, office_of
from vun.faces.web.forms import perform
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.records.imports.domain import HeadingRow, NameRow
from vun.records.imports.operations import remember_headings, remember_names
from vun.records.registers import operations, queries
from vun.records.registers.domain import OPEN_JOB_STATES, JobState
from vun.records.registers.underway import Underway

PERMISSIONS = tuple(dict.fromkeys(kind.permission for kind in KINDS))
_ORDER = (Outcome.CONFLICT, Outcome.CHANGED, Outcome.NEW, Outcome.UNCHANGED, Outcome.REFUSED)


def _job(request: Request, job_id: int) -> Any:
    """The import's job, which is the reader's own. Raises NotFound for any other."""
    job = queries.get_job(request.actor, job_id)
    if job.kind not in (CHECK, APPLY) or job.actor_user_id != request.actor.user_id:
        raise NotFound("job")
    return job


def _order(job: Any) -> Order:
    return Order.of(job.params["order"] if job.kind == APPLY else job.params)


@needs(*PERMISSIONS)
def check(request: Request, job_id: int) -> HttpResponse:
    """The file: on its way, or what it would change, or what came of it."""
    job = _job(request, job_id)
    if job.kind == APPLY and job.state == JobState.DONE:
        return redirect("exchange:import", job.result["import_id"])
    order = _order(job)
    is_done = job.state == JobState.DONE
    return show(
        request,
        "exchange/difference.html" if is_done else "exchange/waiting.html",
        title=order.file_name,
        lead=_lead(job, order),
        crumbs=CRUMBS,
        **(_difference(request, job, order) if is_done else _shown(job)),
    )


def _lead(job: Any, order: Order) -> str:
    title = in_words(get_kind(order.kind).title)
    if job.kind == APPLY:
        return gettext("%(kind)s: đang ghi vào hồ sơ.") % {"kind": title}
    return gettext("%(kind)s: xem tệp sẽ thay đổi gì. Chưa ghi gì vào hồ sơ.") % {"kind": title}


@needs(*PERMISSIONS)
def progress(request: Request, job_id: int) -> HttpResponse:
    """The part of the page that moves; once the work is over, the whole page anew."""
    job = _job(request, job_id)
    if JobState(job.state) not in OPEN_JOB_STATES:
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("exchange:check", args=[job_id])
        return answer
    return render(request, "exchange/progress.html", _shown(job))


def _shown(job: Any) -> dict[str, Any]:
    state, now = JobState(job.state), timezone.now()
    said = queries.progress_of(job)
    return {
        "job": job,
        "is_open": state in OPEN_JOB_STATES,
        "stuck": queries.find_stuck(job, now=now),
        "progress": said,
        "share": min(100, said.done * 100 // said.total) if said and said.total else 0,
        "problem": _problem(job) if state is JobState.FAILED else "",
        "order": _order(job),
        **_pace(said, now),
    }


def _pace(said: Underway | None, now: datetime) -> dict[str, int]:
    """Rows a second so far and seconds left at that pace; nothing while nothing is known."""
    if said is None or not said.done:
        return {"a_second": 0, "seconds_left": 0}
    pace = said.done / max((now - said.since).total_seconds(), 0.001)
    return {"a_second": round(pace), "seconds_left": round((said.total - said.done) / pace)}


def _problem(job: Any) -> str:
    return problem_text(Problem(job.result["problem"], **job.result["params"]))


def _difference(request: Request, job: Any, order: Order) -> dict[str, Any]:
    result = job.result
    counts = result["counts"]
    unknown = [each | {"name": f"name-{place}"} for place, each in enumerate(result["unknown"])]
    return {
        "job": job,
        "order": order,
        "result": result,
        "counts": counts,
        "to_write": counts["new"] + counts["changed"],
        "left_out": counts["refused"] + counts["conflict"],
        "sections": [
            (outcome, counts[outcome.value], result["rows"][outcome.value])
            for outcome in _ORDER
            if counts[outcome.value] and outcome is not Outcome.REFUSED
        ],
        "sheets": _sheets(result),
        "is_of_many_sheets": len(result["sheets"]) > 1,
        "unknown": unknown,
        "choices": {
            field: choices_for(field, request.actor, order.on)
            for field in {each["field"] for each in unknown}
        },
        "fields": sorted(result["fields"].items(), key=lambda field: field[1]),
        "shown": SHOWN,
    }


def _sheets(result: dict[str, Any]) -> list[dict[str, Any]]:
    """The sheets, whether they were read, and their columns, each with the name its choice is sent under."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in result["sheets"]}
    for place, column in enumerate(result["columns"]):
        found.setdefault(column["sheet"], []).append({**column, "name": f"column-{place}"})
    return [
        {
            "title": title,
            "name": f"sheet-{place}",
            "is_read": result["sheets"].get(title, True),
            "columns": columns,
        }
        for place, (title, columns) in enumerate(found.items())
    ]


@needs(*PERMISSIONS)
@require_POST
def again(request: Request, job_id: int) -> HttpResponse:
    """Compare again with columns, sheets and names as somebody says, and remember them for the office's next file."""
    job = _checked(request, job_id)
    order = _order(job)
    kind = get_kind(order.kind)
    columns, headings = _said_columns(request, job, order)
    values, names = _said_names(request, job, order)
    if names is None:
        return redirect("exchange:check", job_id)
    if request.POST.get("remember"):
        office = office_of(request.actor, kind)
        if headings:
            remember_headings(
                kind=kind.name,
                permission=kind.permission,
                unit_id=office,
                headings=headings,
                by=request.actor,
            )
        if names:
            remember_names(permission=kind.permission, unit_id=office, names=names, by=request.actor)
    params = order.params() | {
        "columns": columns,
        "values": values,
        "sheets": _said_sheets(request, job, order),
    }
    asked = operations.enqueue_job(kind=CHECK, params=params, by=request.actor)
    return redirect("exchange:check", asked.pk)


def _said_columns(request: Request, job: Any, order: Order) -> tuple[dict[str, str], list[HeadingRow]]:
    """The fields by heading as chosen, and which of them to remember."""
    known = {"", *job.result["fields"]}
    said: list[HeadingRow] = []
    columns = dict(order.columns)
    for place, column in enumerate(job.result["columns"]):
        field = request.POST.get(f"column-{place}", column["field"])
        key = column["heading"].strip() or column["letter"]
        if field in known and field != column["field"]:
            columns[key] = field
            said.append(HeadingRow(key, field))
    return columns, [row for row in said if len(row.heading) > 2]  # a letter means another column next time


def _said_sheets(request: Request, job: Any, order: Order) -> dict[str, bool]:
    """Which sheets are to be read, where that differs from what was done or was said before."""
    if "sheets" not in request.POST:
        return dict(order.sheets)
    chosen = {sheet["title"]: sheet["name"] in request.POST for sheet in _sheets(job.result)}
    changed = {
        title: is_read for title, is_read in chosen.items() if is_read != job.result["sheets"].get(title)
    }
    return dict(order.sheets) | changed


def _said_names(
    request: Request, job: Any, order: Order
) -> tuple[dict[str, dict[str, str]], list[NameRow] | None]:
    """What names mean as chosen, and which of them to remember; None after telling of a choice there is not."""
    values = {field: dict(texts) for field, texts in order.values.items()}
    said: list[NameRow] = []
    choices: dict[str, dict[str, str]] = {}
    for place, unknown in enumerate(job.result["unknown"]):
        field, text = unknown["field"], unknown["text"]
        chosen = request.POST.get(f"name-{place}", "").strip()
        if not chosen:
            continue
        if field not in choices:
            choices[field] = choices_for(field, request.actor, order.on)
        code = _code_of(chosen, choices[field])
        if code is None:
            messages.error(
                request,
                gettext("“%(chosen)s” không có trong danh sách; chọn một mục cho “%(text)s”.")
                % {"chosen": chosen, "text": text},
            )
            return values, None
        values.setdefault(field, {})[text] = code
        said.append(NameRow(field, text, code))
    return values, said


def _code_of(chosen: str, choices: Mapping[str, str]) -> str | None:
    """The code in "Sở Nội vụ (SNV)", or a code itself; None when there is no such one."""
    inner = chosen.rpartition("(")[2].rstrip(") ")
    return next((code for code in (inner, chosen) if code in choices), None)


@needs(*PERMISSIONS)
@require_POST
def confirm(request: Request, job_id: int) -> HttpResponse:
    """Write what was shown."""
    job = _checked(request, job_id)
    order = _order(job)
    request.actor.require_anywhere(get_kind(order.kind).permission)
    if not job.result["is_writing"]:
        messages.error(request, problem_text(Problem("import.nothing_to_write")))
        return redirect("exchange:check", job_id)
    params = {"order": order.params(), "counts": job.result["counts"]}
    asked = operations.enqueue_job(kind=APPLY, params=params, by=request.actor)
    return redirect("exchange:check", asked.pk)


def _checked(request: Request, job_id: int) -> Any:
    """A comparison that is done. Raises NotFound for anything else."""
    job = _job(request, job_id)
    if job.kind != CHECK or job.state != JobState.DONE:
        raise NotFound("job")
    return job


@needs(*PERMISSIONS)
@require_POST
def cancel(request: Request, job_id: int) -> HttpResponse:
    """Stop at the next step; nothing is written."""
    job = _job(request, job_id)
    return perform(
        request,
        lambda: operations.request_cancel(job=job, by=request.actor),
        said=_("Đã yêu cầu dừng. Chưa ghi gì vào hồ sơ."),
        back=reverse("exchange:check", args=[job_id]),
    )
