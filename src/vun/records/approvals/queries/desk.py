"""Whose turn it is, for one matter or for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from vun.common.actor import Actor, Grant, Permission
from vun.common.errors import Problem, Refused
from vun.records.approvals.domain import (
    DECIDING,
    READING,
    SIGNING,
    Holder,
    MatterKind,
    MatterState,
    Place,
    Quorum,
    Seat,
    Standing,
    Step,
    is_complete,
)
from vun.records.approvals.models import Matter, MatterAct
from vun.records.approvals.queries.routes import Holders, route_for, steps_of
from vun.records.approvals.subjects import users_about


@dataclass(frozen=True, slots=True)
class Turn:
    """How somebody stands to the step a matter is at.

    ``in_place_of`` names who they would act for, ``seat_user_id`` whose seat they would sign for. ``completes``: their
    signature would be the last one of the last step.
    """

    standing: Standing
    step: Step
    is_last_step: bool
    seat_user_id: int | None = None
    in_place_of: str = ""
    completes_step: bool = False

    @property
    def is_mine(self) -> bool:
        return self.standing in (Standing.MINE, Standing.LATE)

    @property
    def completes(self) -> bool:
        return self.completes_step and self.is_last_step


_RANK = list(Standing)


class Desk:
    """Some matters with the facts it takes to tell whose turn each is; the number of queries is fixed, and small.

    The matters come with their routes and the routes' steps.
    """

    def __init__(self, matters: Collection[Matter], on: date) -> None:
        self._on = on
        self._matters = list(matters)
        self._steps = {matter.pk: steps_of(matter.route, MatterKind(matter.kind)) for matter in self._matters}

    def steps(self, matter: Matter) -> tuple[Step, ...]:
        return self._steps[matter.pk]

    def step(self, matter: Matter) -> Step:
        """The step the matter is at."""
        return self._steps[matter.pk][matter.step - 1]

    def is_overdue(self, matter: Matter) -> bool:
        return matter.state == MatterState.WAITING and matter.due_on is not None and self._on > matter.due_on

    def holders(self, matter: Matter) -> tuple[Holder, ...]:
        """Who may sign the step the matter is at; after its deadline also those it has gone to."""
        step, but = self.step(matter), self._about_of(matter)
        held = self._holders.of(step.seat, matter.unit_id, but)
        if step.late and self.is_overdue(matter):
            held += self._holders.of(step.late, matter.unit_id, but)
        return held

    def is_stuck(self, matter: Matter) -> bool:
        """Whether it waits for nobody: no account holds the step, or none but of those it is about, of whoever
        submitted it where the route does not let them sign, or of those who have signed."""
        able = {holder.user_id for holder in self.holders(matter)}
        if matter.route is not None and not matter.route.allows_own:
            able -= {matter.submitted_by_user_id}
        if self.step(matter).quorum is not Quorum.ANY:
            able -= self.signed(matter)
        return matter.state == MatterState.WAITING and not able

    def signed(self, matter: Matter) -> set[int | None]:
        """For the seats of which users the step the matter is at is signed."""
        return self._signed.get(matter.pk, set())

    def turn(self, matter: Matter, actor: Actor) -> Turn:
        """How the actor stands to the step the matter is at; of several ways the best, their own right first."""
        step, steps = self.step(matter), self.steps(matter)
        is_last = matter.step == len(steps)
        if actor.is_system:
            return Turn(Standing.MINE, step, is_last, completes_step=True)
        found = [self._by(grant, matter, actor) for grant in actor.grants]
        standing, grant = min(found, key=lambda one: _RANK.index(one[0]), default=(Standing.NONE, None))
        if grant is None or standing is Standing.NONE:
            return Turn(Standing.NONE, step, is_last)
        seat_user_id = _seat_of(grant, actor)
        return Turn(
            standing,
            step,
            is_last,
            seat_user_id,
            grant.in_place_of,
            self._completes_step(matter, step, seat_user_id, standing),
        )

    def _completes_step(
        self, matter: Matter, step: Step, seat_user_id: int | None, standing: Standing
    ) -> bool:
        if step.quorum is Quorum.ANY:
            return True
        held = self._holders.of(step.seat, matter.unit_id, self._about_of(matter))
        seats = {holder.user_id for holder in held}
        signed = self.signed(matter) | {seat_user_id}
        return is_complete(step, signed, seats, is_late=standing is Standing.LATE)

    def _by(self, grant: Grant, matter: Matter, actor: Actor) -> tuple[Standing, Grant]:
        step, seat_user_id = self.step(matter), _seat_of(grant, actor)
        if grant.role not in (step.seat.role, step.late.role if step.late else None):
            return Standing.NONE, grant
        about = self._about_of(matter)
        is_about = not about.isdisjoint({actor.user_id, seat_user_id})
        but = frozenset() if is_about else about
        if self._sits(step.seat, grant, matter, but):
            standing = Standing.MINE
        elif step.late and self.is_overdue(matter) and self._sits(step.late, grant, matter, but):
            standing = Standing.LATE
        else:
            return Standing.NONE, grant
        return self._seated(standing, matter, actor, seat_user_id, is_about=is_about), grant

    def _seated(
        self, standing: Standing, matter: Matter, actor: Actor, seat_user_id: int | None, *, is_about: bool
    ) -> Standing:
        """How whoever holds the step stands to it: what it is about, who submitted it, who signed counts too."""
        if is_about:
            return Standing.ABOUT_SELF
        is_own = matter.submitted_by_user_id in (actor.user_id, seat_user_id)
        if is_own and matter.submitted_by_user_id and matter.route and not matter.route.allows_own:
            return Standing.OWN_SUBMISSION
        quorum = self.step(matter).quorum
        if quorum is not Quorum.ANY and seat_user_id and seat_user_id in self.signed(matter):
            return Standing.SIGNED
        return standing

    def _sits(self, seat: Seat, grant: Grant, matter: Matter, but: frozenset[int]) -> bool:
        if grant.role != seat.role:
            return False
        if seat.place is Place.SCOPE:
            return matter.unit_id in grant.unit_ids
        # What was delegated for a part only holds for the matters of that part.
        is_whole = grant.unit_id in grant.unit_ids or matter.unit_id in grant.unit_ids
        return is_whole and grant.unit_id == self._holders.unit_of(seat, matter.unit_id, but)

    def _about_of(self, matter: Matter) -> frozenset[int]:
        return self._about.get(matter.pk, frozenset())

    @cached_property
    def _about(self) -> dict[int, frozenset[int]]:
        """The users the matters are about, by matter; a query for each kind that is about somebody."""
        found: dict[int, frozenset[int]] = {}
        for kind in {MatterKind(matter.kind) for matter in self._matters}:
            own = [matter for matter in self._matters if matter.kind == kind]
            users = users_about(kind, {matter.subject_id for matter in own})
            found |= {each.pk: users[each.subject_id] for each in own if each.subject_id in users}
        return found

    @cached_property
    def _holders(self) -> Holders:
        seats = [
            seat
            for matter in self._matters
            for seat in (self.step(matter).seat, self.step(matter).late)
            if seat is not None
        ]
        return Holders({matter.unit_id for matter in self._matters}, seats, self._on)

    @cached_property
    def _signed(self) -> dict[int, set[int | None]]:
        at = {matter.pk: (matter.round, matter.step) for matter in self._matters}
        rows = MatterAct.objects.filter(matter_id__in=at, verb__in=SIGNING)
        found: dict[int, set[int | None]] = defaultdict(set)
        for key, of_round, step, seat in rows.values_list("matter_id", "round", "step", "seat_user_id"):
            if at[key] == (of_round, step):
                found[key].add(seat)
        return found


def _seat_of(grant: Grant, actor: Actor) -> int | None:
    return grant.in_place_of_id or actor.user_id


def require_turn(matter: Matter, actor: Actor, on: date, *, completing: bool = False) -> tuple[Turn, Desk]:
    """The actor's turn at the step the matter is at; ``completing`` where theirs must be the last signature of all.

    Raises Refused for whoever never decides on such a matter of the unit; Problem: it is over, not their turn, their
    own submission, about themself, signed already, at this step or before, other signatures still missing.
    """
    if matter.state != MatterState.WAITING:
        raise Problem("approvals.over", title=matter.title)
    desk = Desk([matter], on)
    turn = desk.turn(matter, actor)
    if turn.standing is Standing.OWN_SUBMISSION:
        raise Problem("approvals.own_submission", title=matter.title)
    if turn.standing is Standing.ABOUT_SELF:
        raise Problem("approvals.about_self", title=matter.title)
    if turn.standing is Standing.SIGNED:
        raise Problem("approvals.signed_already", title=matter.title)
    if turn.standing is Standing.NONE:
        if _has_signed(matter, actor):
            raise Problem("approvals.signed_before", title=matter.title, step=turn.step.name)
        if not actor.may(DECIDING[MatterKind(matter.kind)], matter.unit_id):
            raise Refused(DECIDING[MatterKind(matter.kind)])
        raise Problem("approvals.not_your_turn", title=matter.title, step=turn.step.name)
    if completing and not turn.completes:
        left = desk.steps(matter)[matter.step if turn.completes_step else matter.step - 1]
        raise Problem("approvals.steps_left", title=matter.title, step=left.name)
    return turn, desk


def _has_signed(matter: Matter, actor: Actor) -> bool:
    """Whether the actor has signed a step of it since it was last started over, as from a page left open."""
    acts = MatterAct.objects.filter(matter=matter, round=matter.round, verb__in=SIGNING)
    return actor.user_id is not None and acts.filter(user_id=actor.user_id).exists()


def require_sole(kind: MatterKind, unit_id: int, actor: Actor, on: date) -> None:
    """Return quietly where one signature of the actor's is all the province asks for such a matter of the unit.

    Raises Refused for whoever may not give it, and Problem where the route has other steps or signers.
    """
    route = route_for(kind, unit_id, on)
    matter = Matter(kind=kind, subject_id=0, unit_id=unit_id, route=route, pk=0)
    turn = Desk([matter], on).turn(matter, actor)
    if not turn.is_mine and not actor.may(DECIDING[kind], unit_id):
        raise Refused(DECIDING[kind])
    if not (turn.is_mine and turn.completes):
        raise Problem("approvals.goes_by_steps", route=route.name if route else "")


def acting(actor: Actor, matter: Matter, turn: Turn) -> Actor:
    """The actor as the step lets them act: with what deciding on this unit's matter takes, and nothing more."""
    kind = MatterKind(matter.kind)
    return _lent(actor, matter, turn, frozenset({READING[kind], DECIDING[kind]}))


def reading(actor: Actor, matter: Matter, turn: Turn) -> Actor:
    """The actor as they may read the matter while it is their turn."""
    return _lent(actor, matter, turn, frozenset({READING[MatterKind(matter.kind)]}))


def _lent(actor: Actor, matter: Matter, turn: Turn, permissions: frozenset[Permission]) -> Actor:
    if actor.is_system:
        return actor
    lent = Grant(
        turn.step.seat.role.value,
        matter.unit_id,
        frozenset({matter.unit_id}),
        permissions,
        turn.seat_user_id if turn.in_place_of else None,
        turn.in_place_of,
    )
    return actor.with_grant(lent)
