"""Readers of users and of what they are granted."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet

from vun.common.actor import EVERYWHERE, Actor, Grant, Permission, Scope
from vun.common.errors import NotFound
from vun.records.accounts.domain import OWN_RECORD_ROLE, PERMISSIONS, Role
from vun.records.accounts.models import RoleGrant, User
from vun.records.orgs import queries as orgs


def grants_of(user: User, on: date) -> tuple[Grant, ...]:
    """What the user is granted, with the units each grant reaches on ``on``, the day of acting.

    A grant on the root unit reaches everything. Everybody who may sign in may see their own record; who may not is
    granted nothing. At most four queries, whatever the number of grants.
    """
    if not user.is_active:
        return ()
    held = list(RoleGrant.objects.filter(user=user).order_by("id"))
    scopes = _scopes({grant.unit_id for grant in held}, on)
    own_record = Grant(OWN_RECORD_ROLE, None, frozenset(), frozenset({Permission.OWN_RECORD}))
    return (
        *(
            Grant(grant.role, grant.unit_id, scopes[grant.unit_id], PERMISSIONS[Role(grant.role)])
            for grant in held
        ),
        own_record,
    )


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


def find_grant(user: User, grant_id: int) -> RoleGrant | None:
    """The user's grant, or None."""
    return RoleGrant.objects.filter(user=user, pk=grant_id).select_related("unit").first()


def holders_besides(user: User, role: Role, unit_id: int) -> bool:
    """Whether somebody else who may sign in holds the role on the unit."""
    held = RoleGrant.objects.filter(role=role.value, unit_id=unit_id, user__is_active=True)
    return held.exclude(user=user).exists()
