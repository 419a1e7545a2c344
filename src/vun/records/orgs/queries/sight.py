"""Rows about units, as far as an actor may see the units."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from vun.common.actor import EVERYWHERE, Actor, Permission

_Row = TypeVar("_Row", bound=Model)


def within_scope(actor: Actor, rows: QuerySet[_Row], lookup: str) -> QuerySet[_Row]:
    """Those of the rows whose unit, found by ``lookup``, the actor may see."""
    scope = actor.unit_ids(Permission.UNIT_VIEW)
    return rows if scope is EVERYWHERE else rows.filter(**{lookup: scope})
