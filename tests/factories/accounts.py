"""Actors with a name each, as values; and users for tests that sign in."""

from __future__ import annotations

import itertools
from datetime import date

from django.utils import timezone

from vun.common.actor import EVERYWHERE, Actor, Grant, Permission
from vun.records.accounts.domain import OWN_RECORD_ROLE, PERMISSIONS, Role
from vun.records.accounts.models import RoleGrant, User
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit

FAR_AHEAD = date(2099, 12, 31)
_numbers = itertools.count(1)


def actor_as(role: Role, unit: Unit | None = None, *, person_id: int | None = None, name: str = "") -> Actor:
    """Somebody holding ``role`` over ``unit`` and all below and merged into it; with no unit, over everything."""
    scope = EVERYWHERE if unit is None else orgs.scopes_of([unit.pk], FAR_AHEAD)[unit.pk]
    grants = (
        Grant(role.value, unit.pk if unit else None, scope, PERMISSIONS[role]),
        Grant(OWN_RECORD_ROLE, None, frozenset(), frozenset({Permission.OWN_RECORD})),
    )
    return Actor(name=name or role.value, person_id=person_id, grants=grants)


def planner(unit: Unit | None = None) -> Actor:
    return actor_as(Role.PLANNER, unit)


def clerk_of(unit: Unit) -> Actor:
    """The officer of one unit."""
    return actor_as(Role.UNIT_OFFICER, unit)


def registrar_of(unit: Unit | None = None) -> Actor:
    """The registrar of a school, who by default may register for the whole province."""
    return actor_as(Role.REGISTRAR, unit)


def lecturer(unit: Unit | None = None) -> Actor:
    return actor_as(Role.LECTURER, unit)


def accountant(unit: Unit | None = None) -> Actor:
    return actor_as(Role.ACCOUNTANT, unit)


def leader(unit: Unit | None = None) -> Actor:
    return actor_as(Role.LEADER, unit)


def cadre(person_id: int | None = None) -> Actor:
    """Somebody with nothing but their own record."""
    own_record = Grant(OWN_RECORD_ROLE, None, frozenset(), frozenset({Permission.OWN_RECORD}))
    return Actor(name="cadre", person_id=person_id, grants=(own_record,))


def inspector(unit: Unit | None = None) -> Actor:
    return actor_as(Role.INSPECTOR, unit)


def administrator(unit: Unit | None = None) -> Actor:
    return actor_as(Role.ADMINISTRATOR, unit)


def outsider() -> Actor:
    """Somebody signed in who is granted nothing at all."""
    return Actor(name="outsider")


def make_user(
    role: Role | None = None, unit: Unit | None = None, *, username: str = "", full_name: str = ""
) -> User:
    """A user who signs in with ``client.force_login``; with a role, granted on ``unit`` or else on the root."""
    number = next(_numbers)
    user = User(username=username or f"user{number}", full_name=full_name or f"Người dùng {number}")
    user.set_unusable_password()
    user.save()
    if role is not None:
        where = unit if unit is not None else orgs.root_unit()
        RoleGrant.objects.create(user=user, role=role.value, unit=where, granted_at=timezone.now())
    return user
