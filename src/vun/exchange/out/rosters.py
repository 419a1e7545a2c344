"""Lists offices print and pass on: the staff of a unit, the learners of a class, its grade sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.period import whole_years
from vun.engines.tabular import Cell, Column, Kind, Table
from vun.exchange.columns import word_for
from vun.exchange.out.people import people_of
from vun.exchange.out.scope import CHUNK, Scope
from vun.records.custom import queries as custom
from vun.records.custom.domain import FieldSpec, Subject, ValueKind, value_in
from vun.records.delivery import queries as delivery
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.people import queries as people
from vun.records.people.domain import Sex, StaffKind

_KINDS = {
    ValueKind.TEXT: Kind.TEXT,
    ValueKind.CHOICE: Kind.TEXT,
    ValueKind.NUMBER: Kind.NUMBER,
    ValueKind.DATE: Kind.DATE,
}


def unit_roster(scope: Scope) -> Table:
    """The staff of the day, unit by unit, each with the primary post. Read as it is written, in constant memory."""
    specs = custom.specs_of(Subject.PERSON)
    return Table(
        title="Danh sách cán bộ, công chức, viên chức",
        subtitle=f"Tính đến {format_date(scope.on)}",
        columns=[
            Column("STT", Kind.INTEGER),
            Column("Họ và tên"),
            Column("Ngày sinh", Kind.DATE),
            Column("Tuổi", Kind.INTEGER),
            Column("Giới tính"),
            Column("Đơn vị"),
            Column("Chức danh, chức vụ"),
            Column("Giữ chức vụ từ", Kind.DATE),
            Column("Loại"),
            Column("Ngạch, hạng"),
            *_own_columns(specs),
        ],
        rows=_staff(scope, specs),
    )


def _staff(scope: Scope, specs: list[FieldSpec]) -> Iterator[list[Cell]]:
    rows: Any = people.with_post(people_of(scope, Permission.PERSON_VIEW), scope.on)
    rows = rows.filter(post_id__isnull=False).order_by(
        "post_unit_sort_key", "post_title_order", "sort_key", "pk"
    )
    for number, person in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        yield [
            number,
            person.full_name,
            person.birth_on,
            whole_years(person.birth_on, scope.on),
            word_for("sexes", Sex(person.sex)),
            person.post_unit_name,
            person.post_title_name,
            person.post_since,
            word_for("staff_kinds", StaffKind(person.post_kind)),
            person.post_rank,
            *_own_cells(specs, person.custom),
        ]


def _the_class(scope: Scope) -> TrainingClass:
    if scope.class_id is None:
        raise Problem("export.class_missing")
    return delivery.get_class(scope.actor, scope.class_id)


def class_roster(scope: Scope) -> Table:
    """Who is or was in the class, as they were when they came; of another host's class only those in sight."""
    training_class = _the_class(scope)
    return Table(
        title="Danh sách học viên",
        subtitle=_lead(training_class),
        columns=[
            Column("STT", Kind.INTEGER),
            Column("Họ và tên"),
            Column("Ngày sinh", Kind.DATE),
            Column("Giới tính"),
            Column("Đơn vị"),
            Column("Chức danh, chức vụ"),
            Column("Ngày nhập học", Kind.DATE),
            Column("Ghi chú"),
        ],
        rows=(
            [
                number,
                learner.person.full_name,
                learner.person.birth_on,
                word_for("sexes", Sex(learner.sex_then)),
                learner.unit_then.name if learner.unit_then else None,
                learner.title_then.name if learner.title_then else None,
                learner.enrolled_on,
                _note(learner),
            ]
            for number, learner in enumerate(_learners(training_class, scope), start=1)
        ),
        notes=[f"Danh sách có {training_class.seats_taken} {training_class.unit_of_count} đang theo học."],
    )


def grade_sheet(scope: Scope) -> Table:
    """Attendance, score, result and paper of every learner of the class."""
    training_class = _the_class(scope)
    specs = custom.specs_of(Subject.RESULT)
    learners = list(_learners(training_class, scope))
    return Table(
        title="Bảng điểm",
        subtitle=_lead(training_class),
        columns=[
            Column("STT", Kind.INTEGER),
            Column("Họ và tên"),
            Column("Ngày sinh", Kind.DATE),
            Column("Đơn vị"),
            Column("Số buổi có mặt", Kind.INTEGER),
            Column("Vắng có phép", Kind.INTEGER),
            Column("Vắng không phép", Kind.INTEGER),
            Column("Điểm", Kind.NUMBER, decimals=2),
            Column("Kết quả"),
            Column("Ngày hoàn thành", Kind.DATE),
            Column("Số văn bằng, chứng chỉ"),
            *_own_columns(specs),
        ],
        rows=_grades(training_class, learners, specs),
    )


def _grades(
    training_class: TrainingClass, learners: list[Enrolment], specs: list[FieldSpec]
) -> Iterator[list[Cell]]:
    tallies = delivery.results_of(training_class, learners).tallies
    numbers = delivery.paper_numbers(training_class, learners)
    for number, learner in enumerate(learners, start=1):
        tally = tallies[learner.pk]
        yield [
            number,
            learner.person.full_name,
            learner.person.birth_on,
            learner.unit_then.name if learner.unit_then else None,
            tally.attended,
            tally.excused,
            tally.absent,
            learner.score,
            word_for("results", EnrolmentState(learner.state)),
            learner.completed_on,
            numbers.get(learner.pk),
            *_own_cells(specs, learner.custom),
        ]


def _learners(training_class: TrainingClass, scope: Scope) -> Iterator[Enrolment]:
    return delivery.roster(training_class, scope.actor).iterator(chunk_size=CHUNK)


def _lead(training_class: TrainingClass) -> str:
    first: date = training_class.start_on
    return (
        f"{training_class.name} ({training_class.code}), {training_class.host}, "
        f"{format_date(first)} – {format_date(training_class.end_on)}"
    )


def _note(learner: Enrolment) -> str:
    return f"Thôi học: {learner.drop_reason}" if learner.state == EnrolmentState.DROPPED else ""


def _own_columns(specs: list[FieldSpec]) -> list[Column]:
    return [Column(spec.label, _KINDS[spec.kind], decimals=2) for spec in specs]


def _own_cells(specs: list[FieldSpec], stored: dict[str, object]) -> list[Cell]:
    return [value_in(spec, stored) for spec in specs]
