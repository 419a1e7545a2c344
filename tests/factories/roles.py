"""Everybody by what they may, for tables of who does what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories.accounts import actor_as, outsider
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Refused
from vun.records.accounts.domain import PERMISSIONS, Role
from vun.records.audit.models import AuditEntry


def those_who_may(permission: Permission) -> list[Actor]:
    """One of every role that has the permission, over everything."""
    return [actor_as(role) for role in Role if permission in PERMISSIONS[role]]


def those_who_may_not(permission: Permission) -> list[Actor]:
    """One of every role that has not, over everything, and somebody with no role at all."""
    return [outsider(), *(actor_as(role) for role in Role if permission not in PERMISSIONS[role])]


def refused_to_all_without(permission: Permission, act: Callable[[Actor], object]) -> None:
    """Every role that has not the permission is refused, and the audit hears of nothing done."""
    before = AuditEntry.objects.count()
    for nobody in those_who_may_not(permission):
        with pytest.raises((Refused, NotFound)):
            act(nobody)
    assert AuditEntry.objects.count() == before
