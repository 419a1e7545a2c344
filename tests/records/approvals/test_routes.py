"""Routes: which counts for a unit, who would sign, changing and ending them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import administrator, leader, planner
from tests.factories.approvals import (
    SUBMITTED_ON,
    SYSTEM,
    above,
    at_unit,
    make_route,
    named,
    signer,
    submit,
    user_of,
)
from tests.factories.orgs import make_tree
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts import operations as accounts
from vun.records.accounts.domain import Role
from vun.records.approvals import operations, queries
from vun.records.approvals.domain import MatterKind, Place, Scope, Seat, Step
from vun.records.approvals.models import ApprovalRoute
from vun.records.orgs.domain import Block, UnitLevel

pytestmark = pytest.mark.django_db
PLAN = MatterKind.PLAN


def test_the_route_set_most_closely_counts_for_a_unit() -> None:
    tree = make_tree()
    everywhere = make_route()
    communes = make_route(scope=Scope(level=UnitLevel.COMMUNE))
    party = make_route(scope=Scope(block=Block.PARTY))
    department = make_route(scope=Scope(unit_id=tree.department.pk))
    nominations = make_route(kind=MatterKind.NOMINATION)
    found = {
        unit: queries.route_for(PLAN, unit.pk, SUBMITTED_ON)
        for unit in (tree.front, tree.commune, tree.party, tree.department, tree.office)
    }
    assert found == {
        tree.front: everywhere,
        tree.commune: communes,
        tree.party: party,
        tree.department: department,
        tree.office: department,
    }
    assert queries.route_for(MatterKind.NOMINATION, tree.front.pk, SUBMITTED_ON) == nominations
    assert queries.route_for(PLAN, tree.front.pk, date(2025, 12, 31)) is None
    assert queries.route_for(MatterKind.REPORT, tree.front.pk, SUBMITTED_ON) is None


def test_a_route_is_tried_on_a_unit_and_tells_names() -> None:
    tree = make_tree()
    signer(Role.LEADER, tree.department, "Hoa")
    higher = signer(Role.LEADER, tree.root, "Bình")
    deputy = signer(Role.PLANNER, tree.root, "Nam")
    accounts.delegate(
        from_user=user_of(higher),
        to_user=user_of(deputy),
        start_on=SUBMITTED_ON,
        end_on=date(2026, 4, 1),
        document="05/UQ",
        on=SUBMITTED_ON,
        by=higher,
    )
    steps = [
        at_unit(days=2, late=Seat(Role.LEADER, Place.PARENT)),
        named(tree.school, role=Role.PLANNER),
        Step("Duyệt", Seat(Role.LEADER, Place.SCOPE)),
    ]
    found = queries.rehearse(steps, tree.office.pk, SUBMITTED_ON)
    assert [
        (one.number, [each.name for each in one.holders], [each.name for each in one.late], one.delegates)
        for one in found
    ] == [
        (1, ["Hoa"], ["Hoa"], ()),
        (2, ["Nam"], [], ()),
        (3, ["Hoa", "Bình"], [], (("Nam", "Bình"),)),
    ]


def test_only_whoever_manages_routes_sets_them() -> None:
    arguments: dict[str, Any] = {"kind": PLAN, "name": "Hai bước", "scope": Scope(), "steps": [at_unit()]}
    for refused in (leader(), planner()):
        with pytest.raises(Refused):
            operations.add_route(**arguments, start_on=SUBMITTED_ON, by=refused)
    route = operations.add_route(**arguments, start_on=SUBMITTED_ON, by=administrator())
    with pytest.raises(Refused):
        operations.end_route(route=route, on=SUBMITTED_ON, by=planner())
    with pytest.raises(NotFound):
        queries.get_route(route.pk + 1)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": " "}, "approvals.route_unnamed"),
        ({"steps": []}, "approvals.steps_count"),
        ({"start_on": date(2025, 6, 1)}, "approvals.route_there_already"),
        ({"start_on": date(2026, 6, 1)}, "approvals.route_there_already"),
    ],
)
def test_a_route_that_cannot_be_is_refused(changed: dict[str, Any], code: str) -> None:
    make_route()
    arguments = {
        "kind": PLAN,
        "name": "Mới",
        "scope": Scope(),
        "steps": [at_unit()],
        "start_on": SUBMITTED_ON,
    }
    with pytest.raises(Problem) as caught:
        operations.add_route(**arguments | changed, by=SYSTEM)
    assert caught.value.code == code
    assert ApprovalRoute.objects.count() == 1


def test_a_route_in_use_is_ended_and_not_taken_away() -> None:
    tree = make_tree()
    route = make_route(at_unit(), above())
    submit(tree.department)
    with pytest.raises(Problem, match=r"approvals\.route_in_use"):
        operations.end_route(route=route, on=route.start_on, by=SYSTEM)
    operations.end_route(route=route, on=date(2026, 5, 1), by=SYSTEM)
    with pytest.raises(Problem, match=r"approvals\.route_over"):
        operations.end_route(route=route, on=date(2026, 6, 1), by=SYSTEM)
    assert queries.route_for(PLAN, tree.department.pk, date(2026, 5, 1)) is None


def test_a_route_nothing_went_along_is_taken_away_whole() -> None:
    route = make_route()
    operations.end_route(route=route, on=route.start_on, by=SYSTEM)
    assert ApprovalRoute.objects.count() == 0
