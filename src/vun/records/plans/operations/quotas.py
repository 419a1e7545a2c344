"""Who may send how many: the quotas of a version's lines."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.orgs.models import Unit
from vun.records.plans import domain
from vun.records.plans.models import PlanLineTerms, PlanVersion, Quota
from vun.records.plans.operations.editing import quota_below_taken, refuse_two_givers, start_editing
from vun.records.registers.models import Decision


@transaction.atomic
def set_quota(
    *, line: PlanLineTerms, unit: Unit, learners: int, decision: Decision | None = None, by: Actor
) -> None:
    """Give ``unit`` so many learners of the line; 0 takes its quota away. Raises Refused, NotFound, Problem.

    The quotas of a line never exceed its learners, and a unit's never falls below the places it has taken or passed on.
    """
    start_editing(line.version, by)
    wanted = _given([line.pk]).get(line.pk, {}) | {unit.pk: learners}
    _replace_quotas(line, wanted, decision=decision, by=by)


@transaction.atomic
def set_quota_grid(
    *,
    version: PlanVersion,
    grid: Mapping[int, Mapping[int, int]],
    decision: Decision | None = None,
    by: Actor,
) -> None:
    """Set the quotas of several lines of a version at once: learners by unit id, by id of the line's terms.

    Units not named keep what they have. Either all is kept or nothing: raises QuotaGridProblem with what is wrong
    with each line, Refused, NotFound, and Problem for a line of another version or a version not being edited.
    """
    start_editing(version, by)
    lines = {
        line.pk: line for line in version.terms.select_related("version__plan", "line").filter(pk__in=grid)
    }
    if lines.keys() != grid.keys():
        raise Problem("plans.line_of_other_version")
    given = _given(lines)
    problems: dict[int, Problem] = {}
    for terms_id, learners in grid.items():
        wanted = given.get(terms_id, {}) | dict(learners)
        try:
            _replace_quotas(lines[terms_id], wanted, decision=decision, by=by, was=given.get(terms_id, {}))
        except Problem as problem:
            problems[terms_id] = problem
    if problems:
        raise domain.QuotaGridProblem(problems)


@transaction.atomic
def spread_quota(*, line: PlanLineTerms, weights: Mapping[int, int], by: Actor) -> dict[int, int]:
    """Spread all the line's learners over the units in proportion to ``weights`` (such as heads), by unit id.

    No unit falls below the places it has taken and passed on; units without weight and places lose their quota.
    Returns the shares. Raises Refused, NotFound, Problem.
    """
    start_editing(line.version, by)
    shares = domain.spread(
        line.learners, weights, {unit_id: sum(used) for unit_id, used in _used(line).items()}
    )
    nothing = dict.fromkeys(_given([line.pk]).get(line.pk, {}), 0)
    _replace_quotas(line, nothing | shares, decision=None, by=by)
    return shares


def _replace_quotas(
    line: PlanLineTerms,
    wanted: Mapping[int, int],
    *,
    decision: Decision | None,
    by: Actor,
    was: Mapping[int, int] | None = None,
) -> None:
    if any(learners < 0 for learners in wanted.values()):
        raise Problem("plans.quota_below_zero", field="quotas")
    used = _used(line)
    for unit_id, places in used.items():
        if wanted.get(unit_id, 0) < sum(places):
            raise quota_below_taken(unit_id, wanted.get(unit_id, 0), sum(places))
    refuse_two_givers(line.line_id, [unit_id for unit_id, learners in wanted.items() if learners])
    domain.check_quotas(line.learners, wanted)
    before = _given([line.pk]).get(line.pk, {}) if was is None else was
    changed = {unit_id for unit_id in wanted if wanted[unit_id] != before.get(unit_id, 0)}
    if not changed:
        return
    Quota.objects.filter(
        terms=line, unit_id__in=[unit_id for unit_id in changed if not wanted[unit_id]]
    ).delete()
    Quota.objects.bulk_create(
        [
            Quota(
                terms=line,
                unit_id=unit_id,
                learners=wanted[unit_id],
                taken=used.get(unit_id, _UNUSED)[0],
                passed_on=used.get(unit_id, _UNUSED)[1],
                decision=decision,
            )
            for unit_id in sorted(changed)
            if wanted[unit_id]
        ],
        update_conflicts=True,
        unique_fields=["terms", "unit"],
        update_fields=["learners", "taken", "passed_on", "decision"],
    )
    audit.record(
        by,
        "plan_line.quotas_set",
        line,
        unit_id=line.version.plan.unit_id,
        before={"quotas": {str(unit_id): before.get(unit_id, 0) for unit_id in sorted(changed)}},
        after={"quotas": {str(unit_id): wanted[unit_id] for unit_id in sorted(changed)}},
    )


def _given(terms_ids: Mapping[int, object] | list[int]) -> dict[int, dict[int, int]]:
    given: dict[int, dict[int, int]] = {}
    for terms_id, unit_id, learners in Quota.objects.filter(terms_id__in=list(terms_ids)).values_list(
        "terms_id", "unit_id", "learners"
    ):
        given.setdefault(terms_id, {})[unit_id] = learners
    return given


_UNUSED = (0, 0)


def _used(line: PlanLineTerms) -> dict[int, tuple[int, int]]:
    """The places of the line taken and passed on by now under the version in force, by the units the line gave them."""
    rows = Quota.objects.filter(terms__line_id=line.line_id, is_in_force=True, parent__isnull=True)
    return {
        unit_id: (taken, passed_on)
        for unit_id, taken, passed_on in rows.values_list("unit_id", "taken", "passed_on")
        if taken or passed_on
    }
