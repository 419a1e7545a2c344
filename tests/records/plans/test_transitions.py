"""A plan's versions by their table of transitions in full, and who may move quotas and lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.factories.orgs import make_unit
from tests.factories.plans import approved_plan_with_line, make_decision, make_line, make_plan, make_terms
from tests.factories.roles import refused_to_all_without, those_who_may
from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit.models import AuditEntry
from vun.records.plans import operations
from vun.records.plans.domain import TRANSITIONS, VersionState
from vun.records.plans.models import PlanVersion

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
EDIT, APPROVE = Permission.PLAN_EDIT, Permission.PLAN_APPROVE

VERBS: dict[str, tuple[VersionState, Permission, Callable[[PlanVersion, Actor], object]]] = {
    "submit": (VersionState.SUBMITTED, EDIT, lambda v, by: operations.submit(version=v, by=by)),
    "take back": (VersionState.DRAFT, EDIT, lambda v, by: operations.take_back(version=v, by=by)),
    "return": (
        VersionState.RETURNED,
        APPROVE,
        lambda v, by: operations.return_for_changes(version=v, reason="Sửa", by=by),
    ),
    "approve": (
        VersionState.APPROVED,
        APPROVE,
        lambda v, by: operations.approve(version=v, decision=make_decision(), by=by),
    ),
    "cancel": (VersionState.CANCELLED, EDIT, lambda v, by: operations.cancel_version(version=v, by=by)),
}
"""What each verb leads to; a version is superseded by the approval of the next one alone."""


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_does_to_a_version_what_the_table_says(verb: str) -> None:
    target, permission, act = VERBS[verb]
    for state in VersionState:
        version = make_plan()
        make_line(version)
        if state is VersionState.SUBMITTED:
            operations.submit(version=version, by=those_who_may(EDIT)[0])
        else:
            decision = make_decision() if state in (VersionState.APPROVED, VersionState.SUPERSEDED) else None
            PlanVersion.objects.filter(pk=version.pk).update(state=state, decision=decision)
        version.refresh_from_db()
        refused_to_all_without(permission, lambda by, version=version: act(version, by))  # type: ignore[misc]
        before = AuditEntry.objects.filter(action__startswith="plan.").count()
        (by,) = those_who_may(permission)
        if target in TRANSITIONS[state]:
            act(version, by)
            version.refresh_from_db()
            assert version.state == target
            assert AuditEntry.objects.filter(action__startswith="plan.").count() == before + 1
        else:
            with pytest.raises(Problem):
                act(version, by)
            version.refresh_from_db()
            assert version.state == state
            assert AuditEntry.objects.filter(action__startswith="plan.").count() == before


def test_quotas_and_lines_are_moved_by_those_who_may_and_each_move_is_told() -> None:
    """Over quotas in force: lent back, given again, added to, passed on; in a draft: lines and quotas written."""
    sent, draft = approved_plan_with_line(quota=5), make_plan()
    line, below, other = make_line(draft), make_unit(parent=sent.unit), make_unit()
    move = operations.lend_back(
        quota=sent.quota, learners=2, reason="Thiếu người", on=ON, by=those_who_may(Permission.NOMINATE)[0]
    )
    steps: list[tuple[Permission, Callable[[Actor], object]]] = [
        (
            Permission.NOMINATE,
            lambda by: operations.lend_back(quota=sent.quota, learners=1, reason="Đủ", on=ON, by=by),
        ),
        (EDIT, lambda by: operations.give_lent(move=move, unit=other, learners=1, on=ON, by=by)),
        (
            Permission.NOMINATE,
            lambda by: operations.pass_on(quota=sent.quota, shares={below.pk: 1}, on=ON, by=by),
        ),
        (
            EDIT,
            lambda by: operations.record_central_quota(
                year=2026, name="Lớp cao cấp", issuer="Học viện", learners=3, on=ON, by=by
            ),
        ),
        (EDIT, lambda by: operations.set_quota(line=line, unit=other, learners=40, by=by)),
        (EDIT, lambda by: operations.change_line(line=line, terms=make_terms("Tên khác"), by=by)),
        (EDIT, lambda by: operations.remove_line(line=line, by=by)),
        (EDIT, lambda by: operations.add_line(version=draft, terms=make_terms(), by=by)),
    ]
    for permission, act in steps:
        refused_to_all_without(permission, act)
        before = AuditEntry.objects.count()
        act(those_who_may(permission)[-1])
        assert AuditEntry.objects.count() > before
