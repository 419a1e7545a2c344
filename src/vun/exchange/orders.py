"""A file somebody sends, as work for a worker: what it would change, then changing it; and long exports.

All that is written is written in one transaction, so that a worker who dies leaves nothing, a cancelled one neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.exchange.applying import apply
from vun.exchange.marking import Say, mark
from vun.exchange.model import Difference, Progress, Told
from vun.exchange.out.exports import get_export, write_export
from vun.exchange.out.scope import Scope
from vun.exchange.preparing import prepare, read
from vun.exchange.summary import summary
from vun.records.accounts.queries import get_user
from vun.records.people.queries import actor_of
from vun.records.registers import operations, queries
from vun.records.registers.domain import JobOutcome
from vun.records.registers.jobs import Task


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: a stored file of a kind, the day it speaks of, and what somebody said about it.

    ``columns``, ``values``, ``settings``, ``sheets``: as `Told` has them. ``language``: that of the reader.
    """

    kind: str
    file_id: int
    file_name: str
    on: date
    columns: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Mapping[str, bool] = field(default_factory=dict)
    language: str = "vi"

    def params(self) -> dict[str, Any]:
        """As a job keeps it."""
        return {
            "kind": self.kind,
            "file_id": self.file_id,
            "file_name": self.file_name,
            "on": self.on.isoformat(),
            "columns": dict(self.columns),
            "settings": dict(self.settings),
            "values": {name: dict(texts) for name, texts in self.values.items()},
            "sheets": dict(self.sheets),
            "language": self.language,
        }

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Order:
        """What a job keeps."""
        told = {name: params[name] for name in cls.__dataclass_fields__}
        return cls(**(told | {"on": date.fromisoformat(params["on"])}))


def check(task: Task, say: Say) -> JobOutcome:
    """Tell what the file of the task's order would change; the job's file is the marked copy, if anything is to mark.

    ``say`` gives the sentence for a problem. Nothing is written.
    """
    order, by = Order.of(task.params), asker(task)
    with translation.override(order.language):
        content, difference = _prepared(order, task, by)
        file_id = None
        if difference.errors or any(remark.row for remark in difference.warnings):
            file_id = _marked(order, content, difference, by, say)
        return JobOutcome(result=summary(difference, say), file_id=file_id)


def take_in(task: Task) -> JobOutcome:
    """Compare once more, and write what was confirmed. Raises Problem when it would no longer be the same."""
    order, by = Order.of(task.params["order"]), asker(task)
    with translation.override(order.language):
        _content, difference = _prepared(order, task, by)
        if difference.counts != task.params["counts"]:
            raise Problem("exchange.changed_meanwhile")
        found = apply(difference, by=by, file=queries.get_file(order.file_id), progress=_progress(task))
    return JobOutcome(result={"import_id": found.pk})


def export(task: Task) -> JobOutcome:
    """Write a long export into a stored file."""
    by, params = asker(task), task.params
    scope = Scope(by, date.fromisoformat(params["on"]), params["unit_id"], params["class_id"])
    with TemporaryFile() as stream:
        write_export(get_export(params["name"]), scope, params["suffix"], stream)
        stream.seek(0)
        stored = operations.store_file(name=params["filename"], content=stream.read(), by=by, is_sheet=True)
    return JobOutcome(file_id=stored.pk)


def asker(task: Task) -> Actor:
    """Who asked, as what they may do now. Raises NotFound for an account that is gone."""
    if task.actor_user_id is None:
        raise ValueError("only somebody who can sign in asks for this")
    user = get_user(Actor.system("worker"), task.actor_user_id)
    return actor_of(user, on=timezone.localdate())


def _prepared(order: Order, task: Task, by: Actor) -> tuple[bytes, Difference]:
    content = queries.content_of(order.file_id)
    told = Told(columns=order.columns, values=order.values, settings=order.settings, sheets=order.sheets)
    workbook = read(order.file_name, content)
    return content, prepare(order.kind, workbook, by=by, on=order.on, told=told, progress=_progress(task))


def _progress(task: Task) -> Progress:
    reading, writing = _("đọc và so sánh"), _("ghi")

    def tell(done: int, total: int, step: str) -> None:
        if step == "write":
            task.report_within(done, total, writing)
        else:
            task.report(done, total, reading)

    return tell


def _marked(order: Order, content: bytes, difference: Difference, by: Actor, say: Say) -> int:
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
    marked = mark(order.file_name, content, difference, say, words)
    name = f"{order.file_name.rpartition('.')[0] or order.file_name}-{_('da-danh-dau')}.xlsx"
    return operations.store_file(name=name, content=marked, by=by, is_sheet=True).pk
