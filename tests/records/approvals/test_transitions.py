"""The table of transitions in full: every state, every verb, every role; and two who sign the last step at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from tests.factories.accounts import actor_as
from tests.factories.approvals import SUBMITTED_ON, SYSTEM, above, at_unit, make_route, signer, submit
from tests.factories.orgs import make_tree, make_unit
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts.domain import Role
from vun.records.approvals import operations, queries
from vun.records.approvals.domain import TRANSITIONS, MatterKind, MatterState, MatterVerb, Quorum
from vun.records.approvals.models import Matter, MatterAct
from vun.records.orgs.models import Unit

PLAN, ON = MatterKind.PLAN, SUBMITTED_ON
Act = Callable[[Matter, Actor], object]


def _back(matter: Matter, by: Actor) -> object:
    return operations.send_back(kind=PLAN, subject_id=matter.subject_id, reason="Sửa", on=ON, by=by)


ACTS: dict[MatterVerb, Act] = {
    MatterVerb.SUBMIT: lambda m, by: operations.submit(
        kind=PLAN, subject_id=m.subject_id, title="Kế hoạch", unit_id=m.unit_id, on=ON, by=by
    ),
    MatterVerb.PASS: lambda m, by: operations.pass_on(
        matter=queries.get_matter(SYSTEM, m.pk, ON), on=ON, by=by
    ),
    MatterVerb.APPROVE: lambda m, by: operations.finish(kind=PLAN, subject_id=m.subject_id, on=ON, by=by),
    MatterVerb.STEP_BACK: _back,
    MatterVerb.RETURN: _back,
    MatterVerb.REJECT: lambda m, by: operations.reject(
        kind=PLAN, subject_id=m.subject_id, reason="Trùng", on=ON, by=by
    ),
    MatterVerb.WITHDRAW: lambda m, by: operations.withdraw(kind=PLAN, subject_id=m.subject_id, on=ON, by=by),
    MatterVerb.COMMENT: lambda m, by: operations.comment(
        matter=queries.get_matter(SYSTEM, m.pk, ON), text="Xem", by=by
    ),
}
AT_STEP = {
    MatterVerb.PASS: 1,
    MatterVerb.APPROVE: 2,
    MatterVerb.STEP_BACK: 2,
    MatterVerb.RETURN: 1,
    MatterVerb.REJECT: 1,
}
"""The step at which whoever's turn it is can do it, of a route of two where the second gives back to the first."""


@pytest.mark.django_db
@pytest.mark.parametrize("verb", list(MatterVerb))
def test_a_verb_does_what_the_table_says_and_nothing_else(verb: MatterVerb) -> None:
    tree = make_tree()
    own, higher = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.root)
    make_route(at_unit(), above(returns_to=1))
    others = [actor_as(role, tree.front) for role in Role]
    for number, state in enumerate(MatterState, start=1):
        matter = _in_state(state, tree.department, number, AT_STEP.get(verb, 1))
        move = TRANSITIONS[verb]
        turn_of = {1: own, 2: higher}[matter.step]
        acts = MatterAct.objects.filter(matter=matter).count()
        if move.is_turn:
            for other in (*others, higher if turn_of is own else own):
                with pytest.raises((Refused, Problem, NotFound)):
                    ACTS[verb](matter, other)
        if state in move.sources:
            ACTS[verb](matter, turn_of)
            matter.refresh_from_db()
            assert matter.state == (move.target or state)
            assert MatterAct.objects.filter(matter=matter).count() == acts + 1
        elif verb is MatterVerb.SUBMIT:
            # What has ended is submitted as a new matter; the ended one stays as it is.
            assert ACTS[verb](matter, turn_of) != matter
            matter.refresh_from_db()
            assert (matter.state, MatterAct.objects.filter(matter=matter).count()) == (state, acts)
        else:
            if verb is MatterVerb.WITHDRAW:
                ACTS[verb](matter, turn_of)
            else:
                with pytest.raises((Problem, NotFound)):
                    ACTS[verb](matter, turn_of)
            matter.refresh_from_db()
            assert (matter.state, MatterAct.objects.filter(matter=matter).count()) == (state, acts)


def _in_state(state: MatterState, unit: Unit, subject_id: int, step: int) -> Matter:
    matter = submit(unit, subject_id=subject_id)
    Matter.objects.filter(pk=matter.pk).update(state=state, step=step)
    matter.refresh_from_db()
    return matter


def test_every_verb_has_an_act_and_every_open_state_a_way_on() -> None:
    assert ACTS.keys() == TRANSITIONS.keys() == set(MatterVerb)
    ends = set(MatterState) - {state for move in TRANSITIONS.values() for state in move.sources}
    assert ends == {MatterState.APPROVED, MatterState.REJECTED, MatterState.WITHDRAWN}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_last_signature_at_once_one_does() -> None:
    unit = make_unit()
    signers = [signer(Role.LEADER, unit) for _ in range(8)]
    submit(unit, steps=[at_unit()])
    answers = _at_once(signers, lambda by: operations.finish(kind=PLAN, subject_id=7, on=ON, by=by))
    assert answers["done"] == 1
    assert sum(answers.values()) == len(signers)
    assert answers.keys() <= {"done", "approvals.moved_on", "matter"}
    assert MatterAct.objects.filter(verb="approve").count() == 1
    assert Matter.objects.get().state == MatterState.APPROVED


@pytest.mark.django_db(transaction=True)
def test_of_all_who_must_sign_at_once_just_one_gives_the_last_signature() -> None:
    unit = make_unit()
    signers = [signer(Role.LEADER, unit) for _ in range(4)]
    matter = submit(unit, steps=[at_unit(quorum=Quorum.ALL)])

    def sign(by: Actor) -> None:
        try:
            operations.pass_on(matter=queries.get_matter(SYSTEM, matter.pk, ON), on=ON, by=by)
        except Problem as problem:
            if problem.code != "approvals.last_signature":
                raise
            operations.finish(kind=PLAN, subject_id=7, on=ON, by=by)

    assert _at_once(signers, sign) == {"done": 4}
    assert Counter(MatterAct.objects.values_list("verb", flat=True)) == {"submit": 1, "pass": 3, "approve": 1}


def _at_once(signers: list[Actor], act: Callable[[Actor], object]) -> Counter[str]:
    barrier, answers = threading.Barrier(len(signers)), ["" for _ in signers]

    def run(place: int, by: Actor) -> None:
        barrier.wait()
        try:
            act(by)
            answers[place] = "done"
        except Problem as problem:
            answers[place] = problem.code
        except NotFound as gone:
            answers[place] = gone.what
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(signers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(answers)
