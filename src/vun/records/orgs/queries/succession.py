"""What became of units: who took over from whom, the changes that did it, and what a grant reaches because of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.orgs.models import Unit, UnitChange, UnitState, UnitSuccession
from vun.records.orgs.queries.finding import unit_by_id
from vun.records.orgs.queries.sight import within_scope


def predecessors(unit_id: int) -> QuerySet[UnitSuccession]:
    """What the unit took over from, with the change that did it, newest first."""
    links = UnitSuccession.objects.filter(successor_id=unit_id)
    return links.select_related("predecessor", "change__decision").order_by(
        "-change__on", "predecessor__sort_key"
    )


def successors(unit_id: int) -> QuerySet[UnitSuccession]:
    """What took over from the unit, the main one first."""
    links = UnitSuccession.objects.filter(predecessor_id=unit_id)
    return links.select_related("successor", "change__decision").order_by("-is_main", "successor__sort_key")


def changes_of(unit_id: int) -> QuerySet[UnitChange]:
    """The changes the unit had part in, newest first, each with its decision and units."""
    changes = UnitChange.objects.filter(units=unit_id).select_related("decision")
    return changes.prefetch_related("units")


def recent_changes(actor: Actor, *, since: date, until: date, limit: int) -> list[tuple[UnitChange, Unit]]:
    """The last changes of the days after ``since`` up to ``until``, each with one of its units the actor may see."""
    seen = within_scope(actor, Unit.objects.all(), "pk__in")
    changes = UnitChange.objects.filter(on__gt=since, on__lte=until, units__in=seen)
    newest = changes.distinct().order_by("-on", "-id").prefetch_related("units")[:limit]
    return [
        (change, next(unit for unit in change.units.all() if actor.may(Permission.UNIT_VIEW, unit.pk)))
        for change in newest
    ]


def successors_now(unit_ids: Iterable[int], day: date) -> dict[int, int]:
    """For each unit the one it is counted under on ``day``: followed along main successors, or itself.

    So a question about the past can be asked in the units of ``day``. One query.
    """
    heirs = _main_heirs(day)
    return {unit_id: _last_heir(unit_id, heirs) for unit_id in unit_ids}


def heir_on(unit_id: int, day: date) -> Unit | None:
    """The unit that one is counted under on the day, when it is another than itself; see `successors_now`."""
    heir_id = successors_now([unit_id], day)[unit_id]
    return None if heir_id == unit_id else unit_by_id(heir_id)


def is_there(unit: Unit, day: date) -> bool:
    """Whether the unit exists on the day."""
    return unit.start_on <= day and (unit.end_on is None or day < unit.end_on)


def require_there(unit: Unit, day: date, *, field: str | None = None) -> None:
    """Return quietly when the unit exists on the day, or raise Problem: not yet, or no more, with what took over."""
    if unit.start_on > day:
        raise Problem("orgs.not_yet_established", field=field, unit=unit.name, on=day, start_on=unit.start_on)
    if unit.end_on is None or day < unit.end_on:
        return
    heir = heir_on(unit.pk, day)
    if heir is None:
        raise Problem("orgs.already_ended", field=field, unit=unit.name, end_on=unit.end_on)
    raise Problem("orgs.succeeded", field=field, unit=unit.name, end_on=unit.end_on, successor=heir.name)


def _main_heirs(day: date) -> dict[int, int]:
    links = UnitSuccession.objects.filter(is_main=True, change__on__lte=day)
    return dict(links.values_list("predecessor_id", "successor_id"))


def _last_heir(unit_id: int, heirs: dict[int, int]) -> int:
    # Ends: whoever has a main successor has ended on that day, and a successor exists on it.
    while unit_id in heirs:
        unit_id = heirs[unit_id]
    return unit_id


def scopes_of(unit_ids: Collection[int], day: date) -> dict[int, frozenset[int]]:
    """For each unit its subtree on ``day`` and whatever has gone into that subtree before. Two queries.

    A unit that has ended belongs where its main successor belongs, and without one where it last hung; one that is
    still to be established belongs under its first parent. So the people of a merged unit stay in sight.
    """
    heirs = _main_heirs(day)
    above: dict[int, int | None] = {}
    rows = UnitState.objects.order_by("start_on").values_list("unit_id", "parent_id", "start_on")
    for own_id, parent_id, start_on in rows:
        if own_id not in above or start_on <= day:
            above[own_id] = parent_id
    above |= heirs
    reached: dict[int, set[int]] = {unit_id: {unit_id} for unit_id in unit_ids}
    for own_id in above:
        step: int | None = own_id
        seen: set[int] = set()
        while step is not None and step not in seen:
            if step in reached:
                reached[step].add(own_id)
            seen.add(step)
            step = above.get(step)
    return {unit_id: frozenset(ids) for unit_id, ids in reached.items()}
