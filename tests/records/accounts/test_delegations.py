"""Acting in another's place: who may give it, what goes over, when it ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import administrator, make_user, planner
from tests.factories.orgs import make_tree
from vun.common.actor import EVERYWHERE, Actor, Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts import operations, queries
from vun.records.accounts.domain import DELEGABLE, DELEGATING_ROLES, PERMISSIONS, Role
from vun.records.accounts.models import Delegation, User
from vun.records.audit.queries import entries_of

pytestmark = pytest.mark.django_db
FIRST, LAST, AFTER = date(2026, 3, 2), date(2026, 3, 13), date(2026, 3, 14)


def as_actor(user: User, on: date = FIRST) -> Actor:
    return Actor(str(user), user_id=user.pk, grants=queries.grants_of(user, on))


def give(from_user: User, to_user: User, **changed: Any) -> Delegation:
    values = {
        "start_on": FIRST,
        "end_on": AFTER,
        "document": "05/UQ-SNV",
        "on": FIRST,
        "by": as_actor(from_user),
    }
    return operations.delegate(**{"from_user": from_user, "to_user": to_user, **values, **changed})


def test_power_goes_over_for_the_days_given_and_no_longer() -> None:
    tree = make_tree()
    leader = make_user(Role.LEADER, tree.department, full_name="Hoa")
    deputy = make_user(Role.UNIT_OFFICER, tree.front)
    given = give(leader, deputy)
    assert {entry.action for entry in entries_of(given)} == {"delegation.given"}
    may = {
        day: as_actor(deputy, day).may(Permission.PLAN_APPROVE, tree.office.pk)
        for day in (date(2026, 3, 1), FIRST, LAST, AFTER)
    }
    assert list(may.values()) == [False, True, True, False]
    (grant,) = [one for one in queries.grants_of(deputy, FIRST) if one.in_place_of_id]
    assert (grant.in_place_of, grant.role, grant.unit_id) == ("Hoa", "leader", tree.department.pk)
    assert grant.permissions == PERMISSIONS[Role.LEADER] & DELEGABLE
    assert not as_actor(deputy).may(Permission.PLAN_APPROVE, tree.front.pk)


def test_only_what_approving_takes_goes_over() -> None:
    assert {Role.PLANNER, Role.LEADER} == DELEGATING_ROLES
    tree = make_tree()
    many = make_user(Role.PLANNER, tree.root)
    operations.grant_role(user=many, role=Role.ADMINISTRATOR, unit=tree.root, by=administrator())
    deputy = make_user(Role.UNIT_OFFICER, tree.front)
    give(many, deputy)
    acting = as_actor(deputy)
    assert acting.may_everywhere(Permission.NOMINATION_APPROVE)
    for permission in (Permission.PLAN_EDIT, Permission.ACCOUNT_MANAGE, Permission.NOMINATE):
        assert not acting.may(permission, tree.department.pk)


def test_power_limited_to_a_unit_reaches_no_further() -> None:
    tree = make_tree()
    leader, deputy = make_user(Role.LEADER, tree.root), make_user(Role.UNIT_OFFICER, tree.front)
    give(leader, deputy, unit=tree.department)
    acting = as_actor(deputy)
    assert acting.may(Permission.PLAN_APPROVE, tree.office.pk)
    assert not acting.may(Permission.PLAN_APPROVE, tree.school.pk)


def test_power_given_is_not_passed_on_and_is_gone_with_the_role_it_came_from() -> None:
    tree = make_tree()
    leader, deputy, third = (
        make_user(Role.LEADER, tree.root),
        make_user(Role.LEADER, tree.front),
        make_user(Role.UNIT_OFFICER, tree.school),
    )
    give(leader, deputy)
    give(deputy, third)
    assert as_actor(deputy).unit_ids(Permission.PLAN_APPROVE) is EVERYWHERE
    assert as_actor(third).unit_ids(Permission.PLAN_APPROVE) == frozenset({tree.front.pk})
    operations.deactivate(user=leader, by=administrator())
    assert as_actor(deputy).unit_ids(Permission.PLAN_APPROVE) == frozenset({tree.front.pk})


def test_nobody_else_gives_it_but_whoever_manages_accounts() -> None:
    tree = make_tree()
    leader, deputy = make_user(Role.LEADER, tree.root), make_user(Role.UNIT_OFFICER, tree.front)
    for refused in (planner(), as_actor(deputy), administrator(tree.front)):
        with pytest.raises(Refused):
            give(leader, deputy, by=refused)
    given = give(leader, deputy, by=administrator())
    for refused in (planner(), as_actor(deputy)):
        with pytest.raises(Refused):
            operations.end_delegation(delegation=given, on=LAST, by=refused)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"document": " "}, "accounts.delegation_document_missing"),
        ({"end_on": FIRST}, "accounts.delegation_days"),
        ({"on": AFTER}, "accounts.delegation_days"),
        ({"start_on": LAST, "end_on": date(2026, 4, 1)}, "accounts.delegated_already"),
    ],
)
def test_a_delegation_that_cannot_be_is_refused(changed: dict[str, Any], code: str) -> None:
    tree = make_tree()
    leader, deputy = make_user(Role.LEADER, tree.root), make_user(Role.UNIT_OFFICER, tree.front)
    give(leader, deputy)
    with pytest.raises(Problem) as caught:
        give(leader, deputy, **changed)
    assert caught.value.code == code
    assert Delegation.objects.count() == 1


def test_one_gives_to_another_and_has_something_to_give() -> None:
    tree = make_tree()
    leader, officer = make_user(Role.LEADER, tree.root), make_user(Role.UNIT_OFFICER, tree.front)
    with pytest.raises(Problem, match=r"accounts\.delegated_to_oneself"):
        give(leader, leader)
    with pytest.raises(Problem, match=r"accounts\.nothing_to_delegate"):
        give(officer, leader)
    operations.deactivate(user=officer, by=administrator())
    with pytest.raises(Problem, match=r"accounts\.inactive"):
        give(leader, officer)


def test_power_is_taken_back_from_a_day_on() -> None:
    tree = make_tree()
    leader, deputy = make_user(Role.LEADER, tree.root), make_user(Role.UNIT_OFFICER, tree.front)
    given, by = give(leader, deputy), as_actor(leader)
    operations.end_delegation(delegation=given, on=LAST, by=by)
    assert not as_actor(deputy, LAST).may_anywhere(Permission.PLAN_APPROVE)
    for _ in ("as it was read", "as it is"):
        with pytest.raises(Problem, match=r"accounts\.delegation_over"):
            operations.end_delegation(delegation=given, on=LAST, by=by)
        given.refresh_from_db()
    assert [entry.action for entry in entries_of(given)].count("delegation.ended") == 1
    later = give(leader, deputy, start_on=date(2026, 5, 4), end_on=date(2026, 5, 8))
    operations.end_delegation(delegation=later, on=LAST, by=by)
    assert list(Delegation.objects.all()) == [given]


def test_each_sees_what_they_have_part_in() -> None:
    tree = make_tree()
    leader, deputy = make_user(Role.LEADER, tree.root), make_user(Role.UNIT_OFFICER, tree.front)
    given = give(leader, deputy)
    stranger = as_actor(make_user(Role.LEADER, tree.department))
    seen = [
        list(queries.delegations_visible_to(actor))
        for actor in (as_actor(leader), as_actor(deputy), administrator(), stranger)
    ]
    assert seen == [[given], [given], [given], []]
    assert queries.get_delegation(as_actor(deputy), given.pk) == given
    with pytest.raises(NotFound):
        queries.get_delegation(stranger, given.pk)
    assert list(queries.delegators(as_actor(leader))) == [leader]
    assert leader in queries.delegators(administrator())
    assert deputy in queries.delegates(as_actor(leader))
