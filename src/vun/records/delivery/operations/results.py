"""Scores, and who has completed or failed by them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.records.audit import operations as audit
from vun.records.delivery import queries
from vun.records.delivery.domain import ClassState, EnrolmentState, Verdict
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.delivery.operations.enrolling import not_studying
from vun.records.delivery.operations.snapshots import write_completions
from vun.records.delivery.operations.states import require_class

_HIGHEST = Decimal(10)


def grade(*, enrolment: Enrolment, score: Decimal | None, by: Actor) -> None:
    """Give one learner a score out of ten, or take it away. Raises as `grade_many`."""
    grade_many(training_class=enrolment.training_class, scores={enrolment.pk: score}, by=by)


@transaction.atomic
def grade_many(*, training_class: TrainingClass, scores: Mapping[int, Decimal | None], by: Actor) -> int:
    """Set the scores of learners still studying; learners not named keep theirs. Returns how many changed.

    Raises Refused, NotFound for a learner of another class, and Problem: class not open, a score not from 0 to 10, or
    a changed score of somebody who has a result already.
    """
    require_class(by, Permission.GRADE_EDIT, training_class, {ClassState.OPEN})
    learners = training_class.enrolments.select_related("person").in_bulk(list(scores))
    if learners.keys() != scores.keys():
        raise NotFound("enrolment")
    changed = []
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for enrolment_id, score in scores.items():
        learner = learners[enrolment_id]
        if score == learner.score:
            continue
        if score is not None and not 0 <= score <= _HIGHEST:
            raise Problem("delivery.score_out_of_range", field="score", name=learner.person.full_name)
        if learner.state != EnrolmentState.STUDYING:
            raise not_studying(learner)
        before[str(enrolment_id)], after[str(enrolment_id)] = learner.score, score
        learner.score = score
        changed.append(learner)
    if changed:
        Enrolment.objects.bulk_update(changed, ["score"], batch_size=200)
        audit.record(
            by, "class.graded", training_class, unit_id=training_class.host_id, before=before, after=after
        )
    return len(changed)


@transaction.atomic
def complete(*, enrolment: Enrolment, on: date, by: Actor) -> None:
    """Declare that a learner has completed an open class.

    Raises Refused, and Problem that names what stands in the way: score missing or too low, sessions not attended or
    not marked (Circular 03/2023/TT-BNV, Article 6); or the learner has a result already.
    """
    verdict = _verdict(enrolment, by)
    if not verdict.is_passed:
        raise Problem(
            "delivery.not_passed",
            name=enrolment.person.full_name,
            obstacle=verdict.obstacles[0],
            source=verdict.rule.source,
        )
    _conclude([enrolment], EnrolmentState.COMPLETED, {enrolment.pk: verdict}, on, by)


@transaction.atomic
def fail(*, enrolment: Enrolment, on: date, by: Actor) -> None:
    """Declare that a learner has failed, also who never sat the test.

    Raises Refused, and Problem: the learner meets every condition, or has a result already.
    """
    verdict = _verdict(enrolment, by)
    if verdict.is_passed:
        raise Problem("delivery.has_passed", name=enrolment.person.full_name)
    _conclude([enrolment], EnrolmentState.FAILED, {enrolment.pk: verdict}, on, by)


def _verdict(enrolment: Enrolment, by: Actor) -> Verdict:
    training_class = enrolment.training_class
    require_class(by, Permission.CLASS_EDIT, training_class, {ClassState.OPEN})
    return queries.results_of(training_class, [enrolment]).verdicts[enrolment.pk]


def conclude(training_class: TrainingClass, on: date, by: Actor) -> list[Enrolment]:
    """Declare completed or failed everybody whose result is known; returns who is left without one."""
    studying = list(
        training_class.enrolments.filter(state=EnrolmentState.STUDYING)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    verdicts = queries.results_of(training_class, studying).verdicts
    passed = [enrolment for enrolment in studying if verdicts[enrolment.pk].is_passed]
    failed = [enrolment for enrolment in studying if verdicts[enrolment.pk].is_failed]
    _conclude(passed, EnrolmentState.COMPLETED, verdicts, on, by)
    _conclude(failed, EnrolmentState.FAILED, verdicts, on, by)
    decided = {enrolment.pk for enrolment in (*passed, *failed)}
    return [enrolment for enrolment in studying if enrolment.pk not in decided]


_DAY_OF = {EnrolmentState.COMPLETED: "completed_on", EnrolmentState.FAILED: "failed_on"}


def _conclude(
    enrolments: list[Enrolment],
    state: EnrolmentState,
    verdicts: Mapping[int, Verdict],
    on: date,
    by: Actor,
) -> None:
    by_class: dict[str, list[int]] = {}
    for enrolment in enrolments:
        found = verdicts[enrolment.pk].classification if state is EnrolmentState.COMPLETED else None
        by_class.setdefault(found.value if found else "", []).append(enrolment.pk)
    for classification, ids in by_class.items():
        changed = Enrolment.objects.filter(pk__in=ids, state=EnrolmentState.STUDYING).update(
            state=state, classification=classification, **{_DAY_OF[state]: on}
        )
        if changed != len(ids):
            raise not_studying(enrolments[0])
    if state is EnrolmentState.COMPLETED:
        write_completions([(enrolment, on) for enrolment in enrolments])
    for enrolment in enrolments:
        audit.record(
            by,
            f"learner.{state.value}",
            enrolment,
            unit_id=enrolment.training_class.host_id,
            before={"state": EnrolmentState.STUDYING},
            after={"state": state, "score": enrolment.score, "on": on},
        )
