"""Steps of a route, who may take them, and the table of everything that can be done to a matter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.common.workdays import WorkCalendar
from vun.records.accounts.domain import PERMISSIONS, Role

LONGEST_NAME, LONGEST_COMMENT = 150, 500
MOST_STEPS, MOST_DAYS, MOST_SIGNERS = 9, 90, 20


class MatterKind(StrEnum):
    """What goes for approval. What final approval does is the business of the context that owns the thing."""

    NOMINATION = "nomination"
    PLAN = "plan"
    REPORT = "report"
    TRIP = "trip"


READING: Mapping[MatterKind, Permission] = {
    MatterKind.NOMINATION: Permission.NOMINATION_VIEW,
    MatterKind.PLAN: Permission.PLAN_VIEW,
    MatterKind.REPORT: Permission.REPORT_RUN,
    MatterKind.TRIP: Permission.NOMINATION_VIEW,
}
"""What it takes to read a matter: nobody is asked to approve what they may not read."""

DECIDING: Mapping[MatterKind, Permission] = {
    MatterKind.NOMINATION: Permission.NOMINATION_APPROVE,
    MatterKind.PLAN: Permission.PLAN_APPROVE,
    MatterKind.REPORT: Permission.REPORT_SIGN,
    MatterKind.TRIP: Permission.NOMINATION_APPROVE,
}
"""What the owning context asks of whoever decides. The step of a route lends it to whoever's turn it is."""


SIGNING_ROLES = tuple(role for role, held in PERMISSIONS.items() if held & set(READING.values()))
"""The roles a step can ask for."""


class Place(StrEnum):
    """Where the role is held: at the unit whose matter it is, the one above it, one named, or anywhere over it."""

    OWN = "own"
    PARENT = "parent"
    NAMED = "named"
    SCOPE = "scope"


class Quorum(StrEnum):
    """How many of those who hold a step must sign it."""

    ANY = "any"
    ALL = "all"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at a place; ``unit_id`` is the unit named."""

    role: Role
    place: Place
    unit_id: int | None = None


SUBMITTER = 0
"""The number of the step a matter is returned to when it goes back to whoever submitted it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route.

    ``days``: working days for it, 0 for no deadline; once they are over ``late`` may act too. ``returns_to``: the
    number of an earlier step, SUBMITTER, or None where a matter is not returned. ``signers`` counts with
    Quorum.NUMBER only.
    """

    name: str
    seat: Seat
    quorum: Quorum = Quorum.ANY
    signers: int = 1
    days: int = 0
    returns_to: int | None = SUBMITTER
    late: Seat | None = None


DEFAULT_STEPS: Mapping[MatterKind, Step] = {
    MatterKind.NOMINATION: Step("", Seat(Role.PLANNER, Place.SCOPE)),
    MatterKind.PLAN: Step("", Seat(Role.LEADER, Place.SCOPE)),
    MatterKind.REPORT: Step("", Seat(Role.LEADER, Place.SCOPE)),
    MatterKind.TRIP: Step("", Seat(Role.PLANNER, Place.SCOPE)),
}
"""The one step of a matter for which the province has set no route: whoever holds the role over its unit."""


def check_steps(kind: MatterKind, steps: Sequence[Step]) -> None:
    """Return quietly, or raise Problem: a route has 1 … MOST_STEPS steps that can be taken, in the order given."""
    if not 1 <= len(steps) <= MOST_STEPS:
        raise Problem("approvals.steps_count", field="steps", most=MOST_STEPS)
    for number, step in enumerate(steps, start=1):
        _check_step(kind, number, step)
    last = steps[-1].seat.role
    if kind is not MatterKind.REPORT and Permission.DECISION_EDIT not in PERMISSIONS[last]:
        raise Problem("approvals.last_cannot_decide", field="steps", role=last)


def _check_step(kind: MatterKind, number: int, step: Step) -> None:
    if not step.name.strip() or len(step.name) > LONGEST_NAME:
        raise Problem("approvals.step_unnamed", field="steps", number=number, most=LONGEST_NAME)
    for seat in (step.seat, *([step.late] if step.late else [])):
        if READING[kind] not in PERMISSIONS[seat.role]:
            raise Problem("approvals.role_cannot_read", field="steps", number=number, role=seat.role)
        if (seat.place is Place.NAMED) != (seat.unit_id is not None):
            raise Problem("approvals.unit_to_name", field="steps", number=number)
    if not 1 <= step.signers <= MOST_SIGNERS or not 0 <= step.days <= MOST_DAYS:
        raise Problem(
            "approvals.step_numbers", field="steps", number=number, days=MOST_DAYS, signers=MOST_SIGNERS
        )
    if step.late and not step.days:
        raise Problem("approvals.late_without_days", field="steps", number=number)
    if step.returns_to is not None and not SUBMITTER <= step.returns_to < number:
        raise Problem("approvals.returns_forward", field="steps", number=number)


def due_on(since: date, working_days: int, calendar: WorkCalendar) -> date | None:
    """The last day of ``working_days`` working days after ``since``; None for 0, which is no deadline."""
    return calendar.after(since, working_days) if working_days else None


class MatterState(StrEnum):
    """WAITING for the step it is at; RETURNED to whoever submitted it; the others are ends."""

    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN_STATES = frozenset({MatterState.WAITING, MatterState.RETURNED})


class MatterVerb(StrEnum):
    """What is done to a matter. PASS leaves it waiting for others, APPROVE is the last signature of the last step."""

    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 - a step passed, no password
    APPROVE = "approve"
    STEP_BACK = "step_back"
    RETURN = "return"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a verb leads to which (None: it stays), and whether it is for whoever's turn it is."""

    sources: frozenset[MatterState]
    target: MatterState | None
    is_turn: bool
    needs_reason: bool = False


_W, _R = MatterState.WAITING, MatterState.RETURNED

TRANSITIONS: Mapping[MatterVerb, Move] = {
    MatterVerb.SUBMIT: Move(frozenset({_W, _R}), _W, is_turn=False),
    MatterVerb.PASS: Move(frozenset({_W}), None, is_turn=True),
    MatterVerb.APPROVE: Move(frozenset({_W}), MatterState.APPROVED, is_turn=True),
    MatterVerb.STEP_BACK: Move(frozenset({_W}), None, is_turn=True, needs_reason=True),
    MatterVerb.RETURN: Move(frozenset({_W}), _R, is_turn=True, needs_reason=True),
    MatterVerb.REJECT: Move(frozenset({_W}), MatterState.REJECTED, is_turn=True, needs_reason=True),
    MatterVerb.WITHDRAW: Move(frozenset({_W, _R}), MatterState.WITHDRAWN, is_turn=False),
    MatterVerb.COMMENT: Move(frozenset({_W, _R}), None, is_turn=False, needs_reason=True),
}
"""Everything that can be done to a matter that is there; what is not here is refused."""

SIGNING = frozenset({MatterVerb.PASS, MatterVerb.APPROVE})
"""The verbs that are signatures under a step."""


class Standing(StrEnum):
    """How somebody stands to the step a matter is at."""

    MINE = "mine"
    LATE = "late"
    OWN_SUBMISSION = "own_submission"
    ABOUT_SELF = "about_self"
    SIGNED = "signed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Holder:
    """A user who holds a seat; at which unit."""

    user_id: int
    name: str
    unit_id: int


def is_complete(
    step: Step, signed: Collection[int | None], holder_ids: Collection[int], *, is_late: bool
) -> bool:
    """Whether a step signed for the seats of these users is done with; what was signed late in its stead is."""
    if is_late:
        return True
    if step.quorum is Quorum.ANY:
        return len(signed) >= 1
    if step.quorum is Quorum.NUMBER:
        return len(signed) >= step.signers
    return bool(signed) and set(holder_ids) <= set(signed)


@dataclass(frozen=True, slots=True)
class Scope:
    """For whose matters a route is: of a unit and all below it, of a level, of a block; what is None is for all."""

    unit_id: int | None = None
    level: str = ""
    block: str = ""


def precedence(scope: Scope, chain: Sequence[int], level: str, block: str) -> tuple[int, int, int] | None:
    """How closely a route fits a unit, given the unit and those above it, nearest first; None where it does not.

    The nearest unit named counts first, then the level, then the block.
    """
    if scope.unit_id is not None and scope.unit_id not in chain:
        return None
    if (scope.level and scope.level != level) or (scope.block and scope.block != block):
        return None
    nearness = len(chain) - chain.index(scope.unit_id) if scope.unit_id is not None else 0
    return nearness, int(bool(scope.level)), int(bool(scope.block))
