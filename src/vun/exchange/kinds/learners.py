"""Who is in a class, who came to which session, with what score: class lists, attendance grids, grade sheets."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.text import fold
from vun.engines.sheets import Workbook
from vun.engines.sheets.headings import Heading
from vun.exchange.columns import fields_of, reader, word_for
from vun.exchange.custom import custom_changes, custom_fields, custom_values
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.matching.training import NameIndex, class_index, classes_in_sight, source_index
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.rows import labelled
from vun.exchange.session import Session
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.custom.domain import Value as CustomValue
from vun.records.delivery import operations
from vun.records.delivery.domain import PART_ORDER, RUNNING_STATES, ClassState, EnrolmentState, Mark
from vun.records.delivery.models import Attendance, ClassSession, Enrolment, TrainingClass
from vun.records.funding.models import FundSource
from vun.records.imports.operations import Recorder
from vun.records.people.models import Person

_LABELS = ("ten lop", "lop", "ma lop", "lop hoc", "danh sach hoc vien lop", "bang diem lop", "khoa hoc")
_PARTS = {
    "morning": ("sáng", "s", "buổi sáng"),
    "afternoon": ("chiều", "c", "buổi chiều"),
    "evening": ("tối", "t", "buổi tối"),
}


class _OfClass(Kind):
    """A kind whose rows belong to a class: named in a column, above the table, or by whoever imports."""

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        classes: NameIndex = class_index(session.by, session.told.values.get("training_class", {}))
        self._compare(session, rows, _ClassOfRow(session, classes))

    @abstractmethod
    def _compare(self, session: Session, rows: Iterator[Row], class_of: _ClassOfRow) -> None:
        """As `compare`, with what tells the class of a row."""


class _ClassOfRow:
    """The class of a row; the same words are looked up, and told, once for a table."""

    def __init__(self, session: Session, classes: NameIndex) -> None:
        self._session, self._classes = session, classes
        self._of_table: dict[int, TrainingClass | Problem] = {}

    def __call__(self, row: Row) -> TrainingClass | None:
        text: str = row.get("training_class", "")
        if text:
            try:
                found = self._classes.find(text)
            except Problem as problem:
                self._session.error(row, "training_class", problem)
                return None
            if found.doubt is not None:
                self._session.warn(row, "training_class", found.doubt)
            training_class: TrainingClass = found.row
            return training_class
        key = id(row.table)
        if key not in self._of_table:
            self._of_table[key] = self._above(row)
        above = self._of_table[key]
        if isinstance(above, Problem):
            self._session.error(row, "training_class", above)
            return None
        return above

    def _above(self, row: Row) -> TrainingClass | Problem:
        told = self._session.told.settings.get("class", "")
        lines = labelled(row.table.titles)
        texts = (
            [told]
            if told
            else [
                *(lines[label] for label in _LABELS if label in lines),
                *reversed(row.table.titles),
                row.table.sheet,
            ]
        )
        for text in texts:
            try:
                found = self._classes.find(text)
            except Problem:
                continue
            if found.doubt is not None and text != told:
                self._session.note(row.table, found.doubt)
            training_class: TrainingClass = found.row
            return training_class
        return Problem("import.class_not_named", value=told)


class ClassList(_OfClass):
    name = "class-list"
    title = _("Danh sách học viên lớp")
    description = _(
        "Học viên của một hay nhiều lớp đang chuẩn bị hoặc đang mở; tên lớp ở một cột hoặc phía trên bảng"
    )
    permission = Permission.CLASS_EDIT
    fields = fields_of("class-list")

    def _compare(self, session: Session, rows: Iterator[Row], class_of: _ClassOfRow) -> None:
        sources = source_index(session.told.values.get("source", {}))
        seats: dict[int, int] = {}
        enrolled: dict[int, set[int]] = {}
        seen: dict[tuple[int, int], int] = {}
        for row in rows:
            common.finish_name(row)
            common.finish_birth(session, row)
            training_class = class_of(row)
            found = common.find_person(session, row)
            source = _source(session, row, sources)
            name = row.get("full_name", "")
            if training_class is None or found is None or row.has_errors():
                session.refuse(row, name)
                continue
            person_id = found.person.pk
            own = enrolled.get(training_class.pk)
            if own is None:
                ids = Enrolment.objects.filter(training_class=training_class).values_list(
                    "person_id", flat=True
                )
                own = enrolled[training_class.pk] = set(ids)
                seats[training_class.pk] = training_class.capacity - training_class.seats_taken
            if (training_class.pk, person_id) in seen:
                first = seen[training_class.pk, person_id]
                session.warn(row, "full_name", Problem("import.row_twice", row=first))
                session.verdict(row, Outcome.UNCHANGED, name)
                continue
            seen[training_class.pk, person_id] = row.number
            if person_id in own:
                session.verdict(row, Outcome.UNCHANGED, name)
                continue
            if training_class.state not in RUNNING_STATES:
                session.error(row, "training_class", Problem("import.class_over", value=training_class.name))
            elif seats[training_class.pk] < 1:
                session.error(
                    row, "full_name", Problem("import.class_full", capacity=training_class.capacity)
                )
            if row.has_errors():
                session.refuse(row, name)
                continue
            seats[training_class.pk] -= 1
            on = row.get("enrolled_on") or min(
                max(session.on, training_class.start_on), training_class.end_on
            )
            payload = (training_class.pk, person_id, on, source)
            session.verdict(row, Outcome.NEW, name, payload)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        payloads = [verdict.payload for verdict in verdicts]
        classes = TrainingClass.objects.filter(pk__in={payload[0] for payload in payloads})
        with recorder.watching(classes, Enrolment.objects.filter(training_class__in=classes)):
            by_id = classes.in_bulk()
            people = Person.objects.in_bulk([payload[1] for payload in payloads])
            sources = FundSource.objects.in_bulk()
            for class_id, person_id, on, source in recorder.each(payloads):
                operations.enrol(
                    training_class=by_id[class_id],
                    person=people[person_id],
                    fund_source=sources.get(source),
                    on=on,
                    by=by,
                )


class Grades(_OfClass):
    name = "grades"
    title = _("Bảng điểm")
    description = _("Điểm (thang 10) của học viên lớp đang mở; tên lớp ở một cột hoặc phía trên bảng")
    permission = Permission.GRADE_EDIT
    fields = fields_of("grades")

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        return (*self.fields, *custom_fields(Subject.RESULT))

    def _compare(self, session: Session, rows: Iterator[Row], class_of: _ClassOfRow) -> None:
        roll = _Roll()
        specs = custom.specs_of(Subject.RESULT)
        for row in rows:
            common.finish_name(row)
            common.finish_birth(session, row)
            training_class = class_of(row)
            learner = _learner(session, row, training_class, roll)
            name = row.get("full_name", "")
            if learner is None or row.has_errors():
                session.refuse(row, name)
                continue
            own = custom_values(specs, row.values)
            changes = custom_changes(specs, learner.custom, own)
            before = "" if learner.score is None else str(learner.score)
            # An empty cell takes no score away.
            score = row.get("score", learner.score)
            if learner.score != score:
                changes.insert(0, Change("Điểm", before, str(score)))
            if not changes or training_class is None:
                session.verdict(row, Outcome.UNCHANGED, name)
                continue
            _require_studying(session, row, learner, training_class)
            if row.has_errors():
                session.refuse(row, name)
                continue
            outcome = Outcome.CHANGED if before else Outcome.NEW
            payload = (learner.training_class_id, learner.pk, score, own)
            session.verdict(row, outcome, name, payload, tuple(changes))

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        scores: dict[int, dict[int, Any]] = defaultdict(dict)
        described: dict[int, dict[str, CustomValue]] = {}
        for class_id, learner_id, score, own in (verdict.payload for verdict in verdicts):
            if score is not None:
                scores[class_id][learner_id] = score
            if own:
                described[learner_id] = own
        classes = {verdict.payload[0] for verdict in verdicts}
        with recorder.watching(Enrolment.objects.filter(training_class__in=classes)):
            for training_class in TrainingClass.objects.filter(pk__in=scores):
                operations.grade_many(training_class=training_class, scores=scores[training_class.pk], by=by)
            learners = Enrolment.objects.select_related("training_class").in_bulk(list(described))
            for learner_id, own in described.items():
                operations.describe_result(enrolment=learners[learner_id], values=own, by=by)


class AttendanceGrid(_OfClass):
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

    def _compare(self, session: Session, rows: Iterator[Row], class_of: _ClassOfRow) -> None:
        training_class: TrainingClass = session.extra["class"]
        held = {
            (mark.enrolment_id, mark.session_id): Mark(mark.mark)
            for mark in Attendance.objects.filter(session__training_class=training_class)
        }
        days = {one.pk: one.on for one in training_class.sessions.all()}
        roll = _Roll()
        for row in rows:
            common.finish_name(row)
            common.finish_birth(session, row)
            learner = _learner(session, row, training_class, roll)
            name = row.get("full_name", "")
            if learner is None or row.has_errors():
                session.refuse(row, name)
                continue
            marks = {int(key[8:]): mark for key, mark in row.values.items() if key.startswith("session_")}
            for session_id in marks:
                if days[session_id] > session.today:
                    session.error(
                        row, f"session_{session_id}", Problem("import.session_to_come", day=days[session_id])
                    )
            changed = {key: mark for key, mark in marks.items() if held.get((learner.pk, key)) != mark}
            if changed:
                _require_studying(session, row, learner, training_class)
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


class _Roll:
    """The learners of classes by person, read once a class."""

    def __init__(self) -> None:
        self._by_class: dict[int, dict[int, Enrolment]] = {}
        self.seen: dict[int, int] = {}

    def of(self, training_class: TrainingClass) -> dict[int, Enrolment]:
        if training_class.pk not in self._by_class:
            rows = Enrolment.objects.filter(training_class=training_class).select_related("person")
            self._by_class[training_class.pk] = {row.person_id: row for row in rows}
        return self._by_class[training_class.pk]


def _learner(
    session: Session, row: Row, training_class: TrainingClass | None, roll: _Roll
) -> Enrolment | None:
    """The learner of the class the row names: among its learners first, so that namesakes elsewhere do not matter."""
    if training_class is None:
        return None
    learners = roll.of(training_class)
    number, name, birth = row.get("national_id", ""), row.get("full_name", ""), row.get("birth_on")
    if not number and not name:
        session.error(row, "full_name", Problem("import.nobody_named"))
        return None
    alike = [
        learner
        for learner in learners.values()
        if fold(name) == learner.person.search_key
        and (birth is None or birth.says_the_same(learner.person.birth_on))
    ]
    if number and (person := session.people.by_number(number)) is not None and person.pk in learners:
        alike = [learners[person.pk]]
    if len(alike) != 1:
        code = "import.learner_ambiguous" if alike else "import.learner_unknown"
        problem = Problem(code, value=name, name=name, training_class=training_class.name, count=len(alike))
        session.error(row, "full_name", problem)
        return None
    (learner,) = alike
    if learner.pk in roll.seen:
        session.error(row, "full_name", Problem("import.person_twice", value=name, row=roll.seen[learner.pk]))
        return None
    roll.seen[learner.pk] = row.number
    return learner


def _require_studying(session: Session, row: Row, learner: Enrolment, training_class: TrainingClass) -> None:
    """Tell when nothing may be written for the learner any more; what is as it was may be sent again."""
    name = row.get("full_name", "")
    if training_class.state != ClassState.OPEN:
        session.error(row, "full_name", Problem("import.class_not_open", value=training_class.name))
    elif learner.state != EnrolmentState.STUDYING:
        session.error(row, "full_name", Problem("import.not_studying", value=name, name=name))


def _source(session: Session, row: Row, sources: NameIndex) -> str:
    text: str = row.get("source", "")
    if not text:
        return ""
    try:
        return str(sources.find(text).row.code)
    except Problem as problem:
        session.error(row, "source", problem)
        return ""


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
    for text in texts:
        try:
            found = classes.find(text)
        except Problem:
            continue
        training_class: TrainingClass = found.row
        return training_class
    open_ones = list(classes_in_sight(session.by).filter(state=ClassState.OPEN.value)[:2])
    if len(open_ones) == 1 and not told:
        return open_ones[0]
    raise Problem("import.class_not_named", value=told)


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
