"""Routes: which is in force for a unit's matters, and who would sign along it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from vun.common.errors import NotFound
from vun.records.accounts import queries as accounts
from vun.records.accounts.domain import Role
from vun.records.approvals.domain import DEFAULT_STEPS, Holder, MatterKind, Place, Seat, Step, precedence
from vun.records.approvals.models import ApprovalRoute
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs


def all_routes() -> QuerySet[ApprovalRoute]:
    """Every route there is or was, by kind and name, the latest of each first, with its steps."""
    return ApprovalRoute.objects.select_related("unit").prefetch_related("steps")


def get_route(route_id: int) -> ApprovalRoute:
    """Raises NotFound."""
    route = all_routes().filter(pk=route_id).first()
    if route is None:
        raise NotFound("approval route")
    return route


def steps_of(route: ApprovalRoute | None, kind: MatterKind) -> tuple[Step, ...]:
    """The steps of a route; without one the one step there is by default."""
    if route is None:
        return (DEFAULT_STEPS[kind],)
    return tuple(row.step for row in route.steps.all())


def route_for(kind: MatterKind, unit_id: int, on: date) -> ApprovalRoute | None:
    """The route in force for the unit's matters of a kind, the one that fits most closely; None for the default.

    Of two that fit equally the later one counts.
    """
    routes = list(all_routes().filter(on_day(on), kind=kind))
    if not routes:
        return None
    chain = tuple(reversed(orgs.Lineages([unit_id]).on(unit_id, on)))
    place = orgs.places_on(on, [unit_id]).get(unit_id)
    level, block = (place.level.value, place.block.value) if place else ("", "")
    fitting = [
        (found, route.start_on, route.pk, route)
        for route in routes
        if (found := precedence(route.scope, chain, level, block)) is not None
    ]
    return max(fitting)[3] if fitting else None


class Holders:
    """Who holds which seat for some units' matters on a day; two queries, asked when first needed."""

    def __init__(self, unit_ids: Collection[int], seats: Collection[Seat], on: date) -> None:
        self._on = on
        named = {seat.unit_id for seat in seats if seat.unit_id is not None}
        self._unit_ids = set(unit_ids) | named
        self._roles = {seat.role for seat in seats}
        self._lineages: orgs.Lineages | None = None
        self._held: dict[tuple[Role, int], list[Holder]] | None = None

    def chain(self, unit_id: int) -> tuple[int, ...]:
        """The unit and those above it, nearest first."""
        if self._lineages is None:
            self._lineages = orgs.Lineages(self._unit_ids)
        return tuple(reversed(self._lineages.on(unit_id, self._on)))

    def of(self, seat: Seat, unit_id: int, but: Collection[int] = ()) -> tuple[Holder, ...]:
        """Who holds the seat for the unit's matters: at its place, or where nobody does, at the nearest unit above.

        ``but``: the users a matter is about, who hold no seat for it.
        """
        if seat.place is Place.SCOPE:
            return tuple(each for above in self.chain(unit_id) for each in self._at(seat.role, above, but))
        at_each = (tuple(self._at(seat.role, above, but)) for above in self._places(seat, unit_id))
        return next((held for held in at_each if held), ())

    def unit_of(self, seat: Seat, unit_id: int, but: Collection[int] = ()) -> int | None:
        """Where those who hold the seat hold their role; None where nobody does, or for a seat without a place."""
        held = self.of(seat, unit_id, but) if seat.place is not Place.SCOPE else ()
        return held[0].unit_id if held else None

    def _places(self, seat: Seat, unit_id: int) -> tuple[int, ...]:
        if seat.place is Place.NAMED and seat.unit_id is not None:
            return self.chain(seat.unit_id)
        chain = self.chain(unit_id)
        return chain[1:] if seat.place is Place.PARENT and len(chain) > 1 else chain

    def _at(self, role: Role, unit_id: int, but: Collection[int]) -> list[Holder]:
        if self._held is None:
            self._held = {}
            for grant in accounts.holders_of(self._roles):
                holder = Holder(grant.user_id, str(grant.user), grant.unit_id)
                self._held.setdefault((Role(grant.role), grant.unit_id), []).append(holder)
        return [each for each in self._held.get((role, unit_id), []) if each.user_id not in but]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Who would sign one step, and who after its deadline; ``delegates`` act for some of them, as (name, for whom)."""

    number: int
    step: Step
    holders: tuple[Holder, ...]
    late: tuple[Holder, ...]
    delegates: tuple[tuple[str, str], ...]


def rehearse(steps: Sequence[Step], unit_id: int, on: date) -> list[Rehearsal]:
    """Who would approve a matter of the unit along these steps on the day, by name."""
    seats = [seat for step in steps for seat in (step.seat, step.late) if seat]
    holders = Holders([unit_id], seats, on)
    found = [
        (step, holders.of(step.seat, unit_id), holders.of(step.late, unit_id) if step.late else ())
        for step in steps
    ]
    user_ids = {holder.user_id for _, held, _ in found for holder in held}
    given = accounts.delegates_on(user_ids, on)
    return [
        Rehearsal(
            number,
            step,
            held,
            late,
            tuple(
                (str(one.to_user), str(one.from_user))
                for one in given
                if one.from_user_id in {holder.user_id for holder in held}
            ),
        )
        for number, (step, held, late) in enumerate(found, start=1)
    ]
