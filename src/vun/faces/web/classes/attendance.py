"""Attendance: a week's grid typed by keyboard, and one session at a time for a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.classes.frame import page_of, show_tab
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action
from vun.faces.web.request import Request
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import ClassState, Mark

LETTERS: Mapping[Mark, str] = {Mark.PRESENT: "C", Mark.LATE: "M", Mark.EXCUSED: "P", Mark.ABSENT: "V"}
"""The letter typed for each mark: có mặt, muộn, phép, vắng."""
_MARKS = {letter: mark for mark, letter in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the grid: what stands in it, and whether it can be read as a mark."""

    name: str
    text: str
    session: Any
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Week:
    """The sessions of one week, from Monday."""

    monday: date
    sessions: Sequence[Any]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def weeks_of(sessions: Sequence[Any]) -> list[Week]:
    """The weeks in which there are sessions, in order."""
    by_monday: dict[date, list[Any]] = {}
    for session in sessions:
        by_monday.setdefault(session.on - timedelta(days=session.on.weekday()), []).append(session)
    return [Week(monday, own) for monday, own in sorted(by_monday.items())]


def _week(request: Request, weeks: Sequence[Week]) -> int:
    """The place of the week asked for; else of the last one begun by the day the page speaks of, else the first."""
    asked = request.GET.get("week")
    begun = 0
    for place, week in enumerate(weeks):
        if asked == week.monday.isoformat():
            return place
        if week.monday <= request.on:
            begun = place
    return begun


@needs(Permission.CLASS_VIEW)
def grid(request: Request, class_id: int) -> HttpResponse:
    """One week of sessions against a page of learners; the number of queries does not depend on either."""
    training_class = queries.get_class(request.actor, class_id)
    weeks = weeks_of(queries.sessions_of(training_class))
    if not weeks:
        return show_tab(
            request,
            "classes/attendance.html",
            training_class,
            "attendance",
            week=None,
            to_timetable=_plan(class_id),
        )
    place = _week(request, weeks)
    week = weeks[place]
    page = page_of(request, queries.present_in(training_class, request.actor))
    may_mark = _may_mark(request, training_class)
    typed: dict[str, str] = {}
    wrong: set[str] = set()
    problem = ""
    if request.method == "POST" and may_mark:
        typed = _typed(request, page, week)
        wrong = {name for name, text in typed.items() if text and text.upper() not in _MARKS}
        if wrong:
            problem = gettext("Có ô không đọc được. Gõ C, M, P, V hoặc để trống.")
        else:
            problem = _save(request, training_class, typed)
            if not problem:
                return redirect(request.get_full_path())
    marks = queries.attendance_grid([session.pk for session in week.sessions], [one.pk for one in page])
    rows = [
        (
            learner,
            [_cell(learner, session, marks, typed, wrong) for session in week.sessions],
        )
        for learner in page
    ]
    return show_tab(
        request,
        "classes/attendance.html",
        training_class,
        "attendance",
        status_code=400 if problem else 200,
        week=week,
        before=weeks[place - 1] if place else None,
        after=weeks[place + 1] if place + 1 < len(weeks) else None,
        rows=rows,
        page_of_rows=page,
        problem=problem,
        may_mark=may_mark,
        legend=[(letter, label(mark)) for mark, letter in LETTERS.items()],
    )


def _plan(class_id: int) -> Action:
    return Action(_("Xem lịch học"), reverse("classes:timetable", args=[class_id]))


def _may_mark(request: Request, training_class: Any) -> bool:
    is_open = training_class.state == ClassState.OPEN
    return is_open and request.actor.may(Permission.ATTENDANCE_EDIT, training_class.host_id)


def _name(learner: Any, session: Any) -> str:
    return f"m-{learner.pk}-{session.pk}"


def _typed(request: Request, page: Any, week: Week) -> dict[str, str]:
    names = [_name(learner, session) for learner in page for session in week.sessions]
    return {name: request.POST[name].strip()[:10] for name in names if name in request.POST}


def _save(request: Request, training_class: Any, typed: Mapping[str, str]) -> str:
    """Save what was typed; the sentence of the problem, or nothing."""
    marks: dict[tuple[int, int], Mark | None] = {}
    for name, text in typed.items():
        _m, enrolment_id, session_id = name.split("-")
        marks[int(enrolment_id), int(session_id)] = _MARKS[text.upper()] if text else None
    try:
        changed = operations.mark_grid(training_class=training_class, marks=marks, by=request.actor)
    except Problem as problem:
        return problem_text(problem)
    messages.success(request, gettext("Đã lưu %(count)s ô điểm danh.") % {"count": changed})
    return ""


def _cell(
    learner: Any, session: Any, marks: queries.AttendanceGrid, typed: Mapping[str, str], wrong: set[str]
) -> Cell:
    name = _name(learner, session)
    mark = marks.mark(learner.pk, session.pk)
    stored = LETTERS[mark] if mark else ""
    return Cell(name, typed.get(name, stored), session, name in wrong)


@needs(Permission.CLASS_VIEW)
def one_session(request: Request, class_id: int, session_id: int) -> HttpResponse:
    """One session with big buttons, for a phone in the classroom."""
    training_class = queries.get_class(request.actor, class_id)
    session = queries.get_session(training_class, session_id)
    page = page_of(request, queries.present_in(training_class, request.actor))
    may_mark = _may_mark(request, training_class)
    problem = ""
    if request.method == "POST" and may_mark:
        problem = _save_session(request, session, page)
        if not problem:
            return redirect(request.get_full_path())
    marks = queries.attendance_grid([session_id], [one.pk for one in page])
    return show_tab(
        request,
        "classes/session.html",
        training_class,
        "attendance",
        status_code=400 if problem else 200,
        session=session,
        rows=[(learner, marks.mark(learner.pk, session_id)) for learner in page],
        page_of_rows=page,
        problem=problem,
        may_mark=may_mark,
        choices=[(mark, LETTERS[mark], label(mark)) for mark in Mark],
    )


def _save_session(request: Request, session: Any, page: Any) -> str:
    """Save the buttons pressed, or with “everybody else is present” also those left; the problem, or nothing."""
    rest = Mark.PRESENT if "rest-present" in request.POST else None
    known = {mark.value: mark for mark in Mark}
    pressed = {learner.pk: known.get(request.POST.get(f"mark-{learner.pk}", "")) or rest for learner in page}
    try:
        operations.mark_attendance(session=session, marks=pressed, by=request.actor)
    except Problem as problem:
        return problem_text(problem)
    messages.success(request, gettext("Đã lưu điểm danh buổi này."))
    return ""
