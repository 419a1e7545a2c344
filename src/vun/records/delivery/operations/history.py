"""Classes of the past in bulk, for the demo and for imports: thousands of participations a second."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.audit import operations as audit
from vun.records.delivery import queries
from vun.records.delivery.domain import (
    ClassRow,
    ClassState,
    EnrolmentState,
    LearnerRow,
    LoadedClass,
    Snapshot,
)
from vun.records.delivery.models import (
    Attendance,
    ClassCost,
    ClassSession,
    Enrolment,
    TrainingClass,
)
from vun.records.delivery.operations.certificates import number_certificates, record_what_is_granted
from vun.records.delivery.operations.classes import class_codes, class_keys
from vun.records.delivery.operations.snapshots import class_columns, snapshot_columns, write_completions
from vun.records.delivery.rulebook import rule_on
from vun.records.orgs.models import Unit
from vun.records.orgs.queries import PlaceHistory
from vun.records.standards.models import Programme

_BATCH = 2_000


@transaction.atomic
def load_history(*, rows: Iterable[ClassRow], by: Actor) -> list[LoadedClass]:
    """Load classes with their learners, results, papers, sessions, marks and costs, in the order of ``rows``.

    What was is taken as it is told: no quota, no seat and no rule of results is asked. Snapshots not given are taken
    from the records as of the day of enrolment, papers are numbered without gaps by day and row, and whoever gets one
    holds what the programme grants. Everything is loaded or nothing. Raises Refused.
    """
    by.require_everywhere(Permission.CLASS_EDIT)
    listed = list(rows)
    programmes = Programme.objects.select_related("grants").in_bulk({row.programme_id for row in listed})
    hosts = Unit.objects.in_bulk({row.host_id for row in listed})
    places = PlaceHistory(hosts)
    codes = _codes(listed, hosts)
    classes = [
        _training_class(row, code, programmes[row.programme_id], hosts[row.host_id], places)
        for row, code in zip(listed, codes, strict=True)
    ]
    TrainingClass.objects.bulk_create(classes, batch_size=_BATCH)
    enrolments = _enrolments(listed, classes)
    Enrolment.objects.bulk_create([one for own in enrolments for one in own], batch_size=_BATCH)
    told = _told(listed, enrolments)
    write_completions(
        [(one, one.completed_on) for own in enrolments for one in own if one.completed_on is not None], told
    )
    _load_papers(listed, enrolments, told, by)
    _load_sessions(listed, classes, enrolments)
    ClassCost.objects.bulk_create(_costs(listed, classes), batch_size=_BATCH)
    if classes:
        counted = {"classes": len(classes), "learners": sum(map(len, enrolments))}
        audit.record(by, "class.loaded_many", classes[0], after=counted)
    return [
        LoadedClass(training_class.pk, tuple(enrolment.pk for enrolment in own))
        for training_class, own in zip(classes, enrolments, strict=True)
    ]


def _codes(rows: list[ClassRow], hosts: Mapping[int, Unit]) -> list[str]:
    """The codes told, and the next free ones of host and year for the others."""
    untold = Counter((row.host_id, row.start_on.year) for row in rows if not row.code)
    free = {
        (host_id, year): iter(class_codes(hosts[host_id], year, count))
        for (host_id, year), count in untold.items()
    }
    return [row.code or next(free[row.host_id, row.start_on.year]) for row in rows]


def _training_class(
    row: ClassRow, code: str, programme: Programme, host: Unit, places: PlaceHistory
) -> TrainingClass:
    name = row.name or programme.name
    seats_taken = sum(learner.state is not EnrolmentState.DROPPED for learner in row.learners)
    return TrainingClass(
        code=code,
        name=name,
        **class_keys(name, code),
        programme=programme,
        **class_columns(programme, places.on(host.pk, row.start_on)),
        line_id=row.line_id,
        cohort=row.cohort,
        host=host,
        partner=row.partner,
        venue=row.venue,
        country=row.country,
        mode=row.mode or programme.mode,
        place=row.place or programme.place,
        start_on=row.start_on,
        end_on=row.end_on,
        capacity=max(row.capacity, seats_taken),
        seats_taken=seats_taken,
        unit_of_count=row.unit_of_count or TrainingClass._meta.get_field("unit_of_count").default,
        state=row.state,
        opened_on=None if row.state is ClassState.PLANNED else row.start_on,
        finished_on=row.end_on if row.state is ClassState.FINISHED else None,
        decision_id=row.decision_id,
    )


def _enrolments(rows: list[ClassRow], classes: list[TrainingClass]) -> list[list[Enrolment]]:
    asked: dict[date, set[int]] = defaultdict(set)
    for row in rows:
        for learner in row.learners:
            if learner.snapshot is None:
                asked[learner.enrolled_on or row.start_on].add(learner.person_id)
    taken = {day: queries.snapshots(person_ids, day) for day, person_ids in asked.items()}
    return [
        [_enrolment(learner, row, training_class, taken) for learner in row.learners]
        for row, training_class in zip(rows, classes, strict=True)
    ]


def _enrolment(
    learner: LearnerRow,
    row: ClassRow,
    training_class: TrainingClass,
    taken: dict[date, dict[int, Snapshot]],
) -> Enrolment:
    enrolled_on = learner.enrolled_on or row.start_on
    snapshot = learner.snapshot or taken[enrolled_on][learner.person_id]
    is_completed = learner.state is EnrolmentState.COMPLETED
    classification = None
    if is_completed and learner.score is not None:
        classification = rule_on(row.end_on).classify(learner.score)
    return Enrolment(
        training_class=training_class,
        person_id=learner.person_id,
        nomination_id=learner.nomination_id,
        fund_source_id=learner.fund_source_code,
        enrolled_on=enrolled_on,
        state=learner.state,
        score=learner.score,
        classification=classification or "",
        completed_on=(learner.completed_on or row.end_on) if is_completed else None,
        failed_on=row.end_on if learner.state is EnrolmentState.FAILED else None,
        dropped_on=learner.dropped_on,
        drop_reason=learner.drop_reason,
        **snapshot_columns(snapshot),
    )


def _told(rows: list[ClassRow], enrolments: list[list[Enrolment]]) -> dict[int, Snapshot]:
    """The snapshots that came with the rows, by enrolment."""
    return {
        enrolment.pk: learner.snapshot
        for row, own in zip(rows, enrolments, strict=True)
        for learner, enrolment in zip(row.learners, own, strict=True)
        if learner.snapshot is not None
    }


def _load_papers(
    rows: list[ClassRow], enrolments: list[list[Enrolment]], told: dict[int, Snapshot], by: Actor
) -> None:
    """Papers by day, then by class and learner in the order of the rows: the order a register is filled in."""
    papers = [
        (enrolment, learner.certified_on)
        for row, own in zip(rows, enrolments, strict=True)
        for learner, enrolment in zip(row.learners, own, strict=True)
        if learner.certified_on is not None
    ]
    papers.sort(key=lambda paper: paper[1])
    record_what_is_granted(number_certificates(papers, told=told), by)


def _load_sessions(
    rows: list[ClassRow], classes: list[TrainingClass], enrolments: list[list[Enrolment]]
) -> None:
    sessions = [
        [
            ClassSession(
                training_class=training_class,
                on=session.on,
                part=session.part,
                periods=session.periods,
                module_id=session.module_id,
                topic=session.topic,
                lecturer_name=session.lecturer_name,
                room=session.room,
            )
            for session in row.sessions
        ]
        for row, training_class in zip(rows, classes, strict=True)
    ]
    ClassSession.objects.bulk_create([one for own in sessions for one in own], batch_size=_BATCH)
    Attendance.objects.bulk_create(list(_marks(rows, sessions, enrolments)), batch_size=_BATCH)


def _marks(
    rows: list[ClassRow], sessions: list[list[ClassSession]], enrolments: list[list[Enrolment]]
) -> Iterator[Attendance]:
    for row, own_sessions, learners in zip(rows, sessions, enrolments, strict=True):
        by_person = {enrolment.person_id: enrolment for enrolment in learners}
        for told, session in zip(row.sessions, own_sessions, strict=True):
            for person_id, mark in told.marks.items():
                yield Attendance(session=session, enrolment=by_person[person_id], mark=mark)


def _costs(rows: list[ClassRow], classes: list[TrainingClass]) -> list[ClassCost]:
    return [
        ClassCost(
            training_class=training_class,
            kind=cost.kind,
            source_id=cost.source_code,
            item=cost.item,
            amount=cost.amount,
            on=cost.on,
            document_number=cost.document_number,
        )
        for row, training_class in zip(rows, classes, strict=True)
        for cost in row.costs
    ]
