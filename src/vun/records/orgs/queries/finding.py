"""Single units, and the units an actor may see."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.text import fold
from vun.records.dated import on_day
from vun.records.orgs.models import Unit, UnitState
from vun.records.orgs.queries.sight import within_scope


def get_unit(code: str) -> Unit:
    """Raises NotFound."""
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise NotFound("unit")
    return unit


def unit_by_id(unit_id: int) -> Unit:
    """Raises NotFound."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound("unit")
    return unit


def get_visible_unit(actor: Actor, unit_id: int) -> Unit:
    """The unit, whenever it existed. Raises NotFound when there is none or it is out of the actor's scope."""
    actor.require_sight(Permission.UNIT_VIEW, unit_id, "unit")
    return unit_by_id(unit_id)


def find_root_unit() -> Unit | None:
    """The unit everything hangs under, or None when nothing is set up yet."""
    return Unit.objects.filter(states__parent__isnull=True).order_by("start_on", "id").first()


def root_unit() -> Unit:
    """The unit everything hangs under. Raises NotFound when nothing is set up yet."""
    root = find_root_unit()
    if root is None:
        raise NotFound("unit")
    return root


def units_on(day: date) -> QuerySet[Unit]:
    """The units that exist on the day."""
    return Unit.objects.filter(on_day(day))


def visible_to(actor: Actor, day: date) -> QuerySet[Unit]:
    """The units of the day that the actor may see."""
    return within_scope(actor, units_on(day), "pk__in")


def ever_visible_to(actor: Actor) -> QuerySet[Unit]:
    """The units of any time that the actor may see."""
    return within_scope(actor, Unit.objects.all(), "pk__in")


def listed(actor: Actor, day: date) -> QuerySet[Any]:
    """As `visible_to`, each with what it is on the day: ``day_name``, ``day_level``, ``day_block``, ``day_zone``,
    ``parent_id`` and ``parent_name``."""
    state = UnitState.objects.filter(on_day(day), unit=OuterRef("pk"))
    parent = UnitState.objects.filter(on_day(day), unit=OuterRef("parent_id"))
    return visible_to(actor, day).annotate(
        day_name=Subquery(state.values("name")[:1]),
        day_level=Subquery(state.values("level")[:1]),
        day_block=Subquery(state.values("block")[:1]),
        day_zone=Subquery(state.values("zone")[:1]),
        parent_id=Subquery(state.values("parent_id")[:1]),
        parent_name=Subquery(parent.values("name")[:1]),
    )


def named(units: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those of the units whose present or former names or code have all the words, accents aside."""
    for word in fold(text).split():
        units = units.filter(search_key__contains=word)
    return units


def nearest_first(units: QuerySet[Any], text: str) -> QuerySet[Any]:
    """`named`, those a name of which is just that first, then those in a name of which the words stand together."""
    phrase = fold(text)
    nearness = Case(
        When(search_key=phrase, then=0),
        When(search_key__startswith=f"{phrase}|", then=0),
        When(search_key__contains=f"|{phrase}|", then=0),
        When(search_key__contains=phrase, then=1),
        default=2,
    )
    return named(units, text).order_by(nearness, "sort_key", "pk")


def search(actor: Actor, text: str, limit: int) -> list[Unit]:
    """The units of any time the actor may see that have such a name; see `named`. Those that still exist come first."""
    if not fold(text):
        return []
    found = within_scope(actor, named(Unit.objects.all(), text), "pk__in")
    return list(found.order_by(F("end_on").desc(nulls_first=True), "sort_key")[:limit])


def sort_keys(unit_ids: Collection[int]) -> dict[int, str]:
    """The keys that put units in the order of their names."""
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "sort_key"))


def unit_codes() -> dict[int, str]:
    """The code of every unit there ever was."""
    return dict(Unit.objects.order_by().values_list("pk", "code"))


def unit_blocks() -> dict[str, str]:
    """The block of every unit there ever was, by code."""
    return dict(Unit.objects.order_by().values_list("code", "block"))
