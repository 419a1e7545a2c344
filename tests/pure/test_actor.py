"""What an actor may do where, without asking the database."""

from __future__ import annotations

import pytest

from vun.common.actor import EVERYWHERE, Actor, Grant, Permission
from vun.common.errors import NotFound, Refused

OFFICER = Actor(
    name="Officer",
    grants=(
        Grant(
            "unit_officer", 1, frozenset({1, 2}), frozenset({Permission.PERSON_EDIT, Permission.PERSON_VIEW})
        ),
        Grant("lecturer", 9, frozenset({9}), frozenset({Permission.CLASS_VIEW})),
    ),
)
PLANNER = Actor(name="Planner", grants=(Grant("planner", 1, EVERYWHERE, frozenset({Permission.PLAN_EDIT})),))


def test_a_permission_holds_only_over_the_units_it_was_granted_on() -> None:
    OFFICER.require(Permission.PERSON_EDIT, 2)
    assert not OFFICER.may(Permission.PERSON_EDIT, 9)
    with pytest.raises(Refused):
        OFFICER.require(Permission.PERSON_EDIT, 3)


def test_out_of_scope_does_not_exist() -> None:
    OFFICER.require_sight(Permission.PERSON_VIEW, 1, "person")
    with pytest.raises(NotFound):
        OFFICER.require_sight(Permission.PERSON_VIEW, 3, "person")


def test_scopes_of_several_grants_are_joined_per_permission() -> None:
    assert OFFICER.unit_ids(Permission.PERSON_VIEW) == {1, 2}
    assert OFFICER.unit_ids(Permission.CLASS_VIEW) == {9}
    assert OFFICER.unit_ids(Permission.PLAN_EDIT) == frozenset()


def test_what_touches_no_single_unit_needs_the_whole_province() -> None:
    PLANNER.require_everywhere(Permission.PLAN_EDIT)
    with pytest.raises(Refused):
        OFFICER.require_everywhere(Permission.PERSON_EDIT)


def test_what_belongs_to_no_unit_is_not_anybodys_who_holds_the_permission_somewhere() -> None:
    assert OFFICER.may_anywhere(Permission.PERSON_EDIT)
    assert not OFFICER.may(Permission.PERSON_EDIT, None)
    with pytest.raises(Refused):
        OFFICER.require(Permission.PERSON_EDIT, None)
    PLANNER.require(Permission.PLAN_EDIT, None)


def test_the_system_may_do_everything_and_anonymous_nothing() -> None:
    assert all(Actor.system("import").may(permission, 5) for permission in Permission)
    assert not any(Actor(name="anonymous").may_anywhere(permission) for permission in Permission)
