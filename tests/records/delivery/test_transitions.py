"""Classes and those who learn in them by their tables of transitions in full: every state, every verb, every role."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.delivery import FIRST_DAY, LAST_DAY, make_class, make_learner
from tests.factories.plans import make_decision
from tests.factories.roles import refused_to_all_without, those_who_may
from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit.models import AuditEntry
from vun.records.delivery import operations
from vun.records.delivery.domain import RUNNING_STATES, ClassState, EnrolmentState
from vun.records.delivery.models import Enrolment, TrainingClass

pytestmark = pytest.mark.django_db
MAY = Permission.CLASS_EDIT
Verb = tuple[frozenset[Any], Any, str, Callable[[Any, Actor], object]]

CLASS_VERBS: dict[str, Verb] = {
    "open": (
        frozenset({ClassState.PLANNED}),
        ClassState.OPEN,
        "class.opened",
        lambda c, by: operations.open_class(training_class=c, decision=make_decision(), on=FIRST_DAY, by=by),
    ),
    "finish": (
        frozenset({ClassState.OPEN}),
        ClassState.FINISHED,
        "class.finished",
        lambda c, by: operations.finish_class(training_class=c, on=LAST_DAY, by=by),
    ),
    "cancel": (
        RUNNING_STATES,
        ClassState.CANCELLED,
        "class.cancelled",
        lambda c, by: operations.cancel_class(training_class=c, reason="Thiếu người", on=FIRST_DAY, by=by),
    ),
}
STUDYING = frozenset({EnrolmentState.STUDYING})
LEARNER_VERBS: dict[str, Verb] = {
    "complete": (
        STUDYING,
        EnrolmentState.COMPLETED,
        "learner.completed",
        lambda e, by: operations.complete(enrolment=e, on=LAST_DAY, by=by),
    ),
    "fail": (
        STUDYING,
        EnrolmentState.FAILED,
        "learner.failed",
        lambda e, by: operations.fail(enrolment=e, on=LAST_DAY, by=by),
    ),
    "drop out": (
        STUDYING,
        EnrolmentState.DROPPED,
        "learner.dropped_out",
        lambda e, by: operations.drop_out(enrolment=e, on=FIRST_DAY, reason="Ốm", by=by),
    ),
}
"""From which states, to which, as the audit calls it, and how."""
DAY_OF: dict[EnrolmentState, dict[str, Any]] = {
    EnrolmentState.STUDYING: {},
    EnrolmentState.COMPLETED: {"completed_on": LAST_DAY},
    EnrolmentState.FAILED: {"failed_on": LAST_DAY},
    EnrolmentState.DROPPED: {"dropped_on": FIRST_DAY, "drop_reason": "Ốm"},
}


@pytest.mark.parametrize("verb", CLASS_VERBS)
def test_a_verb_does_to_a_class_what_the_table_says(verb: str) -> None:
    for state in ClassState:
        training_class = make_class()
        TrainingClass.objects.filter(pk=training_class.pk).update(state=state)
        _try(CLASS_VERBS[verb], training_class, state)


@pytest.mark.parametrize("verb", LEARNER_VERBS)
def test_a_verb_does_to_a_learner_what_the_table_says(verb: str) -> None:
    for state in EnrolmentState:
        learner = make_learner()
        score = Decimal(2) if verb == "fail" else Decimal(8)
        Enrolment.objects.filter(pk=learner.pk).update(state=state, score=score, **DAY_OF[state])
        _try(LEARNER_VERBS[verb], learner, state)


def _try(verb: Verb, thing: Any, state: Any) -> None:
    sources, target, action, act = verb
    thing.refresh_from_db()
    refused_to_all_without(MAY, lambda by: act(thing, by))
    told = AuditEntry.objects.filter(action=action, object_id=str(thing.pk))
    if state in sources:
        act(thing, those_who_may(MAY)[0])
    else:
        with pytest.raises(Problem):
            act(thing, those_who_may(MAY)[0])
    thing.refresh_from_db()
    assert (thing.state, told.count()) == ((target, 1) if state in sources else (state, 0))
    # Whoever comes second finds it done.
    with pytest.raises(Problem):
        act(thing, those_who_may(MAY)[-1])


@pytest.mark.parametrize("state", [state for state in ClassState if state is not ClassState.OPEN])
def test_results_are_declared_in_an_open_class_only(state: ClassState) -> None:
    learner = make_learner(score="8")
    TrainingClass.objects.filter(pk=learner.training_class_id).update(state=state)
    learner = Enrolment.objects.get(pk=learner.pk)
    for verb in ("complete", "fail"):
        with pytest.raises(Problem, match=r"delivery\.wrong_class_state"):
            LEARNER_VERBS[verb][3](learner, those_who_may(MAY)[0])
