"""With what score learners did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.engines.sheets import Workbook
from vun.exchange.columns import fields_of
from vun.exchange.custom import custom_changes, custom_fields, custom_values
from vun.exchange.kinds import common
from vun.exchange.kinds.learners.finding import ClassOfRow, OfClass, Roll, learner_of, require_studying
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.custom.domain import Value as CustomValue
from vun.records.delivery import operations
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.imports.operations import Recorder


class Grades(OfClass):
    name = "grades"
    title = _("Bảng điểm")
    description = _("Điểm (thang 10) của học viên lớp đang mở; tên lớp ở một cột hoặc phía trên bảng")
    permission = Permission.GRADE_EDIT
    fields = fields_of("grades")

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        return (*self.fields, *custom_fields(Subject.RESULT))

    def _compare(self, session: Session, rows: Iterator[Row], class_of: ClassOfRow) -> None:
        roll = Roll()
        specs = custom.specs_of(Subject.RESULT)
        for row in rows:
            common.finish_name(session, row)
            common.finish_birth(session, row)
            training_class = class_of(row)
            learner = learner_of(session, row, training_class, roll)
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
            require_studying(session, row, learner, training_class)
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
