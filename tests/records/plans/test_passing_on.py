"""Places fall down the tree of units: never more than is held above, never fewer than is used below."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import make_unit
from tests.factories.plans import SYSTEM, ApprovedLine, approved_plan_with_line, make_decision
from tests.factories.problems import problem
from tests.records.plans.test_places import at_once
from vun.common.errors import NotFound, Refused
from vun.records.orgs.models import Unit
from vun.records.plans import operations, queries
from vun.records.plans.domain import MoveKind
from vun.records.plans.models import Quota, QuotaMove

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def held(line: ApprovedLine, unit: Unit) -> tuple[int, int, int]:
    """What the unit holds of the line now: all, passed on, taken."""
    quota = Quota.objects.get(terms__line=line.line, unit=unit, is_in_force=True)
    return quota.learners, quota.passed_on, quota.taken


def pass_on(line: ApprovedLine, unit: Unit, shares: dict[Unit, int]) -> list[QuotaMove]:
    """What the officer of ``unit`` does on the day."""
    quota = Quota.objects.get(terms__line=line.line, unit=unit, is_in_force=True)
    return operations.pass_on(
        quota=quota,
        shares={one.pk: learners for one, learners in shares.items()},
        reason="Theo nhu cầu",
        on=ON,
        by=clerk_of(unit),
    )


def test_places_go_down_level_by_level_and_come_back_with_a_history() -> None:
    line = approved_plan_with_line(quota=10)
    office = make_unit("Chi cục", parent=line.unit)
    room, other = make_unit("Phòng", parent=office), make_unit("Trung tâm", parent=line.unit)
    pass_on(line, line.unit, {office: 6, other: 1})
    pass_on(line, office, {room: 4})
    operations.take_place(line.line.pk, room.pk)
    assert [held(line, unit) for unit in (line.unit, office, room, other)] == [
        (10, 7, 0),
        (6, 4, 0),
        (4, 0, 1),
        (1, 0, 0),
    ]
    pass_on(line, office, {room: 2})
    pass_on(line, line.unit, {other: 0, office: 8})
    assert [held(line, unit) for unit in (line.unit, office, room)] == [(10, 8, 0), (8, 2, 0), (2, 0, 1)]
    moves = QuotaMove.objects.exclude(kind=MoveKind.GIVEN).order_by("pk")
    assert list(moves.values_list("kind", "from_unit", "to_unit", "learners", "reason", "on")) == [
        (kind, giver.pk, taker.pk, learners, "Theo nhu cầu", ON)
        for kind, giver, taker, learners in [
            (MoveKind.PASSED_ON, line.unit, office, 6),
            (MoveKind.PASSED_ON, line.unit, other, 1),
            (MoveKind.PASSED_ON, office, room, 4),
            (MoveKind.TAKEN_BACK, room, office, 2),
            (MoveKind.TAKEN_BACK, other, line.unit, 1),
            (MoveKind.PASSED_ON, line.unit, office, 2),
        ]
    ]
    assert {move.done_by for move in moves} == {clerk_of(line.unit).name}


def test_what_is_used_below_counts_on_every_level_above() -> None:
    line = approved_plan_with_line(quota=10)
    office = make_unit("Chi cục", parent=line.unit)
    room = make_unit("Phòng", parent=office)
    pass_on(line, line.unit, {office: 6})
    pass_on(line, office, {room: 4})
    operations.take_place(line.line.pk, room.pk)
    operations.take_place(line.line.pk, line.unit.pk)
    tree = queries.quota_tree(line.line.pk)
    assert [(node.quota.unit, node.depth, node.used) for node in tree] == [
        (line.unit, 0, 2),
        (office, 1, 1),
        (room, 2, 1),
    ]


def test_no_more_is_passed_on_or_taken_than_is_held() -> None:
    line = approved_plan_with_line(quota=3)
    room = make_unit("Phòng", parent=line.unit)
    operations.take_place(line.line.pk, line.unit.pk)
    with problem("plans.passed_on_exceeds", "shares"):
        pass_on(line, line.unit, {room: 3})
    pass_on(line, line.unit, {room: 2})
    with problem("plans.quota_used_up"):
        operations.take_place(line.line.pk, line.unit.pk)
    with problem("plans.not_so_many_free", "learners"):
        quota = Quota.objects.get(unit=line.unit)
        operations.lend_back(quota=quota, learners=1, reason="Thừa", on=ON, by=SYSTEM)
    assert held(line, line.unit) == (3, 2, 1)


def test_a_cut_below_what_is_used_is_refused_and_nothing_is_half_done() -> None:
    line = approved_plan_with_line(quota=5)
    room, other = make_unit("Phòng", parent=line.unit), make_unit("Ban", parent=line.unit)
    pass_on(line, line.unit, {room: 2})
    operations.take_place(line.line.pk, room.pk)
    with problem("plans.quota_below_taken", "quotas"):
        pass_on(line, line.unit, {other: 3, room: 0})
    assert held(line, line.unit) == (5, 2, 0)
    assert not Quota.objects.filter(unit=other).exists()


def test_what_cannot_be_passed_on_is_said() -> None:
    line = approved_plan_with_line(quota=9)
    office = make_unit("Chi cục", parent=line.unit)
    room, stranger = make_unit("Phòng", parent=office), make_unit("Sở khác")
    with problem("plans.quota_below_zero", "shares"):
        pass_on(line, line.unit, {office: -1})
    for unit in (stranger, line.unit):
        with pytest.raises(NotFound):
            pass_on(line, line.unit, {unit: 1})
    pass_on(line, line.unit, {office: 5})
    pass_on(line, office, {room: 2})
    with problem("plans.two_givers", "quotas"):
        pass_on(line, line.unit, {room: 3})
    below = room
    for _ in range(2):
        above, below = below, make_unit(parent=below)
        pass_on(line, above, {below: 1})
    with problem("plans.too_many_levels", "shares"):
        pass_on(line, below, {make_unit(parent=below): 1})
    operations.close_plan(plan=line.plan, on=ON, by=SYSTEM)
    with problem("plans.plan_closed_to_places"):
        operations.pass_on(quota=line.quota, shares={office.pk: 4}, on=ON, by=SYSTEM)


def test_only_the_holder_passes_on() -> None:
    line = approved_plan_with_line(quota=5)
    office = make_unit("Chi cục", parent=line.unit)
    with pytest.raises(Refused):
        operations.pass_on(quota=line.quota, shares={office.pk: 1}, on=ON, by=clerk_of(office))


def test_what_a_unit_below_lends_back_is_with_the_unit_above_again() -> None:
    line = approved_plan_with_line(quota=5)
    room = make_unit("Phòng", parent=line.unit)
    pass_on(line, line.unit, {room: 4})
    quota = Quota.objects.get(unit=room)
    move = operations.lend_back(quota=quota, learners=3, reason="Không đủ người", on=ON, by=clerk_of(room))
    assert (move.to_unit, move.left, held(line, line.unit), held(line, room)) == (
        line.unit,
        0,
        (5, 1, 0),
        (1, 0, 0),
    )
    assert not queries.lent_places(planner()).exists()


def test_a_new_version_keeps_what_was_passed_on() -> None:
    line = approved_plan_with_line(quota=8)
    office = make_unit("Chi cục", parent=line.unit)
    room = make_unit("Phòng", parent=office)
    pass_on(line, line.unit, {office: 5})
    amended = operations.amend(plan=line.plan, reason="Bổ sung", by=SYSTEM)
    pass_on(line, office, {room: 3})
    operations.take_place(line.line.pk, room.pk)
    terms = amended.terms.get()
    with problem("plans.quota_below_taken", "quotas"):
        operations.set_quota(line=terms, unit=line.unit, learners=4, by=SYSTEM)
    with problem("plans.two_givers", "quotas"):
        operations.set_quota(line=terms, unit=room, learners=1, by=SYSTEM)
    operations.set_quota(line=terms, unit=line.unit, learners=6, by=SYSTEM)
    operations.set_quota(line=terms, unit=make_unit(), learners=2, by=SYSTEM)
    operations.submit(version=amended, by=SYSTEM)
    decision = make_decision()
    operations.approve(version=amended, decision=decision, by=SYSTEM)
    assert [held(line, unit) for unit in (line.unit, office, room)] == [(6, 5, 0), (5, 3, 0), (3, 0, 1)]
    assert not Quota.objects.filter(terms=line.terms, is_in_force=True).exists()
    cut = QuotaMove.objects.get(kind=MoveKind.CUT)
    assert (cut.from_unit, cut.learners, cut.decision, cut.on) == (line.unit, 2, decision, decision.issued_on)
    operations.take_place(line.line.pk, room.pk)


def test_what_the_line_has_not_given_yet_is_given_without_a_new_version() -> None:
    line = approved_plan_with_line(quota=5)
    unit = make_unit()
    with problem("plans.line_has_fewer_left", "learners"):
        operations.add_places(terms=line.terms, unit=unit, learners=1, on=ON, by=planner())
    operations.lend_back(quota=line.quota, learners=2, reason="Thừa", on=ON, by=SYSTEM)
    with problem("plans.line_has_fewer_left", "learners"):
        operations.add_places(terms=line.terms, unit=unit, learners=1, on=ON, by=planner())
    Quota.objects.filter(pk=line.quota.pk).update(learners=1)
    quota = operations.add_places(terms=line.terms, unit=unit, learners=2, on=ON, by=planner())
    assert (quota.learners, quota.is_in_force) == (2, True)
    with pytest.raises(Refused):
        operations.add_places(terms=line.terms, unit=unit, learners=1, on=ON, by=clerk_of(unit))
    with problem("plans.no_places_named", "learners"):
        operations.add_places(terms=line.terms, unit=unit, learners=0, on=ON, by=planner())


@pytest.mark.django_db(transaction=True)
def test_at_once_no_more_is_passed_on_and_taken_than_is_held() -> None:
    line = approved_plan_with_line(quota=5)
    rooms = [make_unit(parent=line.unit) for _ in range(4)]

    def share(room: Unit) -> None:
        operations.pass_on(quota=line.quota, shares={room.pk: 2}, on=ON, by=SYSTEM)

    outcomes = at_once(
        *[lambda room=room: share(room) for room in rooms],
        *[lambda: operations.take_place(line.line.pk, line.unit.pk)] * 4,
    )
    all_held, passed_on, taken = held(line, line.unit)
    # A single place left is no use to who asks for two.
    assert (all_held, passed_on + taken) in [(5, 4), (5, 5)]
    assert outcomes["done"] == passed_on // 2 + taken
    assert outcomes.keys() <= {"done", "plans.passed_on_exceeds", "plans.quota_used_up"}


@pytest.mark.django_db(transaction=True)
def test_what_is_passed_on_while_a_version_is_approved_is_not_lost() -> None:
    line = approved_plan_with_line(quota=6)
    rooms = [make_unit(parent=line.unit) for _ in range(3)]
    amended = operations.amend(plan=line.plan, reason="Bổ sung", by=SYSTEM)
    operations.submit(version=amended, by=SYSTEM)
    decision = make_decision()

    def share(room: Unit) -> None:
        operations.pass_on(quota=line.quota, shares={room.pk: 2}, on=ON, by=SYSTEM)

    outcomes = at_once(
        lambda: operations.approve(version=amended, decision=decision, by=SYSTEM) and None,
        *[lambda room=room: share(room) for room in rooms],
    )
    quota = Quota.objects.get(unit=line.unit, is_in_force=True)
    below = Quota.objects.filter(parent=quota, is_in_force=True)
    assert sum(one.learners for one in below) == quota.passed_on == 2 * (outcomes["done"] - 1)
    assert outcomes.keys() <= {"done", "plans.plan_closed_to_places"}
