"""Imports as jobs: what a file would change, and then changing it; long exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.exchange.applying import apply
from vun.exchange.kinds import get_kind
from vun.exchange.marking import mark
from vun.exchange.model import Difference, Outcome, Progress, Remark, Told, Verdict
from vun.exchange.out.exports import get_export, write_export
from vun.exchange.out.scope import Scope
from vun.exchange.out.templates import own_fields
from vun.exchange.preparing import prepare, read
from vun.faces.web.messages import problem_text
from vun.records.accounts.queries import get_user
from vun.records.people.queries import actor_of
from vun.records.registers import operations, queries
from vun.records.registers.domain import JobOutcome
from vun.records.registers.jobs import Task, job_kind

CHECK, APPLY, EXPORT = "import_check", "import_apply", "exchange_export"
SHOWN = 200
"""Rows of one outcome, and remarks, that a page shows; the marked copy has every remark."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: a stored file of a kind, the day it speaks of, and what somebody said about its columns."""

    kind: str
    file_id: int
    file_name: str
    on: date
    columns: Mapping[str, str]
    settings: Mapping[str, str]
    language: str

    def params(self) -> dict[str, Any]:
        """As a job keeps it."""
        return {
            "kind": self.kind,
            "file_id": self.file_id,
            "file_name": self.file_name,
            "on": self.on.isoformat(),
            "columns": dict(self.columns),
            "settings": dict(self.settings),
            "language": self.language,
        }

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Order:
        """What a job keeps."""
        told = {name: params[name] for name in cls.__dataclass_fields__}
        return cls(**(told | {"on": date.fromisoformat(params["on"])}))


def actor_of_task(task: Task) -> Actor:
    """Who asked, as what they may do now. Raises NotFound for an account that is gone."""
    if task.actor_user_id is None:
        raise ValueError("only somebody who can sign in asks for this")
    user = get_user(Actor.system("worker"), task.actor_user_id)
    return actor_of(user, on=timezone.localdate())


def _prepared(order: Order, task: Task, by: Actor) -> tuple[bytes, Difference]:
    content = queries.content_of(order.file_id)
    told = Told(columns=order.columns, settings=order.settings)
    workbook = read(order.file_name, content)
    return content, prepare(order.kind, workbook, by=by, on=order.on, told=told, progress=_progress(task))


def _progress(task: Task) -> Progress:
    words = {"read": _("đọc và so sánh"), "write": _("ghi")}
    return lambda done, total, step: task.report(done, total, words.get(step, step))


@job_kind(CHECK)
def check(task: Task) -> JobOutcome:
    """Tell what the file would change; the job's file is the marked copy, when there is anything to mark."""
    order, by = Order.of(task.params), actor_of_task(task)
    with translation.override(order.language):
        content, difference = _prepared(order, task, by)
        file_id = None
        if difference.errors or any(remark.row for remark in difference.warnings):
            file_id = _marked(order, content, difference, by)
        return JobOutcome(result=summary(difference), file_id=file_id)


def _marked(order: Order, content: bytes, difference: Difference, by: Actor) -> int:
    words = (
        _("Lỗi và lưu ý"),
        _("Trang"),
        _("Dòng"),
        _("Cột"),
        _("Giá trị"),
        _("Cần sửa"),
        _("Lỗi"),
        _("Lưu ý"),
    )
    marked = mark(order.file_name, content, difference, problem_text, words)
    name = f"{order.file_name.rpartition('.')[0] or order.file_name}-{_('da-danh-dau')}.xlsx"
    return operations.store_file(name=name, content=marked, by=by, is_sheet=True).pk


@job_kind(APPLY)
def take_in(task: Task) -> JobOutcome:
    """Compare once more, and write what was confirmed. Raises Problem when it would no longer be the same."""
    order, by = Order.of(task.params["order"]), actor_of_task(task)
    with translation.override(order.language):
        _content, difference = _prepared(order, task, by)
        if difference.counts != task.params["counts"]:
            raise Problem("exchange.changed_meanwhile")
        # From here on it is whole or not there; stopping is asked for a last time.
        found = apply(difference, by=by, file=queries.get_file(order.file_id), progress=_progress(task))
    return JobOutcome(result={"import_id": found.pk})


@job_kind(EXPORT)
def export(task: Task) -> JobOutcome:
    """Write a long export into a stored file."""
    by, params = actor_of_task(task), task.params
    scope = Scope(by, date.fromisoformat(params["on"]), params["unit_id"], params["class_id"])
    with TemporaryFile() as stream:
        write_export(get_export(params["name"]), scope, params["suffix"], stream)
        stream.seek(0)
        stored = operations.store_file(name=params["filename"], content=stream.read(), by=by, is_sheet=True)
    return JobOutcome(file_id=stored.pk)


# ------------------------------------------------------------------------------------------- what a page shows


def summary(difference: Difference) -> dict[str, Any]:
    """The difference as a job keeps it for its page: all counts, and the first rows and remarks of each kind."""
    kind = get_kind(difference.kind)
    labels = {field.name: field.label for field in (*kind.fields, *own_fields(kind))}
    labels |= {use.field: use.label for use in difference.columns if use.field}
    rows = {outcome.value: _rows(difference.verdicts, outcome) for outcome in Outcome}
    return {
        "counts": difference.counts,
        "columns": [
            {
                "sheet": use.sheet,
                "letter": use.letter,
                "heading": use.heading,
                "field": use.field,
                "sure": round(use.sureness, 2),
                "is_hidden": use.is_hidden,
            }
            for use in difference.columns
        ],
        "fields": labels,
        "rows": rows,
        "errors": _remarks(difference.errors),
        "error_count": len(difference.errors),
        "warnings": _remarks(difference.warnings),
        "warning_count": len(difference.warnings),
        "missing": difference.missing[:SHOWN],
        "missing_count": len(difference.missing),
        "is_writing": difference.is_writing,
    }


def _rows(verdicts: Iterable[Verdict], outcome: Outcome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for verdict in verdicts:
        if verdict.outcome is outcome:
            if len(found) == SHOWN:
                break
            found.append(
                {
                    "sheet": verdict.row.table.sheet,
                    "row": verdict.row.number,
                    "name": verdict.name,
                    "changes": [[change.field, change.before, change.after] for change in verdict.changes],
                }
            )
    return found


def _remarks(remarks: list[Remark]) -> list[dict[str, Any]]:
    return [
        {
            "sheet": remark.sheet,
            "row": remark.row,
            "column": remark.column,
            "heading": remark.heading,
            "value": remark.value[:200],
            "text": problem_text(remark.problem),
        }
        for remark in remarks[:SHOWN]
    ]
