"""What follows study by its table of transitions in full: every cause, every state, every verb, every role."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from django.db import transaction

from tests.factories.measures import make_result, make_rule
from tests.factories.plans import SYSTEM, make_decision
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without, those_who_may, those_who_may_not
from tests.factories.sending import NOMINATED_ON, approve, make_nomination
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.audit.models import AuditEntry
from vun.records.measures import operations, queries
from vun.records.measures.domain import CAUSES_IN_CLASS, Cause, MeasureKind
from vun.records.measures.models import Measure
from vun.records.sending import operations as sending

pytestmark = pytest.mark.django_db
ON, DECIDED_ON = date(2026, 12, 31), date(2026, 12, 1)
MAY = Permission.NOMINATION_APPROVE
NUMBERS = itertools.count(1)
Proposal = queries.Proposal


class State(StrEnum):
    PROPOSED = "proposed"
    TAKEN = "taken"
    REVOKED = "revoked"
    TAKEN_ANEW = "taken anew"


def _take(proposal: Proposal, by: Actor) -> None:
    decision = make_decision(issued_on=DECIDED_ON)
    operations.take_measure(proposal=proposal, form="Theo quy chế", decision=decision, by=by)


def _take_by(proposal: Proposal, by: Actor) -> None:
    number = f"{next(NUMBERS)}/QĐ-SNV"
    told = {"number": number, "issued_on": DECIDED_ON, "issuer": "Sở", "subject": "Theo quy chế"}
    operations.take_measure_by(proposal=proposal, form="Theo quy chế", by=by, **told)


def _revoke(proposal: Proposal, by: Actor, *, is_first: bool = False) -> None:
    ids = list(queries.measures_of(proposal.person.pk).values_list("pk", flat=True))
    asked = (min if is_first else max)(ids, default=0)
    measure = queries.get_measure(by, asked)
    operations.revoke_measure(measure=measure, on=ON, reason="Xét lại", by=by)


def _revoke_first(proposal: Proposal, by: Actor) -> None:
    _revoke(proposal, by, is_first=True)


Act = Callable[[Proposal, Actor], None]
TAKING = {State.PROPOSED: State.TAKEN, State.REVOKED: State.TAKEN_ANEW}
VERBS: dict[str, tuple[str, Act, dict[State, State], str]] = {
    "take": ("measure.taken", _take, TAKING, "measures.taken_already"),
    "take by a decision entered on the way": ("measure.taken", _take_by, TAKING, "measures.taken_already"),
    "revoke": (
        "measure.revoked",
        _revoke,
        {State.TAKEN: State.REVOKED, State.TAKEN_ANEW: State.REVOKED},
        "measures.revoked_already",
    ),
    "revoke the first": (
        "measure.revoked",
        _revoke_first,
        {State.TAKEN: State.REVOKED},
        "measures.revoked_already",
    ),
}
"""As the audit calls it, how, from which states to which, and as what it is refused from any other."""
IN_CLASS: dict[Cause, dict[str, Any]] = {
    Cause.RESULT: {"completed_on": date(2026, 3, 13)},
    Cause.FAILED: {
        "state": "failed",
        "classification": "",
        "completed_on": None,
        "failed_on": date(2026, 3, 13),
    },
    Cause.DROPPED: {
        "state": "dropped",
        "classification": "",
        "completed_on": None,
        "dropped_on": date(2026, 3, 5),
        "drop_reason": "Tự ý bỏ học",
    },
}
RULES = [
    (Cause.RESULT, MeasureKind.REWARD),
    (Cause.FAILED, MeasureKind.REMEDY),
    (Cause.DROPPED, MeasureKind.DISCIPLINE),
    (Cause.REFUSED, MeasureKind.DISCIPLINE),
]


def proposed(cause: Cause) -> Proposal:
    """What the one rule proposes for somebody new."""
    if cause in CAUSES_IN_CLASS:
        person = make_result(**IN_CLASS[cause]).person
    else:
        nomination = make_nomination()
        approve(nomination)
        sending.withdraw(nomination=nomination, reason="Không đi", on=NOMINATED_ON, by=SYSTEM)
        person = nomination.person
    (proposal,) = [each for each in queries.proposals(SYSTEM, ON) if each.person == person]
    return proposal


WAY: dict[State, Act | None] = {
    State.PROPOSED: None,
    State.TAKEN: _take,
    State.REVOKED: _revoke,
    State.TAKEN_ANEW: _take,
}
"""How what is proposed comes to each state from the one before."""


def state_of(proposal: Proposal) -> State:
    """By what is on record; a measure is proposed exactly while none is taken."""
    days = list(queries.measures_of(proposal.person.pk).values_list("revoked_on", flat=True))
    is_proposed = any(each.key == proposal.key for each in queries.proposals(SYSTEM, ON))
    assert is_proposed == (None not in days)
    if is_proposed:
        return State.REVOKED if days else State.PROPOSED
    return State.TAKEN_ANEW if len(days) > 1 else State.TAKEN


@pytest.mark.parametrize(("cause", "kind"), RULES)
def test_a_verb_does_to_a_measure_what_the_table_says(cause: Cause, kind: MeasureKind) -> None:
    make_rule(cause, kind=kind)
    proposal = proposed(cause)
    for state, step in WAY.items():
        if step is not None:
            step(proposal, SYSTEM)
        assert state_of(proposal) == state
        for verb in VERBS:
            with transaction.atomic():
                _try(verb, proposal, state)
                transaction.set_rollback(True)
    assert {each.kind for each in queries.measures_of(proposal.person.pk)} == {kind}


def _try(verb: str, proposal: Proposal, state: State) -> None:
    action, act, moves, code = VERBS[verb]
    refused_to_all_without(MAY, lambda by: act(proposal, by))
    told = AuditEntry.objects.filter(action=action)
    before = told.count()
    if state in moves:
        act(proposal, those_who_may(MAY)[0])
    # Whoever comes second finds it done; what nobody took cannot be taken back.
    for by in those_who_may(MAY):
        if state is State.PROPOSED and state not in moves:
            with pytest.raises(NotFound):
                act(proposal, by)
        else:
            with problem(code):
                act(proposal, by)
    assert (state_of(proposal), told.count() - before) == (moves.get(state, state), state in moves)


def test_measures_are_seen_by_every_role_that_may_and_no_other() -> None:
    make_rule()
    proposal = proposed(Cause.RESULT)
    _take(proposal, SYSTEM)
    measure = Measure.objects.get()
    for by in those_who_may(Permission.NOMINATION_VIEW):
        assert queries.get_measure(by, measure.pk) == measure
    for by in those_who_may_not(Permission.NOMINATION_VIEW):
        with pytest.raises(NotFound):
            queries.get_measure(by, measure.pk)


def test_every_cause_and_kind_is_tried_and_every_state_has_a_way_on() -> None:
    assert ({cause for cause, _ in RULES}, {kind for _, kind in RULES}) == (set(Cause), set(MeasureKind))
    assert {state for _, _, moves, _ in VERBS.values() for state in moves} == set(State) == WAY.keys()
