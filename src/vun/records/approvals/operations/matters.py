"""Matters on their way: submitted, signed step by step, given back, turned down, withdrawn, finally approved.

What final approval, return and rejection do is done by the context that owns the thing, in the same transaction: it
calls `finish`, `send_back`, `reject` and acts as the actor they answer with.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.common.text import clean
from vun.records.approvals import queries
from vun.records.approvals.domain import (
    LONGEST_COMMENT,
    SUBMITTER,
    TRANSITIONS,
    MatterKind,
    MatterState,
    MatterVerb,
    Standing,
    due_on,
)
from vun.records.approvals.models import Matter, MatterAct
from vun.records.approvals.queries import Desk, Turn, acting, require_turn
from vun.records.audit import operations as audit
from vun.records.registers.queries import work_calendar


@transaction.atomic
def submit(*, kind: MatterKind, subject_id: int, title: str, unit_id: int, on: date, by: Actor) -> Matter:
    """Put a thing on its way, under the route in force for its unit on the day; the owning context has checked by whom.

    What is on its way already, returned or not, starts again at the first step of the route it has.
    """
    matter = queries.open_matter(kind, subject_id)
    if matter is None:
        matter = Matter(
            kind=kind,
            subject_id=subject_id,
            title=title[:300],
            unit_id=unit_id,
            route=queries.route_for(kind, unit_id, on),
            submitted_on=on,
            submitted_by=by.name,
            submitted_by_user_id=by.user_id,
            step_since=on,
        )
        matter.due_on = due_on(on, queries.steps_of(matter.route, kind)[0].days, work_calendar())
        try:
            with transaction.atomic():
                matter.save(force_insert=True)
        except IntegrityError:
            raise Problem("approvals.submitted_already", title=matter.title) from None
    else:
        _hold(matter)
        _go_to(matter, 1, on, round=matter.round + 1, state=MatterState.WAITING, title=title[:300])
        Matter.objects.filter(pk=matter.pk).update(submitted_by=by.name, submitted_by_user_id=by.user_id)
    _write(matter, MatterVerb.SUBMIT, by, "")
    return matter


@transaction.atomic
def pass_on(*, matter: Matter, comment: str = "", on: date, by: Actor) -> Matter:
    """Sign the step the matter is at, where others have still to sign after. Raises Refused; Problem when it is not the
    actor's turn, and when theirs is the last signature, which the owning context takes."""
    turn, desk = _take(matter, by, on)
    if turn.completes:
        raise Problem("approvals.last_signature", title=matter.title)
    _write(matter, MatterVerb.PASS, by, comment, turn)
    if turn.completes_step:
        number = matter.step + 1
        _go_to(matter, number, on, days=desk.steps(matter)[number - 1].days)
    told = {"step": turn.step.name, "in_place_of": turn.in_place_of, "reason": clean(comment)}
    audit.record(by, "matter.passed", matter, unit_id=matter.unit_id, after=told)
    return matter


@transaction.atomic
def finish(*, kind: MatterKind, subject_id: int, comment: str = "", on: date, by: Actor) -> Actor:
    """Give the last signature: the matter is approved. Returns the actor to do with what approval does.

    Raises Refused; Problem: nothing on its way, not the actor's turn, other signatures still missing.
    """
    matter = _open(kind, subject_id)
    turn, _ = _take(matter, by, on, completing=True)
    _write(matter, MatterVerb.APPROVE, by, comment, turn)
    _end(matter, MatterVerb.APPROVE, on)
    _tell(by, "matter.approved", matter, turn, comment)
    return acting(by, matter, turn)


@dataclass(frozen=True, slots=True)
class SentBack:
    """A matter given back: to whoever submitted it, or to an earlier step; the actor to do with what that does."""

    actor: Actor
    is_with_submitter: bool


@transaction.atomic
def send_back(*, kind: MatterKind, subject_id: int, reason: str, on: date, by: Actor) -> SentBack:
    """Give a matter back for correction, to where the step returns to. Raises Refused; Problem: no reason, nothing on
    its way, not the actor's turn, a step that does not return."""
    _require_reason(reason)
    matter = _open(kind, subject_id)
    turn, desk = _take(matter, by, on)
    to = turn.step.returns_to
    if to is None:
        raise Problem("approvals.step_does_not_return", step=turn.step.name)
    verb = MatterVerb.RETURN if to == SUBMITTER else MatterVerb.STEP_BACK
    _write(matter, verb, by, reason, turn)
    if to == SUBMITTER:
        Matter.objects.filter(pk=matter.pk).update(state=MatterState.RETURNED, step_since=on, due_on=None)
    else:
        _go_to(matter, to, on, days=desk.steps(matter)[to - 1].days, round=matter.round + 1)
    _tell(by, "matter.returned", matter, turn, reason)
    return SentBack(acting(by, matter, turn), to == SUBMITTER)


@transaction.atomic
def reject(*, kind: MatterKind, subject_id: int, reason: str, on: date, by: Actor) -> Actor:
    """Turn a matter down for good. Raises as `send_back`; any step may."""
    _require_reason(reason)
    matter = _open(kind, subject_id)
    turn, _ = _take(matter, by, on)
    _write(matter, MatterVerb.REJECT, by, reason, turn)
    _end(matter, MatterVerb.REJECT, on)
    _tell(by, "matter.rejected", matter, turn, reason)
    return acting(by, matter, turn)


@transaction.atomic
def withdraw(*, kind: MatterKind, subject_id: int, reason: str = "", on: date, by: Actor) -> None:
    """Take a thing off its way; the owning context has checked who may. Nothing happens where nothing is on its way."""
    matter = queries.open_matter(kind, subject_id)
    if matter is None:
        return
    _hold(matter)
    _write(matter, MatterVerb.WITHDRAW, by, reason)
    _end(matter, MatterVerb.WITHDRAW, on)


@transaction.atomic
def comment(*, matter: Matter, text: str, by: Actor) -> None:
    """Say something about a matter on its way, for those who read it. Raises Problem: no words, or it is over."""
    _require_reason(text, "text")
    if matter.state not in TRANSITIONS[MatterVerb.COMMENT].sources:
        raise Problem("approvals.over", title=matter.title)
    _hold(matter)
    _write(matter, MatterVerb.COMMENT, by, text)
    audit.record(by, "matter.commented", matter, unit_id=matter.unit_id, after={"reason": clean(text)})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several matters signed at once; ``problem`` is None where it was signed."""

    matter: Matter
    problem: Problem | Refused | None


def pass_many(*, ids: Collection[int], comment: str = "", on: date, by: Actor) -> list[Outcome]:
    """Sign several matters at once, each for itself: what stands in the way of one keeps back no other.

    Raises NotFound for one the actor may not read, and Problem when none is chosen; then none is signed.
    """
    if not ids:
        raise Problem("approvals.none_chosen")
    chosen = [queries.get_matter(by, matter_id, on) for matter_id in sorted(set(ids))]
    outcomes = []
    for matter in chosen:
        try:
            pass_on(matter=matter, comment=comment, on=on, by=by)
        except (Problem, Refused) as refused:
            outcomes.append(Outcome(matter, refused))
        else:
            outcomes.append(Outcome(matter, None))
    return outcomes


def _open(kind: MatterKind, subject_id: int) -> Matter:
    matter = queries.open_matter(kind, subject_id)
    if matter is None:
        raise NotFound("matter")
    return matter


def _take(matter: Matter, by: Actor, on: date, *, completing: bool = False) -> tuple[Turn, Desk]:
    """The actor's turn at the step the matter is at, the matter held until the transaction ends."""
    if matter.state == MatterState.WAITING:
        _hold(matter)
    return require_turn(matter, by, on, completing=completing)


def _hold(matter: Matter) -> None:
    """Of two who act at once, one goes first: the row is held, and whoever comes second finds the matter moved on."""
    held = Matter.objects.filter(
        pk=matter.pk, state=matter.state, step=matter.step, round=matter.round
    ).update(acts=F("acts") + 1)
    if not held:
        raise Problem("approvals.moved_on", title=matter.title)


def _go_to(matter: Matter, number: int, on: date, *, days: int | None = None, **columns: object) -> None:
    if days is None:
        days = queries.steps_of(matter.route, MatterKind(matter.kind))[number - 1].days
    columns |= {"step": number, "step_since": on, "due_on": due_on(on, days, work_calendar())}
    Matter.objects.filter(pk=matter.pk).update(**columns)
    for name, value in columns.items():
        setattr(matter, name, value)


def _end(matter: Matter, verb: MatterVerb, on: date) -> None:
    target = TRANSITIONS[verb].target
    Matter.objects.filter(pk=matter.pk).update(state=target, ended_on=on, due_on=None)


def _require_reason(reason: str, field: str = "reason") -> None:
    if not clean(reason):
        raise Problem("approvals.reason_needed", field=field)


def _write(matter: Matter, verb: MatterVerb, by: Actor, said: str, turn: Turn | None = None) -> None:
    MatterAct.objects.create(
        matter=matter,
        verb=verb,
        round=matter.round,
        step=matter.step,
        step_name=turn.step.name if turn else "",
        at=timezone.now(),
        name=by.name,
        user_id=by.user_id,
        seat_user_id=turn.seat_user_id if turn else None,
        in_place_of=turn.in_place_of if turn else "",
        is_late=turn is not None and turn.standing is Standing.LATE,
        comment=clean(said)[:LONGEST_COMMENT],
    )


def _tell(by: Actor, action: str, matter: Matter, turn: Turn, said: str) -> None:
    told = {"step": turn.step.name, "in_place_of": turn.in_place_of, "reason": clean(said)}
    audit.record(by, action, matter, unit_id=matter.unit_id, after=told)
