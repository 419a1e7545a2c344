"""One version's quotas taking over from another's: what is used and passed on, and the history of what changed."""

from __future__ import annotations

from vun.common.actor import Actor
from vun.records.plans.domain import MoveKind
from vun.records.plans.models import PlanVersion, Quota, QuotaMove
from vun.records.plans.operations.editing import quota_below_taken, two_givers
from vun.records.registers.models import Decision

_Key = tuple[int, int]
"""A line and a unit."""


def succeed(version: PlanVersion, superseded: PlanVersion | None, decision: Decision, by: Actor) -> None:
    """Put the quotas of an approved version in force in place of those of the one before.

    In the caller's transaction, after the states of both versions. Raises Problem for a quota below what is used of
    it, or for a unit that would have places both from the line and from a unit above.
    """
    old: dict[_Key, Quota] = {}
    if superseded is not None:
        # From here on nothing is taken or passed on under the version before: what is read next is final.
        Quota.objects.filter(terms__version=superseded).update(is_in_force=False)
        old = _by_key(superseded)
    given_before = {key: quota.learners for key, quota in old.items() if quota.parent_id is None}
    new = _by_key(version)
    given = {key: quota.learners for key, quota in new.items()}
    _carry_used(old, new)
    _carry_passed_on(old, new)
    Quota.objects.filter(terms__version=version).update(is_in_force=True)
    _tell(version, given_before, given, decision, by)


def _by_key(version: PlanVersion) -> dict[_Key, Quota]:
    rows = Quota.objects.filter(terms__version=version).select_related("terms__version__plan")
    return {(quota.terms.line_id, quota.unit_id): quota for quota in rows}


def _carry_used(old: dict[_Key, Quota], new: dict[_Key, Quota]) -> None:
    for quota in new.values():
        quota.taken = quota.passed_on = 0
    for key, was in old.items():
        used = was.taken + was.passed_on
        if was.parent_id is not None or not used:
            continue
        found = new.get(key)
        if found is None or found.learners < used:
            raise quota_below_taken(key[1], found.learners if found else 0, used)
        found.taken, found.passed_on = was.taken, was.passed_on
    Quota.objects.bulk_update(new.values(), ["taken", "passed_on"], batch_size=500)


def _carry_passed_on(old: dict[_Key, Quota], new: dict[_Key, Quota]) -> None:
    """The quotas below others again, level by level, each below the one that stands for its own."""
    keys = {was.pk: key for key, was in old.items()}
    waiting = [(key, was) for key, was in old.items() if was.parent_id is not None and was.learners]
    while waiting:
        ready = [(key, was) for key, was in waiting if keys[was.parent_id or 0] in new]
        for key, was in ready:
            if key in new:
                raise two_givers(was)
            new[key] = Quota.objects.create(
                terms=new[keys[was.parent_id or 0]].terms,
                unit_id=was.unit_id,
                parent=new[keys[was.parent_id or 0]],
                learners=was.learners,
                taken=was.taken,
                passed_on=was.passed_on,
                decision_id=was.decision_id,
            )
        waiting = [each for each in waiting if each not in ready]


def _tell(
    version: PlanVersion, before: dict[_Key, int], after: dict[_Key, int], decision: Decision, by: Actor
) -> None:
    """Each unit's more or less as a movement, dated by the decision."""
    terms = {line_id: key for key, line_id in version.terms.values_list("pk", "line_id")}
    giver = version.plan.unit_id
    moves = []
    for key in sorted(before.keys() | after.keys()):
        more = after.get(key, 0) - before.get(key, 0)
        if not more or key[0] not in terms:
            continue
        moves.append(
            QuotaMove(
                terms_id=terms[key[0]],
                kind=MoveKind.GIVEN if more > 0 else MoveKind.CUT,
                from_unit_id=giver if more > 0 else key[1],
                to_unit_id=key[1] if more > 0 else giver,
                learners=abs(more),
                decision=decision,
                done_by=by.name,
                on=decision.issued_on,
            )
        )
    QuotaMove.objects.bulk_create(moves, batch_size=500)
