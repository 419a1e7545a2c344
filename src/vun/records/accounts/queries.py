"""Readers of users and of what they are granted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet

from vun.common.actor import EVERYWHERE, Actor, Grant, Permission, Scope, intersection
from vun.common.errors import NotFound
from vun.records.accounts.domain import DELEGABLE, DELEGATING_ROLES, OWN_RECORD_ROLE, PERMISSIONS, Role
from vun.records.accounts.models import Delegation, RoleGrant, User
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs


def grants_of(user: User, on: date) -> tuple[Grant, ...]:
    """What the user is granted, with the units each grant reaches on ``on``, the day of acting.

    A grant on the root unit reaches everything. Everybody who may sign in may see their own record; who may not is
    granted nothing. What others who may sign in have delegated for the day comes after what is the user's own, and is
    not passed on further. At most four queries, whatever the number of grants.
    """
    if not user.is_active:
        return ()
    current = Q(user__delegations__to_user=user) & on_day(on, "user__delegations__")
    held = list(
        RoleGrant.objects.alias(given=FilteredRelation("user__delegations", condition=current))
        .filter(Q(user=user) | Q(given__isnull=False, user__is_active=True, role__in=DELEGATING_ROLES))
        .annotate(given_unit_id=F("given__unit_id"))
        .select_related("user")
        .order_by("id", "given__id")
    )
    within = {grant.given_unit_id for grant in held if grant.given_unit_id is not None}
    scopes = _scopes({grant.unit_id for grant in held} | within, on)
    own = [grant for grant in held if grant.user_id == user.pk]
    others = [grant for grant in held if grant.user_id != user.pk]
    own_record = Grant(OWN_RECORD_ROLE, None, frozenset(), frozenset({Permission.OWN_RECORD}))
    return (
        *(
            Grant(grant.role, grant.unit_id, scopes[grant.unit_id], PERMISSIONS[Role(grant.role)])
            for grant in own
        ),
        *(_delegated(grant, scopes) for grant in others),
        own_record,
    )


def _delegated(grant: Any, scopes: Mapping[int, Scope]) -> Grant:
    reach = scopes[grant.unit_id]
    if grant.given_unit_id is not None:
        reach = intersection(reach, scopes[grant.given_unit_id])
    permissions = PERMISSIONS[Role(grant.role)] & DELEGABLE
    return Grant(grant.role, grant.unit_id, reach, permissions, grant.user_id, str(grant.user))


def _scopes(unit_ids: set[int], on: date) -> dict[int, Scope]:
    if not unit_ids:
        return {}
    root = orgs.find_root_unit()
    everywhere: dict[int, Scope] = {root.pk: EVERYWHERE} if root is not None and root.pk in unit_ids else {}
    parts = unit_ids - everywhere.keys()
    return everywhere | (orgs.scopes_of(parts, on) if parts else {})


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """The users the actor manages: those with a grant on a unit of the actor's, and for the province all of them."""
    users = User.objects.prefetch_related(
        Prefetch("grants", RoleGrant.objects.select_related("unit").order_by("id"))
    ).order_by("username")
    scope = actor.unit_ids(Permission.ACCOUNT_MANAGE)
    return users.filter(grants__unit_id__in=scope).distinct() if isinstance(scope, frozenset) else users


def get_user(actor: Actor, user_id: int) -> User:
    """Raises NotFound for an unknown user and for one the actor does not manage."""
    user = users_visible_to(actor).filter(pk=user_id).first()
    if user is None:
        raise NotFound("user")
    return user


def find_user(username: str) -> User | None:
    """The user of that sign-in name, or None."""
    return User.objects.filter(username=username.strip().lower()).first()


def find_grant(user: User, grant_id: int) -> RoleGrant | None:
    """The user's grant, or None."""
    return RoleGrant.objects.filter(user=user, pk=grant_id).select_related("unit").first()


def holders_besides(user: User, role: Role, unit_id: int) -> bool:
    """Whether somebody else who may sign in holds the role on the unit."""
    held = RoleGrant.objects.filter(role=role.value, unit_id=unit_id, user__is_active=True)
    return held.exclude(user=user).exists()


def holders_of(roles: Collection[Role]) -> list[RoleGrant]:
    """Every grant of these roles to somebody who may sign in, with user and unit, in the order they were granted."""
    held = RoleGrant.objects.filter(role__in=[role.value for role in roles], user__is_active=True)
    return list(held.select_related("user", "unit").order_by("id"))


def delegates_on(user_ids: Collection[int], on: date) -> list[Delegation]:
    """Who acts for these users on the day."""
    given = Delegation.objects.filter(on_day(on), from_user_id__in=user_ids, to_user__is_active=True)
    return list(given.select_related("from_user", "to_user").order_by("id"))


def delegations_visible_to(actor: Actor) -> QuerySet[Delegation]:
    """What the actor gave or was given, the latest first; for whoever manages the province's accounts all of it."""
    rows = Delegation.objects.select_related("from_user", "to_user", "unit")
    if actor.may_everywhere(Permission.ACCOUNT_MANAGE):
        return rows
    own = actor.user_id or 0
    return rows.filter(Q(from_user_id=own) | Q(to_user_id=own))


def get_delegation(actor: Actor, delegation_id: int) -> Delegation:
    """Raises NotFound for one the actor has no part in."""
    found = delegations_visible_to(actor).filter(pk=delegation_id).first()
    if found is None:
        raise NotFound("delegation")
    return found


def delegators(actor: Actor) -> QuerySet[User]:
    """Whose power the actor may delegate: their own, and for whoever manages the province's accounts anybody's."""
    users = (
        User.objects.filter(is_active=True, grants__role__in=DELEGATING_ROLES)
        .distinct()
        .order_by("full_name")
    )
    return users if actor.may_everywhere(Permission.ACCOUNT_MANAGE) else users.filter(pk=actor.user_id or 0)


def delegates(actor: Actor) -> QuerySet[User]:
    """Who may be given power to act for another: whoever may sign in and holds a role somewhere."""
    return User.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("full_name")
