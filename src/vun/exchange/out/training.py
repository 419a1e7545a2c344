"""Classes as the imports of class lists, attendance, grades and finished classes take them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from vun.common.actor import Permission
from vun.common.numbers import format_date
from vun.engines.tabular import Cell
from vun.exchange.columns import word_for
from vun.exchange.matching.training import classes_in_sight
from vun.exchange.out.scope import CHUNK, Scope
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject, value_in
from vun.records.delivery import queries
from vun.records.delivery.domain import PART_ORDER, RUNNING_STATES, ClassState, DayPart, EnrolmentState, Mark
from vun.records.delivery.models import Attendance, ClassSession, Enrolment, TrainingClass
from vun.records.people import queries as people
from vun.records.people.identity import open_national_id

Cells = dict[str, Cell]
_PART_WORDS = {DayPart.MORNING: "sáng", DayPart.AFTERNOON: "chiều", DayPart.EVENING: "tối"}


def _classes(scope: Scope, *states: ClassState) -> QuerySet[TrainingClass]:
    """The class asked for, else those in one of the states that the actor's schools hold."""
    if scope.class_id is not None:
        return TrainingClass.objects.filter(pk=queries.get_class(scope.actor, scope.class_id).pk)
    return classes_in_sight(scope.actor).filter(state__in=states)


def _learners(scope: Scope, *states: ClassState) -> QuerySet[Any]:
    """Each with ``is_open``: whether the actor may edit the person and so read the whole national ID."""
    editable = people.in_scope(scope.actor, Permission.PERSON_EDIT, scope.on)
    rows = Enrolment.objects.filter(training_class__in=_classes(scope, *states).values("pk")).annotate(
        is_open=Exists(editable.filter(pk=OuterRef("person_id")))
    )
    related = ("person", "training_class__programme", "training_class__host", "fund_source", "certificate")
    return rows.select_related(*related).order_by("training_class__code", "person__sort_key", "pk")


def _named(scope: Scope, learner: Any) -> Cells:
    number = learner.person.national_id_sealed if learner.is_open else ""
    return {
        "full_name": learner.person.full_name,
        "birth_on": learner.person.birth_on,
        "national_id": open_national_id(number),
        "unit": scope.unit_text(learner.unit_then_id) if learner.unit_then_id else None,
        "training_class": learner.training_class.code,
    }


def class_list(scope: Scope) -> Iterator[Cells]:
    """The learners of the class asked for, else of the classes that are planned or open."""
    for learner in _learners(scope, *RUNNING_STATES).iterator(chunk_size=CHUNK):
        source = learner.fund_source.name if learner.fund_source else None
        yield _named(scope, learner) | {"enrolled_on": learner.enrolled_on, "source": source}


def grades(scope: Scope) -> Iterator[Cells]:
    """Who studies in the class asked for, else in the open classes, with the score so far."""
    specs = custom.specs_of(Subject.RESULT)
    rows = _learners(scope, ClassState.OPEN).filter(state=EnrolmentState.STUDYING)
    for learner in rows.iterator(chunk_size=CHUNK):
        own = {spec.code: value_in(spec, learner.custom) for spec in specs}
        yield {**_named(scope, learner), "score": learner.score, **own}


def history(scope: Scope) -> Iterator[Cells]:
    """Everybody in the class asked for, else in the finished classes, with result and paper."""
    specs = custom.specs_of(Subject.TRAINING_CLASS)
    for learner in _learners(scope, ClassState.FINISHED).iterator(chunk_size=CHUNK):
        of = learner.training_class
        numbers = queries.paper_numbers(of, [learner])
        yield {
            **_named(scope, learner),
            "class_code": of.code,
            "class_name": of.name,
            "programme": of.programme.code,
            "host": scope.unit_text(of.host_id),
            "start_on": of.start_on,
            "end_on": of.end_on,
            "result": word_for("results", EnrolmentState(learner.state)),
            "score": learner.score,
            "certificate_number": numbers.get(learner.pk),
            "certified_on": learner.certificate.issued_on if learner.pk in numbers else None,
            **{spec.code: value_in(spec, of.custom) for spec in specs},
        }


def sessions_of(scope: Scope) -> list[tuple[str, ClassSession]]:
    """The sessions of the class asked for, each with the heading of its column. Raises NotFound."""
    training_class = _classes(scope).get()
    sessions = sorted(
        training_class.sessions.all(), key=lambda session: (session.on, PART_ORDER[session.part])
    )
    days = Counter(session.on for session in sessions)
    return [(_heading(session, is_alone=days[session.on] == 1), session) for session in sessions]


def _heading(session: ClassSession, *, is_alone: bool) -> str:
    day = format_date(session.on)
    return day if is_alone else f"{day} {_PART_WORDS[DayPart(session.part)]}"


def attendance(scope: Scope) -> Iterator[Cells]:
    """Who studies in the class asked for, with a mark under each session."""
    sessions = {session.pk: heading for heading, session in sessions_of(scope)}
    marks: dict[int, Cells] = defaultdict(dict)
    rows = Attendance.objects.filter(session__in=list(sessions))
    for enrolment_id, session_id, mark in rows.values_list("enrolment_id", "session_id", "mark"):
        marks[enrolment_id][sessions[session_id]] = word_for("marks", Mark(mark))
    for learner in _learners(scope).filter(state=EnrolmentState.STUDYING):
        yield _named(scope, learner) | marks[learner.pk]
