"""Users, roles on units, passwords."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.factories.accounts import administrator, make_user, outsider, planner
from tests.factories.orgs import TESTS, make_tree, make_unit
from tests.records.plans.test_places import at_once
from vun.common.actor import EVERYWHERE, Actor, Grant, Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts import operations, queries
from vun.records.accounts.domain import PERMISSIONS, Role
from vun.records.accounts.models import RoleGrant, User
from vun.records.audit.queries import entries_of
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, NewUnit, UnitLevel

pytestmark = pytest.mark.django_db

MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
GOOD = "con-duong-mua-xuan"
OWN = Grant("own_record", None, frozenset(), frozenset({Permission.OWN_RECORD}))


def create(**changed: object) -> User:
    values = {"username": "mai.ht", "full_name": "Hoàng Thị Mai", "password": GOOD, "by": TESTS}
    return operations.create_user(**values | changed)  # type: ignore[arg-type]


def test_a_user_signs_in_with_the_password_given() -> None:
    tree = make_tree()
    user = create(username=" Mai.HT ", grants=[(Role.UNIT_OFFICER, tree.department)])
    assert (user.username, str(user), user.check_password(GOOD)) == ("mai.ht", "Hoàng Thị Mai", True)
    assert [(grant.role, grant.unit) for grant in user.grants.all()] == [("unit_officer", tree.department)]
    assert {entry.action for entry in entries_of(user)} == {"user.created", "role.granted"}
    assert GOOD not in str([entry.after for entry in entries_of(user)])


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"username": "ma"}, "accounts.username_malformed", "username"),
        ({"username": "mai hoàng"}, "accounts.username_malformed", "username"),
        ({"username": "taken"}, "accounts.username_taken", "username"),
        ({"full_name": " "}, "accounts.full_name_missing", "full_name"),
        ({"password": "ngắn"}, "accounts.password_too_short", "password"),
        ({"password": "9182736455012"}, "accounts.password_entirely_numeric", "password"),
        ({"password": "password123"}, "accounts.password_too_common", "password"),
        ({"password": "hoàng thị mai"}, "accounts.password_too_similar", "password"),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said_beside_its_field(
    changed: dict[str, object], code: str, field: str
) -> None:
    make_user(username="taken")
    with pytest.raises(Problem) as caught:
        create(**changed)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert User.objects.count() == 1


def test_a_grant_reaches_the_subtree_and_on_the_root_everything() -> None:
    tree = make_tree()
    user = make_user(Role.UNIT_OFFICER, tree.district)
    operations.grant_role(user=user, role=Role.PLANNER, unit=tree.root, by=TESTS)
    assert queries.grants_of(user, MARCH) == (
        Grant(
            "unit_officer",
            tree.district.pk,
            frozenset({tree.district.pk, tree.commune.pk, tree.other_commune.pk}),
            PERMISSIONS[Role.UNIT_OFFICER],
        ),
        Grant("planner", tree.root.pk, EVERYWHERE, PERMISSIONS[Role.PLANNER]),
        OWN,
    )
    assert queries.grants_of(make_user(), MARCH) == (OWN,)


def test_a_grant_follows_mergers() -> None:
    tree = make_tree()
    new = NewUnit("X", "Xã Thất Khê", UnitLevel.COMMUNE, Block.STATE, tree.root.pk)
    merged = orgs.merge(units=[tree.commune, tree.other_commune], into=new, on=JULY, by=TESTS)
    user = make_user(Role.UNIT_OFFICER, merged)
    scope = queries.grants_of(user, JULY)[0].unit_ids
    assert scope == {merged.pk, tree.commune.pk, tree.other_commune.pk}


@pytest.mark.parametrize("grants", [3, 30])
def test_grants_cost_the_same_with_thirty(grants: int, django_assert_num_queries: object) -> None:
    user = make_user()
    for _ in range(grants):
        operations.grant_role(user=user, role=Role.UNIT_OFFICER, unit=make_unit(), by=TESTS)
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(queries.grants_of(user, MARCH)) == grants + 1


def test_granting_twice_is_granting_once() -> None:
    tree = make_tree()
    user = make_user()
    first = operations.grant_role(user=user, role=Role.LEADER, unit=tree.root, by=administrator())
    assert operations.grant_role(user=user, role=Role.LEADER, unit=tree.root, by=administrator()) == first
    operations.revoke_role(grant=first, by=administrator())
    operations.revoke_role(grant=first, by=administrator())
    assert not RoleGrant.objects.exists()
    assert [entry.action for entry in entries_of(user)] == ["role.revoked", "role.granted"]


def test_administrators_manage_their_own_units_only() -> None:
    tree = make_tree()
    local = administrator(tree.district)
    mine = make_user(Role.UNIT_OFFICER, tree.commune)
    other = make_user(Role.UNIT_OFFICER, tree.department)
    both = make_user(Role.UNIT_OFFICER, tree.commune)
    operations.grant_role(user=both, role=Role.LEADER, unit=tree.root, by=TESTS)
    assert set(queries.users_visible_to(local)) == {mine, both}
    assert set(queries.users_visible_to(administrator())) == {mine, other, both}
    assert list(queries.users_visible_to(planner())) == []
    assert queries.get_user(local, mine.pk) == mine
    with pytest.raises(NotFound):
        queries.get_user(local, other.pk)
    operations.set_password(user=mine, password=GOOD, by=local)
    operations.grant_role(user=mine, role=Role.LECTURER, unit=tree.other_commune, by=local)
    for refused in (
        lambda: operations.set_password(user=both, password=GOOD, by=local),
        lambda: operations.deactivate(user=both, by=local),
        lambda: operations.grant_role(user=mine, role=Role.PLANNER, unit=tree.root, by=local),
        lambda: operations.revoke_role(grant=both.grants.get(unit=tree.root), by=local),
        lambda: create(by=local),
        lambda: create(by=planner(), grants=[(Role.LEADER, tree.root)]),
        lambda: operations.set_password(user=mine, password=GOOD, by=outsider()),
        lambda: operations.set_password(user=make_user(), password=GOOD, by=local),
    ):
        with pytest.raises(Refused):
            refused()
    assert create(by=local, grants=[(Role.UNIT_OFFICER, tree.commune)]).is_active


def test_who_is_deactivated_may_do_nothing_until_reactivated() -> None:
    make_tree()
    user = make_user(Role.PLANNER)
    operations.deactivate(user=user, by=administrator())
    assert queries.grants_of(user, MARCH) == ()
    assert not User.objects.get(pk=user.pk).is_active
    with pytest.raises(Problem) as caught:
        operations.deactivate(user=user, by=administrator())
    assert caught.value.code == "accounts.inactive"
    with pytest.raises(Problem) as caught:
        operations.grant_role(user=user, role=Role.LEADER, unit=RoleGrant.objects.get().unit, by=TESTS)
    assert caught.value.code == "accounts.inactive"
    operations.reactivate(user=user, by=administrator())
    assert len(queries.grants_of(user, MARCH)) == 2
    with pytest.raises(Problem) as caught:
        operations.reactivate(user=user, by=administrator())
    assert caught.value.code == "accounts.already_active"


def test_the_province_keeps_an_administrator() -> None:
    make_tree()
    only = make_user(Role.ADMINISTRATOR)
    grant = only.grants.get()
    for last in (
        lambda: operations.deactivate(user=only, by=TESTS),
        lambda: operations.revoke_role(grant=grant, by=TESTS),
    ):
        with pytest.raises(Problem) as caught:
            last()
        assert caught.value.code == "accounts.last_administrator"
    make_user(Role.ADMINISTRATOR)
    operations.revoke_role(grant=grant, by=TESTS)


def test_nobody_deactivates_oneself() -> None:
    make_tree()
    user = make_user(Role.ADMINISTRATOR)
    oneself = Actor("x", user_id=user.pk, grants=administrator().grants)
    with pytest.raises(Problem) as caught:
        operations.deactivate(user=user, by=oneself)
    assert caught.value.code == "accounts.not_oneself"


def test_one_changes_ones_own_password() -> None:
    user = create()
    operations.set_password(user=user, password=GOOD + "2", by=Actor("x", user_id=user.pk))
    assert User.objects.get().check_password(GOOD + "2")


@pytest.mark.parametrize("days_ago", [0, 2000])
def test_no_role_is_granted_over_a_unit_from_its_first_day_of_being_gone(days_ago: int) -> None:
    tree = make_tree()
    orgs.dissolve(unit=tree.office, on=timezone.localdate() - timedelta(days=days_ago), by=TESTS)
    tree.office.refresh_from_db()
    with pytest.raises(Problem) as caught:
        operations.grant_role(user=make_user(), role=Role.LEADER, unit=tree.office, by=TESTS)
    assert caught.value.code == "accounts.unit_ended"


def test_a_grant_is_found_only_with_its_user() -> None:
    make_tree()
    user, other = make_user(Role.LEADER), make_user()
    grant = user.grants.get()
    assert queries.find_grant(user, grant.pk) == grant
    assert queries.find_grant(other, grant.pk) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_revoke_each_other_at_once_one_stays() -> None:
    tree = make_tree()
    grants = [make_user(Role.ADMINISTRATOR, tree.root).grants.get() for _ in range(2)]

    outcomes = at_once(*[partial(operations.revoke_role, grant=grant, by=TESTS) for grant in grants])

    assert outcomes == {"done": 1, "accounts.last_administrator": 1}
    assert RoleGrant.objects.count() == 1
