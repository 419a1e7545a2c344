"""Matters: one of them, what waits for somebody, what they submitted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.approvals.domain import (
    DEFAULT_STEPS,
    OPEN_STATES,
    READING,
    MatterKind,
    MatterState,
    Standing,
)
from vun.records.approvals.models import Matter, MatterAct
from vun.records.approvals.queries.desk import Desk, Turn, reading


def matters() -> QuerySet[Matter]:
    """All matters, with unit, route and steps."""
    return Matter.objects.select_related("unit", "route").prefetch_related("route__steps")


def open_matter(kind: MatterKind, subject_id: int) -> Matter | None:
    """The matter of a thing that is on its way; None when none is."""
    return matters().filter(kind=kind, subject_id=subject_id, state__in=OPEN_STATES).first()


def last_matter(kind: MatterKind, subject_id: int) -> Matter | None:
    """The matter of a thing, the latest if it was submitted more than once; None when it never was."""
    return matters().filter(kind=kind, subject_id=subject_id).order_by("-id").first()


def get_matter(actor: Actor, matter_id: int, on: date) -> Matter:
    """The matter. Raises NotFound for one the actor may not read and whose turn is not theirs."""
    matter = matters().filter(pk=matter_id).first()
    if matter is None or not is_readable(actor, matter, on):
        raise NotFound("matter")
    return matter


def is_readable(actor: Actor, matter: Matter, on: date) -> bool:
    """Whether the actor may read such matters of the unit, submitted this one, or has to do with the step it is at."""
    if actor.may(READING[MatterKind(matter.kind)], matter.unit_id):
        return True
    if matter.submitted_by_user_id is not None and matter.submitted_by_user_id == actor.user_id:
        return True
    is_waiting = matter.state == MatterState.WAITING
    return is_waiting and Desk([matter], on).turn(matter, actor).standing is not Standing.NONE


def reader_for(actor: Actor, kind: MatterKind, subject_ids: Collection[int], on: date) -> Actor:
    """The actor with what it takes to read these things of a kind lent to them while it is their turn.

    Unchanged otherwise. What is lent holds for such things of the unit: whoever asks reads no others with it.
    """
    if not isinstance(actor.unit_ids(READING[kind]), frozenset):
        return actor
    waiting = matters().filter(kind=kind, subject_id__in=subject_ids, state=MatterState.WAITING)
    hidden = [each for each in waiting if not actor.may(READING[MatterKind(each.kind)], each.unit_id)]
    desk = Desk(hidden, on)
    for matter in hidden:
        turn = desk.turn(matter, actor)
        if turn.standing is not Standing.NONE:
            actor = reading(actor, matter, turn)
    return actor


def history_of(matter: Matter) -> list[MatterAct]:
    """Everything done to the matter, in the order it was done."""
    return list(matter.history.all())


@dataclass(frozen=True, slots=True)
class Waiting:
    """A matter that waits for somebody, and how they stand to it."""

    matter: Matter
    turn: Turn
    is_overdue: bool


def waiting_for(actor: Actor, on: date) -> list[Waiting]:
    """What the actor may sign now, the earliest deadline first, what has none by how long it has waited.

    A fixed number of queries, and none for whoever holds no role anybody signs with.
    """
    kinds = _kinds_seated(actor)
    roles = {grant.role for grant in actor.grants}
    if not roles or actor.is_system:
        return []
    seated = Q(route__isnull=True, kind__in=kinds)
    for name in ("role", "late_role"):
        seated |= Q(**{f"route__steps__{name}__in": roles})
    rows = list(matters().filter(seated, state=MatterState.WAITING).distinct())
    desk = Desk(rows, on)
    found = [
        Waiting(matter, turn, desk.is_overdue(matter))
        for matter in rows
        if (turn := desk.turn(matter, actor)).is_mine
    ]
    return sorted(found, key=_urgency)


def _kinds_seated(actor: Actor) -> Collection[str]:
    roles = {grant.role for grant in actor.grants}
    return [kind.value for kind, step in DEFAULT_STEPS.items() if step.seat.role in roles]


def _urgency(waiting: Waiting) -> tuple[bool, date, date, int]:
    matter = waiting.matter
    return matter.due_on is None, matter.due_on or matter.step_since, matter.step_since, matter.pk


def stuck(actor: Actor, on: date) -> list[Matter]:
    """What waits for nobody in the units whose routes the actor manages, what has waited longest first.

    A fixed number of queries.
    """
    rows = matters().filter(state=MatterState.WAITING).order_by("step_since", "pk")
    scope = actor.unit_ids(Permission.ROUTE_MANAGE)
    found = list(rows.filter(unit_id__in=scope) if isinstance(scope, frozenset) else rows)
    desk = Desk(found, on)
    return [matter for matter in found if desk.is_stuck(matter)]


def submitted_by(actor: Actor) -> QuerySet[Matter]:
    """What the actor submitted, the latest first."""
    return matters().filter(submitted_by_user_id=actor.user_id or 0)
