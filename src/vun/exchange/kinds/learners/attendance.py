"""Who came to which session."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.text import fold
from vun.engines.sheets import Table, Workbook
from vun.engines.sheets.headings import Heading
from vun.exchange.columns import fields_of, reader, word_for
from vun.exchange.kinds import common
from vun.exchange.kinds.learners.finding import ClassOfRow, OfClass, Roll, learner_of, require_studying
from vun.exchange.matching.training import class_index, classes_in_sight
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.rows import labelled
from vun.exchange.session import Session
from vun.records.delivery import operations
from vun.records.delivery.domain import PART_ORDER, ClassState, Mark
from vun.records.delivery.models import Attendance, ClassSession, TrainingClass
from vun.records.imports.operations import Recorder

_PARTS = {
    "morning": ("sáng", "s", "buổi sáng"),
    "afternoon": ("chiều", "c", "buổi chiều"),
    "evening": ("tối", "t", "buổi tối"),
}


_PART = re.compile(r"\b(?:sang|chieu|toi|buoi|[sctb]\d*)\b")
"""Headings that speak of one session."""


class AttendanceGrid(OfClass):
    name = "attendance"
    title = _("Bảng điểm danh")
    description = _("Điểm danh của một lớp: mỗi dòng một học viên, mỗi cột một buổi (ngày, sáng hoặc chiều)")
    permission = Permission.ATTENDANCE_EDIT
    fields = fields_of("attendance")

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        training_class = _class_in(session, workbook)
        session.extra["class"] = training_class
        sessions = sorted(training_class.sessions.all(), key=lambda one: (one.on, PART_ORDER[one.part]))
        days = {one.on for one in sessions}
        month = _month_in(workbook)
        read = reader("word marks")
        headings = (
            _heading(
                one,
                place,
                is_first=one.on not in {each.on for each in sessions[: place - 1]},
                days=days,
                month=month,
            )
            for place, one in enumerate(sessions, 1)
        )
        return (
            *self.fields,
            *(
                Field(heading, format_date(one.on), read, is_template=False)
                for heading, one in zip(headings, sessions, strict=True)
            ),
        )

    def _compare(self, session: Session, rows: Iterator[Row], class_of: ClassOfRow) -> None:
        training_class: TrainingClass = session.extra["class"]
        held = {
            (mark.enrolment_id, mark.session_id): Mark(mark.mark)
            for mark in Attendance.objects.filter(session__training_class=training_class)
        }
        days = {one.pk: one.on for one in training_class.sessions.all()}
        of_days = _OfDays(session, days)
        roll = Roll()
        for row in rows:
            common.finish_name(session, row)
            common.finish_birth(session, row)
            learner = learner_of(session, row, training_class, roll)
            name = row.get("full_name", "")
            if learner is None or row.has_errors():
                session.refuse(row, name)
                continue
            marks = {int(key[8:]): mark for key, mark in row.values.items() if key.startswith("session_")}
            marks = of_days.spread(row.table, marks)
            for session_id in marks:
                if days[session_id] > session.today:
                    session.error(
                        row, f"session_{session_id}", Problem("import.session_to_come", day=days[session_id])
                    )
            changed = {key: mark for key, mark in marks.items() if held.get((learner.pk, key)) != mark}
            if changed:
                require_studying(session, row, learner, training_class)
            if row.has_errors():
                session.refuse(row, name)
            elif not changed:
                session.verdict(row, Outcome.UNCHANGED, name)
            else:
                before = {key: held.get((learner.pk, key)) for key in changed}
                outcome = Outcome.CHANGED if any(before.values()) else Outcome.NEW
                changes = tuple(
                    Change(
                        format_date(days[key]),
                        word_for("marks", was) if (was := before[key]) else "",
                        word_for("marks", mark),
                    )
                    for key, mark in changed.items()
                )
                session.verdict(row, outcome, name, (training_class.pk, learner.pk, changed), changes)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        payloads = [verdict.payload for verdict in verdicts]
        class_id = payloads[0][0]
        marks: dict[tuple[int, int], Mark | None] = {
            (learner_id, session_id): mark
            for _, learner_id, changed in payloads
            for session_id, mark in changed.items()
        }
        with recorder.watching(Attendance.objects.filter(session__training_class_id=class_id)):
            operations.mark_grid(training_class=TrainingClass.objects.get(pk=class_id), marks=marks, by=by)


class _OfDays:
    """A day with several sessions may have one column, headed by the day alone: its marks are for the day."""

    def __init__(self, session: Session, days: Mapping[int, date]) -> None:
        self._session, self._days = session, days
        self._others: dict[int, dict[int, list[int]]] = {}

    def spread(self, table: Table, marks: Mapping[int, Mark]) -> dict[int, Mark]:
        """The marks of the row, with those of the other sessions of days that have one column; told once a table."""
        if id(table) not in self._others:
            self._others[id(table)] = self._found(table)
        others = self._others[id(table)]
        return {each: mark for key, mark in marks.items() for each in (key, *others.get(key, ()))}

    def _found(self, table: Table) -> dict[int, list[int]]:
        columns = {int(each.field[8:]): each for each in table.columns if each.field.startswith("session_")}
        found = {}
        for key, column in columns.items():
            same = [each for each, on in self._days.items() if on == self._days[key] and each != key]
            if not same or any(each in columns for each in same) or _PART.search(fold(column.text)):
                continue
            found[key] = same
            problem = Problem("import.mark_of_day", day=self._days[key], count=len(same) + 1)
            self._session.note(table, problem, column.letter, column.text)
        return found


def _class_in(session: Session, workbook: Workbook) -> TrainingClass:
    """The class a grid is of: told, or named in the first lines of its sheets. Raises Problem."""
    classes = class_index(session.by, session.told.values.get("training_class", {}))
    told = session.told.settings.get("class", "")
    lines = [
        text
        for sheet in workbook.sheets
        for row in sheet.rows[:12]
        for text in row
        if isinstance(text, str) and len(text) > 5
    ]
    texts = (
        [told] if told else [*labelled(lines).values(), *lines, *(sheet.name for sheet in workbook.sheets)]
    )
    unclear = Problem("import.class_not_named", value=told)
    for text in texts:
        try:
            found = classes.find(text)
        except Problem as problem:
            unclear = problem if problem.code == "import.class_ambiguous" else unclear
            continue
        training_class: TrainingClass = found.row
        return training_class
    open_ones = list(classes_in_sight(session.by).filter(state=ClassState.OPEN.value)[:2])
    if len(open_ones) == 1 and not told:
        return open_ones[0]
    raise unclear


_MONTH = re.compile(r"th[aá]ng\s*(\d{1,2})\s*(?:[/.\-]|năm|nam)\s*((?:19|20)\d\d)", re.IGNORECASE)


def _month_in(workbook: Workbook) -> tuple[int, int] | None:
    """Year and month of a grid headed by the days of one month only: the only month its first lines speak of."""
    texts = " ".join(
        text for sheet in workbook.sheets for row in sheet.rows[:12] for text in row if isinstance(text, str)
    )
    found = {(int(year), int(month)) for month, year in _MONTH.findall(texts)}
    return found.pop() if len(found) == 1 else None


def _heading(
    one: ClassSession, place: int, *, is_first: bool, days: Collection[date], month: tuple[int, int] | None
) -> Heading:
    """How the column of a session may be headed: its day, with the part of the day, or its place among the sessions.

    The day alone is the first session of it, and another column headed so the next. A day that a spreadsheet took for
    month and day is understood where there is no session then.
    """
    on, parts = one.on, _PARTS[one.part]
    names = _names_of_day(on)
    if month == (on.year, on.month):
        names += (f"{on.day}", f"{on.day:02d}", f"ngày {on.day}", f"n{on.day}")
    phrases = [f"{day} {part}" for day in names for part in parts]
    phrases += [f"{part} {day}" for day in names for part in parts]
    phrases += [f"buổi {place}", f"buổi thứ {place}", f"b{place}"]
    weak: list[str] = []
    if on.day <= 12 and date(on.year, on.day, on.month) not in days:
        weak += _names_of_day(date(on.year, on.day, on.month))
    if is_first:
        return Heading(f"session_{one.pk}", (*names, *phrases), weak=tuple(weak))
    return Heading(f"session_{one.pk}", (*phrases,), weak=(*names, *weak))


def _names_of_day(on: date) -> tuple[str, ...]:
    return (
        format_date(on),
        f"{on.day}/{on.month}/{on.year}",
        f"{on.day}/{on.month}",
        f"{on.day:02d}/{on.month:02d}",
        f"ngày {on.day}/{on.month}",
        f"ngày {on.day:02d}/{on.month:02d}",
        f"ngày {format_date(on)}",
        f"{on.day}/{on.month}/{on.year % 100}",
    )
