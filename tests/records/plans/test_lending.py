"""Places lent back and given again: never those taken, never more than there are, with the history."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import make_unit
from tests.factories.plans import ApprovedLine, approved_plan_with_line
from tests.factories.problems import problem
from vun.common.errors import NotFound, Refused
from vun.records.plans import operations, queries
from vun.records.plans.domain import MoveKind
from vun.records.plans.models import Quota, QuotaMove

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def lend(sent: ApprovedLine, learners: int = 2, reason: str = "Không đủ người") -> QuotaMove:
    return operations.lend_back(
        quota=sent.quota, learners=learners, reason=reason, on=ON, by=clerk_of(sent.unit)
    )


def test_places_go_from_one_unit_to_others_and_the_line_keeps_its_sum() -> None:
    sent = approved_plan_with_line(quota=5)
    one, other = make_unit(), make_unit()
    move = lend(sent, 3)
    assert (sent.quota.learners, move.left) == (2, 3)
    operations.give_lent(move=move, unit=one, learners=2, on=ON, by=planner())
    given = operations.give_lent(move=move, unit=other, learners=1, on=ON, by=planner())
    assert (given.learners, given.is_in_force, move.left) == (1, True, 0)
    assert sum(Quota.objects.values_list("learners", flat=True)) == 5
    told = queries.moves_of_line(sent.line.pk).order_by("pk")
    assert list(told.values_list("kind", "from_unit", "to_unit", "learners")) == [
        (MoveKind.GIVEN, sent.unit.pk, sent.unit.pk, 5),
        (MoveKind.LENT, sent.unit.pk, None, 3),
        (MoveKind.GIVEN_AGAIN, sent.unit.pk, one.pk, 2),
        (MoveKind.GIVEN_AGAIN, sent.unit.pk, other.pk, 1),
    ]
    operations.take_place(sent.line.pk, other.pk)
    assert list(queries.lent_places(planner())) == []


def test_places_given_twice_to_one_unit_add_up() -> None:
    sent, unit = approved_plan_with_line(quota=5), make_unit()
    move = lend(sent, 3)
    for learners in (1, 2):
        quota = operations.give_lent(move=move, unit=unit, learners=learners, on=ON, by=planner())
    assert quota.learners == 3


def test_a_place_taken_is_not_lent() -> None:
    sent = approved_plan_with_line(quota=2)
    operations.take_place(sent.line.pk, sent.unit.pk)
    with problem("plans.not_so_many_free", "learners"):
        lend(sent, 2)
    assert lend(sent, 1).left == 1
    with problem("plans.quota_used_up"):
        operations.take_place(sent.line.pk, sent.unit.pk)


def test_what_cannot_be_is_said() -> None:
    sent = approved_plan_with_line(quota=5)
    with problem("plans.no_places_named", "learners"):
        lend(sent, 0)
    with problem("plans.reason_needed", "reason"):
        lend(sent, reason=" ")
    move = lend(sent)
    for code, field, unit, learners in [
        ("plans.no_places_named", "learners", make_unit(), 0),
        ("plans.lent_by_this_unit", "unit", sent.unit, 1),
        ("plans.not_so_many_free", "learners", make_unit(), 3),
    ]:
        with problem(code, field):
            operations.give_lent(move=move, unit=unit, learners=learners, on=ON, by=planner())
    operations.close_plan(plan=sent.plan, on=ON, by=planner())
    with problem("plans.plan_closed_to_places"):
        operations.give_lent(move=move, unit=make_unit(), learners=1, on=ON, by=planner())
    assert QuotaMove.objects.exclude(kind=MoveKind.GIVEN).count() == 1


def test_a_unit_lends_its_own_and_the_planner_gives() -> None:
    sent = approved_plan_with_line(quota=5)
    with pytest.raises(Refused):
        operations.lend_back(quota=sent.quota, learners=1, reason="x", on=ON, by=clerk_of(make_unit()))
    move = lend(sent)
    with pytest.raises(Refused):
        operations.give_lent(move=move, unit=make_unit(), learners=1, on=ON, by=clerk_of(sent.unit))
    assert list(queries.lent_places(planner())) == [move]
    assert queries.get_lent(planner(), move.pk) == move
    with pytest.raises(NotFound):
        queries.get_lent(planner(make_unit()), move.pk)
