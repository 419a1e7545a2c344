"""What waits in classes, for the first page: one task a kind of work, opening the class when there is but one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Change, Task
from vun.records.delivery import queries


def tasks(actor: Actor, on: date) -> list[Task]:
    """One's own next sessions; classes to open, attendance and scores missing, papers to issue."""
    return _own(actor, on) + [
        _task(text, list(classes.order_by("end_on", "pk")), page, due)
        for text, classes, page, due in _waiting(actor, on)
        if classes
    ]


def _own(actor: Actor, on: date) -> list[Task]:
    if actor.person_id is None:
        return []
    ahead = list(queries.sessions_ahead(actor.person_id, on))
    if not ahead:
        return []
    text = _("Buổi học sắp tới của anh/chị: %(name)s") % {"name": ahead[0].training_class.name}
    return [Task(text, reverse("people:me"), len(ahead), ahead[0].on)]


def _waiting(actor: Actor, on: date) -> Iterator[tuple[str, Any, str, str]]:
    if actor.may_anywhere(Permission.CLASS_EDIT):
        yield _("Lớp cần quyết định mở"), queries.classes_due_to_open(actor, on), "open", "start_on"
    if actor.may_anywhere(Permission.ATTENDANCE_EDIT):
        yield (
            _("Lớp còn buổi chưa điểm danh"),
            queries.classes_with_marks_missing(actor, on),
            "attendance",
            "",
        )
    if actor.may_anywhere(Permission.GRADE_EDIT):
        yield (
            _("Lớp đã học xong chưa đủ điểm"),
            queries.classes_with_grades_missing(actor, on),
            "grades",
            "end_on",
        )
    if actor.may_anywhere(Permission.CERTIFICATE_ISSUE):
        yield (
            _("Lớp chờ cấp văn bằng, chứng chỉ"),
            queries.classes_with_certificates_to_issue(actor),
            "results",
            "",
        )


def _task(text: str, classes: list[Any], page: str, due: str) -> Task:
    first = classes[0]
    return Task(
        _("%(text)s: %(name)s") % {"text": text, "name": first.name} if len(classes) == 1 else text,
        reverse(f"classes:{page}", args=[first.pk]),
        len(classes),
        min(getattr(one, due) for one in classes) if due else None,
    )


def changes(actor: Actor, on: date) -> list[Change]:
    """Classes opened and finished lately."""
    if not actor.may_anywhere(Permission.CLASS_VIEW):
        return []
    return [
        Change(text % {"name": one.name}, reverse("classes:detail", args=[one.pk]), day)
        for one in queries.lately_changed(actor, on)
        for text, day in (
            (_("Mở lớp %(name)s"), one.opened_on),
            (_("Kết thúc lớp %(name)s"), one.finished_on),
        )
        if day is not None and day <= on
    ]
