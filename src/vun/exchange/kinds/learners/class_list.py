"""Who is in a class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.exchange.columns import fields_of
from vun.exchange.kinds import common
from vun.exchange.kinds.learners.finding import ClassOfRow, OfClass
from vun.exchange.matching.training import NameIndex, source_index
from vun.exchange.model import Difference, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.delivery import operations
from vun.records.delivery.domain import RUNNING_STATES
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.funding.models import FundSource
from vun.records.imports.operations import Recorder
from vun.records.people.models import Person


class ClassList(OfClass):
    name = "class-list"
    title = _("Danh sách học viên lớp")
    description = _(
        "Học viên của một hay nhiều lớp đang chuẩn bị hoặc đang mở; tên lớp ở một cột hoặc phía trên bảng"
    )
    permission = Permission.CLASS_EDIT
    fields = fields_of("class-list")
    arguments: Mapping[str, str] = {"on": "enrolled_on"}

    def _compare(self, session: Session, rows: Iterator[Row], class_of: ClassOfRow) -> None:
        sources = source_index(session.told.values.get("source", {}))
        seats: dict[int, int] = {}
        enrolled: dict[int, set[int]] = {}
        seen: dict[tuple[int, int], int] = {}
        for row in rows:
            common.finish_name(session, row)
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


def _source(session: Session, row: Row, sources: NameIndex) -> str:
    text: str = row.get("source", "")
    if not text:
        return ""
    try:
        return str(sources.find(text).row.code)
    except Problem as problem:
        session.error(row, "source", problem)
        return ""
