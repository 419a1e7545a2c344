"""Finished classes of earlier years: who studied in them, with what result and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets import Workbook
from vun.exchange.columns import fields_of
from vun.exchange.custom import custom_changes, custom_fields, custom_values
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.matching.training import NameIndex, class_index, programme_index
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.credentials import operations as credentials
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.models import Credential
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.custom.domain import Value as CustomValue
from vun.records.delivery import operations
from vun.records.delivery.domain import ClassRow, EnrolmentState, LearnerRow
from vun.records.delivery.models import Certificate, Completion, Enrolment, TrainingClass
from vun.records.imports.operations import Recorder
from vun.records.orgs.models import Unit
from vun.records.standards.domain import StudyPlace
from vun.records.standards.models import Programme

_NO_REASON = "Theo danh sách nhập"
_AT_HOME = ("viet nam", "trong nuoc", "khong")


@dataclass(slots=True)
class _Class:
    """A class as its rows tell it; ``known`` when it is on record already."""

    programme: Programme
    host_id: int
    start_on: date
    end_on: date
    name: str
    code: str
    country: str = ""
    known: TrainingClass | None = None
    people: set[int] = field(default_factory=set)
    custom: dict[str, CustomValue] = field(default_factory=dict)


@dataclass(slots=True)
class _Described:
    """What the office's own fields say anew of a class on record."""

    training_class: TrainingClass
    custom: dict[str, CustomValue]


@dataclass(slots=True)
class _Payload:
    told: _Class
    learner: LearnerRow
    number: str = ""


class History(Kind):
    name = "history"
    title = _("Lớp các năm trước")
    description = _("Lớp đã kết thúc của các năm trước: học viên, kết quả, chứng chỉ")
    permission = Permission.CLASS_EDIT
    fields = fields_of("history")

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        return (*self.fields, *custom_fields(Subject.TRAINING_CLASS))

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        _Comparison(session).all(rows)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        learners: dict[int, tuple[_Class, list[_Payload]]] = {}
        for verdict in recorder.each(verdicts):
            payload: _Payload | _Described = verdict.payload
            if isinstance(payload, _Described):
                own = TrainingClass.objects.filter(pk=payload.training_class.pk)
                with recorder.watching(own):
                    operations.describe_class(training_class=own.get(), values=payload.custom, by=by)
                continue
            learners.setdefault(id(payload.told), (payload.told, []))[1].append(payload)
        rows = [
            ClassRow(
                programme_id=told.programme.pk,
                host_id=told.host_id,
                start_on=told.start_on,
                end_on=told.end_on,
                name=told.name,
                code=told.code,
                country=told.country,
                place=StudyPlace.ABROAD if told.country else "",
                learners=[payload.learner for payload in payloads],
            )
            for told, payloads in learners.values()
        ]
        loaded = operations.load_history(rows=rows, by=by)
        classes = [one.class_id for one in loaded]
        recorder.note_made(TrainingClass, classes)
        for model in (Enrolment, Certificate, Completion):
            made = model.objects.filter(training_class__in=classes)
            recorder.note_made(model, made.values_list("pk", flat=True))
        _record_papers(learners.values(), recorder, by)
        by_id = TrainingClass.objects.in_bulk(classes)
        for class_id, (told, _payloads) in zip(classes, learners.values(), strict=True):
            if told.custom:
                operations.describe_class(training_class=by_id[class_id], values=told.custom, by=by)

    def parts(self, verdicts: Sequence[Verdict]) -> Iterable[Sequence[Verdict]]:
        classes: dict[int, list[Verdict]] = {}
        for verdict in verdicts:
            payload: _Payload | _Described = verdict.payload
            one = payload.training_class if isinstance(payload, _Described) else payload.told
            classes.setdefault(id(one), []).append(verdict)
        return classes.values()


def _record_papers(learners: Iterable[tuple[_Class, list[_Payload]]], recorder: Recorder, by: Actor) -> None:
    """Papers numbered by whoever issued them: kept as what the people hold, not in the register of here."""
    rows = [
        CredentialRow(
            person_id=payload.learner.person_id,
            level_id=told.programme.grants_id,
            name=told.programme.name[:200],
            earned_on=payload.learner.completed_on or told.end_on,
            document_number=payload.number,
            programme_id=told.programme.pk,
        )
        for told, payloads in learners
        for payload in payloads
        if payload.number and told.programme.grants_id is not None
    ]
    recorder.note_made(Credential, credentials.record_many(rows, by=by))


def _country(row: Row) -> str:
    """Where the class was held abroad; nothing for one at home, whatever the file says of that."""
    said: str = row.get("country", "")
    return "" if fold(said) in _AT_HOME else said


class _Comparison:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._programmes: NameIndex = programme_index(session.on, session.told.values.get("programme", {}))
        self._known: NameIndex = class_index(session.by, {})
        self._classes: dict[tuple[Any, ...], _Class] = {}
        self._last: dict[int, tuple[str, Any]] = {}
        self._specs = custom.specs_of(Subject.TRAINING_CLASS)

    def all(self, rows: Iterator[Row]) -> None:
        for row in rows:
            common.finish_name(self._session, row)
            common.finish_birth(self._session, row)
            self._one(row)

    def _one(self, row: Row) -> None:
        session = self._session
        told = self._class(row)
        found = common.find_person(session, row)
        name = row.get("full_name", "")
        if told is None or found is None or row.has_errors():
            session.refuse(row, name)
            return
        person = found.person
        changes = self._described(row, told)
        if row.has_errors():
            session.refuse(row, name)
            return
        if told.known is not None and changes:
            payload = _Described(told.known, told.custom)
            session.verdict(row, Outcome.CHANGED, told.name, payload, tuple(changes))
            return
        if person.pk in told.people:
            session.verdict(row, Outcome.UNCHANGED, name)
            return
        if told.known is not None:
            problem = Problem("import.class_on_record", value=told.name, code_of_class=told.known.code)
            session.error(row, "class_name", problem)
            session.verdict(row, Outcome.CONFLICT, name)
            return
        told.people.add(person.pk)
        session.verdict(row, Outcome.NEW, name, self._payload(row, told, person.pk))

    def _described(self, row: Row, told: _Class) -> list[Change]:
        """What the row says of its class in the office's own fields, told from what rows above said of it."""
        said = custom_values(self._specs, row.values)
        for spec in self._specs:
            if spec.code in said and told.custom.get(spec.code, said[spec.code]) != said[spec.code]:
                problem = Problem("import.class_told_otherwise", label=spec.label, value=str(said[spec.code]))
                self._session.error(row, spec.code, problem)
        fresh = {code: value for code, value in said.items() if code not in told.custom}
        told.custom |= fresh
        return custom_changes(self._specs, told.known.custom, fresh) if told.known is not None else []

    def _payload(self, row: Row, told: _Class, person_id: int) -> _Payload:
        number = row.get("certificate_number", "")
        certified_on: date | None = row.get("certified_on")
        state = row.get("result")
        if state is None:
            score = row.get("score")
            state = EnrolmentState.FAILED if score is not None and score < 5 else EnrolmentState.COMPLETED
        is_completed = state is EnrolmentState.COMPLETED
        learner = LearnerRow(
            person_id=person_id,
            state=state if state is not EnrolmentState.STUDYING else EnrolmentState.FAILED,
            score=row.get("score"),
            completed_on=told.end_on if is_completed else None,
            dropped_on=told.end_on if state is EnrolmentState.DROPPED else None,
            drop_reason=_NO_REASON if state is EnrolmentState.DROPPED else "",
            certified_on=certified_on if is_completed and not number else None,
        )
        return _Payload(told, learner, number if is_completed else "")

    def _class(self, row: Row) -> _Class | None:
        """The class the row tells of; what only the first of its rows says holds for those below."""
        session = self._session
        self._period(row)
        self._carry(row)
        title = (
            row.get("class_name", "") or row.get("programme", "") or session.told.settings.get("class", "")
        )
        code = row.get("class_code", "")
        if not title and not code:
            title = self._title_above(row)
        if not title and not code:
            session.error(row, "class_name", Problem("import.missing", label="Tên lớp"))
            return None
        known = self._find_known(code)
        programme = known.programme if known else self._programme(row, title)
        host_id = known.host_id if known else self._host(row)
        start_on, end_on = self._days(row, known)
        if programme is None or host_id is None or start_on is None or end_on is None:
            return None
        key = (code, fold(title), programme.pk, host_id, start_on)
        if key not in self._classes:
            told = _Class(programme, host_id, start_on, end_on, title or programme.name, code, known=known)
            same = (
                known
                or TrainingClass.objects.filter(
                    host_id=host_id, programme=programme, start_on=start_on, name=told.name
                ).first()
            )
            if same is not None:
                told.known = same
                told.people = set(
                    Enrolment.objects.filter(training_class=same).values_list("person_id", flat=True)
                )
            told.country = _country(row)
            self._classes[key] = told
        return self._classes[key]

    def _period(self, row: Row) -> None:
        """ "05/3/2024 - 29/3/2024" in one cell or above the table."""
        text: str = row.get("period", "")
        if not text or ("start_on" in row.values and "end_on" in row.values):
            return
        days = common.days_in(text)
        if days is None and (days := common.months_in(text)) is not None:
            problem = Problem("import.period_filled_in", value=text, day=days[0], last_day=days[1])
            self._session.warn(row, "period", problem)
        if days is None:
            self._session.warn(row, "period", Problem("import.period_unclear", value=text))
            return
        row.values.setdefault("start_on", days[0])
        row.values.setdefault("end_on", days[1])

    def _carry(self, row: Row) -> None:
        kept = self._last.get(id(row.table))
        names = ("class_code", "class_name", "programme", "host", "country", "start_on", "end_on", "period")
        said = {name: row.values[name] for name in names if name in row.values}
        if (
            kept is not None
            and not (said.keys() & {"class_code", "class_name", "programme"})
            and not row.unread
        ):
            row.values |= {name: value for name, value in kept[1].items() if name not in row.values}
        elif said:
            self._last[id(row.table)] = ("", said)

    def _title_above(self, row: Row) -> str:
        """The class a section or a line above the table names; the period told with it is the row's."""
        for text in (*reversed(row.section), *reversed(row.table.titles)):
            label, colon, value = text.partition(":")
            bare = common.strip_numbering(text)
            is_labelled = bool(colon) and fold(label) in ("lop", "ten lop", "khoa hoc")
            if (
                is_labelled
                or fold(bare).startswith("lop ")
                or (text in row.section and self._is_programme(bare))
            ):
                if (days := common.days_in(text) or common.months_in(text)) is not None:
                    row.values.setdefault("start_on", days[0])
                    row.values.setdefault("end_on", days[1])
                return value.strip() if is_labelled else bare
        return ""

    def _is_programme(self, text: str) -> bool:
        try:
            self._programmes.find(text)
        except Problem:
            return False
        return True

    def _find_known(self, code: str) -> TrainingClass | None:
        if not code:
            return None
        try:
            found = self._known.find(code)
        except Problem:
            return None
        known: TrainingClass = found.row
        return known if fold(known.code) == fold(code) else None

    def _programme(self, row: Row, title: str) -> Programme | None:
        text = row.get("programme", "") or title
        column = "programme" if row.get("programme") else "class_name"
        try:
            found = self._programmes.find(text)
        except Problem as problem:
            self._session.error(row, column, problem)
            return None
        if found.doubt is not None:
            self._session.warn(row, column, found.doubt)
        programme: Programme = found.row
        return programme

    def _host(self, row: Row) -> int | None:
        session = self._session
        text = row.get("host", "")
        if text:
            try:
                return session.units.find(text).pk
            except Problem as problem:
                session.error(row, "host", problem)
                return None
        hosts = list(TrainingClass.objects.values_list("host_id", flat=True).distinct()[:2])
        home = session.units.home
        if home is not None:
            return home
        if len(hosts) == 1:
            return hosts[0]
        schools = Unit.objects.filter(search_key__contains="truong chinh tri", end_on__isnull=True)[:2]
        if len(schools) == 1:
            session.warn(row, "host", Problem("import.host_assumed", unit=schools[0].name))
            return schools[0].pk
        session.error(row, "host", Problem("import.missing", label="Cơ sở đào tạo"))
        return None

    def _days(self, row: Row, known: TrainingClass | None) -> tuple[date | None, date | None]:
        session = self._session
        start_on: date | None = row.get("start_on") or (known.start_on if known else None)
        end_on: date | None = row.get("end_on") or (known.end_on if known else None)
        start_on = start_on or end_on or row.get("certified_on")
        end_on = end_on or start_on
        if start_on is None or end_on is None:
            if not row.has_unread("start_on") and not row.has_unread("end_on"):
                session.error(row, "start_on", Problem("import.missing", label="Khai giảng"))
            return None, None
        if end_on < start_on:
            session.error(
                row, "end_on", Problem("import.ends_before_start", value=f"{end_on:%d/%m/%Y}", day=start_on)
            )
        if end_on > session.today:
            session.error(row, "end_on", Problem("import.class_not_over", value=f"{end_on:%d/%m/%Y}"))
        return start_on, end_on
