"""A plan's way: drafted, submitted, returned, approved by decision, amended, closed."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.factories.accounts import clerk_of, leader, outsider, planner
from tests.factories.approvals import above, at_unit, make_route, named, signer
from tests.factories.funding import make_source
from tests.factories.orgs import make_tree
from tests.factories.plans import SYSTEM, make_decision, make_line, make_plan, make_terms, submit_and_approve
from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts.domain import Role
from vun.records.approvals import operations as approvals
from vun.records.approvals.domain import MatterKind, MatterState
from vun.records.approvals.models import Matter
from vun.records.approvals.queries import last_matter, open_matter, waiting_for
from vun.records.audit.models import AuditEntry
from vun.records.plans import operations, queries
from vun.records.plans.domain import DifferenceKind, VersionState
from vun.records.plans.models import PlanLine, PlanVersion, Quota
from vun.records.registers.models import Decision

pytestmark = pytest.mark.django_db


def problem_of(caught: pytest.ExceptionInfo[Problem]) -> str:
    return caught.value.code


def test_a_plan_is_drafted_submitted_and_approved_by_decision() -> None:
    tree = make_tree()
    version = make_plan(tree.root, by=planner(tree.root))
    line = make_line(version, learners=10, quotas={tree.department: 6, tree.commune: 4})
    operations.submit(version=version, by=planner(tree.root))
    decision = make_decision("12/QĐ-UBND")
    operations.approve(version=version, decision=decision, by=leader(tree.root))
    version.refresh_from_db()
    assert (version.state, version.decision) == (VersionState.APPROVED, decision)
    assert version.approved_at == version.state_at
    assert list(Quota.objects.filter(terms=line).values_list("is_in_force", flat=True)) == [True, True]
    assert queries.approved_terms(line.line_id) == line
    actions = AuditEntry.objects.filter(unit_id=tree.root.pk, action__startswith="plan.").order_by("id")
    assert list(actions.values_list("action", flat=True)) == [
        "plan.drafted",
        "plan.submitted",
        "plan.approved",
    ]


def test_the_planner_who_makes_a_plan_may_not_approve_it() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    make_line(version)
    operations.submit(version=version, by=SYSTEM)
    for refused in (
        lambda: operations.approve(version=version, decision=make_decision(), by=planner(tree.root)),
        lambda: operations.return_for_changes(version=version, reason="Sửa", by=planner(tree.root)),
        lambda: operations.approve_by(
            version=version, number="1", issued_on=date(2026, 1, 5), issuer="UBND", by=planner(tree.root)
        ),
    ):
        with pytest.raises(Refused) as caught:
            refused()
        assert caught.value.permission == Permission.PLAN_APPROVE


def test_who_may_not_see_the_plan_is_told_that_there_is_none() -> None:
    tree = make_tree()
    version = make_plan(tree.department)
    make_line(version)
    for verb in (operations.submit, operations.cancel_version):
        for actor in (clerk_of(tree.commune), outsider()):
            with pytest.raises(NotFound):
                verb(version=version, by=actor)
        with pytest.raises(Refused):
            verb(version=version, by=clerk_of(tree.department))


def test_a_leader_enters_the_approving_decision_while_approving() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    make_line(version)
    operations.submit(version=version, by=SYSTEM)
    arguments = {
        "version": version,
        "number": " 45/QĐ-UBND ",
        "issued_on": date(2026, 2, 1),
        "issuer": "Uỷ ban nhân dân tỉnh",
        "by": leader(tree.root),
    }
    operations.approve_by(**arguments)
    assert version.decision == Decision.objects.get(number="45/QĐ-UBND")
    with pytest.raises(Problem) as caught:
        operations.approve_by(**arguments)
    assert (problem_of(caught), caught.value.params) == (
        "plans.wrong_state",
        {"state": VersionState.APPROVED},
    )


def test_approving_takes_a_decision_that_is_in_the_register_already() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    make_line(version)
    operations.submit(version=version, by=SYSTEM)
    known = make_decision("46/QĐ-UBND", issued_on=date(2026, 2, 1), issuer="Tỉnh uỷ")
    operations.approve_by(
        version=version,
        number="46/QĐ-UBND",
        issued_on=date(2026, 2, 1),
        issuer="Tỉnh uỷ",
        by=leader(tree.root),
    )
    assert version.decision == known


@pytest.mark.parametrize("verb", ["submit", "approve", "return_for_changes", "cancel_version"])
def test_pressing_twice_tells_the_second_time_what_state_the_version_is_in(verb: str) -> None:
    version = make_plan()
    make_line(version)
    if verb in ("approve", "return_for_changes"):
        operations.submit(version=version, by=SYSTEM)
    arguments = {"approve": {"decision": make_decision()}, "return_for_changes": {"reason": "Sửa"}}.get(
        verb, {}
    )
    getattr(operations, verb)(version=version, by=SYSTEM, **arguments)
    with pytest.raises(Problem) as caught:
        getattr(operations, verb)(version=version, by=SYSTEM, **arguments)
    assert problem_of(caught) == "plans.wrong_state"


def test_a_returned_version_says_why_and_can_be_mended_and_submitted_again() -> None:
    version = make_plan()
    line = make_line(version)
    operations.submit(version=version, by=SYSTEM)
    with pytest.raises(Problem) as caught:
        operations.change_line(line=line, terms=make_terms("Khác"), by=SYSTEM)
    assert problem_of(caught) == "plans.wrong_state"
    with pytest.raises(Problem) as caught:
        operations.return_for_changes(version=version, reason="  ", by=SYSTEM)
    assert (problem_of(caught), caught.value.field) == ("plans.reason_missing", "reason")
    operations.return_for_changes(version=version, reason="Thiếu lớp cho cấp xã", by=SYSTEM)
    operations.change_line(line=line, terms=make_terms("Khác"), by=SYSTEM)
    operations.submit(version=version, by=SYSTEM)
    version.refresh_from_db()
    assert (version.state, version.return_reason) == (VersionState.SUBMITTED, "Thiếu lớp cho cấp xã")


def test_an_empty_plan_and_quotas_that_do_not_add_up_cannot_be_submitted() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    with pytest.raises(Problem) as caught:
        operations.submit(version=version, by=SYSTEM)
    assert problem_of(caught) == "plans.no_lines"
    make_line(version, title="Không chia", learners=100)
    line = make_line(version, title="Chia dở", learners=10, quotas={tree.department: 9})
    with pytest.raises(Problem) as caught:
        operations.submit(version=version, by=SYSTEM)
    assert (problem_of(caught), caught.value.params) == (
        "plans.quotas_do_not_add_up",
        {"title": "Chia dở", "allotted": 9, "learners": 10, "missing": 1},
    )
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT
    operations.set_quota(line=line, unit=tree.commune, learners=1, by=SYSTEM)
    operations.submit(version=version, by=SYSTEM)
    assert version.state == VersionState.SUBMITTED


def test_an_amendment_starts_from_the_same_lines_money_and_quotas() -> None:
    tree = make_tree()
    source = make_source()
    version = make_plan(tree.root)
    line = make_line(version, learners=10, quotas={tree.department: 10}, budgets={source.code: 5_000_000})
    submit_and_approve(version)
    operations.take_place(line.line_id, tree.department.pk)
    amended = operations.amend(plan=version.plan, reason="Bổ sung lớp", by=planner(tree.root))
    assert (amended.number, amended.state, amended.reason) == (2, VersionState.DRAFT, "Bổ sung lớp")
    assert queries.differences(planner(), version, amended) == []
    assert list(Quota.objects.filter(terms__version=amended).values_list("taken", "is_in_force")) == [
        (1, False)
    ]
    added = make_line(amended, title="Lớp thêm")
    assert [(one.number, one.kind) for one in queries.differences(planner(), version, amended)] == [
        (added.line.number, DifferenceKind.ADDED)
    ]
    with pytest.raises(Problem) as caught:
        operations.amend(plan=version.plan, reason="Nữa", by=SYSTEM)
    assert problem_of(caught) == "plans.open_version_exists"


def test_approving_an_amendment_supersedes_the_version_before_and_carries_the_places_taken() -> None:
    tree = make_tree()
    first = make_plan(tree.root)
    line = make_line(first, learners=10, quotas={tree.department: 10})
    submit_and_approve(first)
    second = operations.amend(plan=first.plan, reason="Tăng", by=SYSTEM)
    terms = second.terms.get()
    operations.change_line(line=terms, terms=make_terms(learners=12), by=SYSTEM)
    operations.set_quota(line=terms, unit=tree.department, learners=12, by=SYSTEM)
    for _ in range(2):
        operations.take_place(line.line_id, tree.department.pk)
    submit_and_approve(second)
    first.refresh_from_db()
    assert (first.state, second.state) == (VersionState.SUPERSEDED, VersionState.APPROVED)
    assert list(Quota.objects.order_by("id").values_list("learners", "taken", "is_in_force")) == [
        (10, 2, False),
        (12, 2, True),
    ]
    operations.take_place(line.line_id, tree.department.pk)
    operations.release_place(line.line_id, tree.department.pk)
    assert list(Quota.objects.order_by("id").values_list("taken", flat=True)) == [2, 2]


def test_an_amendment_that_would_lose_places_taken_meanwhile_is_not_approved() -> None:
    tree = make_tree()
    first = make_plan(tree.root)
    line = make_line(first, learners=10, quotas={tree.department: 9, tree.commune: 1})
    submit_and_approve(first)
    second = operations.amend(plan=first.plan, reason="Bớt", by=SYSTEM)
    operations.set_quota(line=second.terms.get(), unit=tree.commune, learners=0, by=SYSTEM)
    operations.set_quota(line=second.terms.get(), unit=tree.department, learners=10, by=SYSTEM)
    operations.submit(version=second, by=SYSTEM)
    operations.take_place(line.line_id, tree.commune.pk)
    with pytest.raises(Problem) as caught:
        operations.approve(version=second, decision=make_decision(), by=SYSTEM)
    assert problem_of(caught) == "plans.quota_below_taken"
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (VersionState.APPROVED, VersionState.SUBMITTED)
    operations.take_place(line.line_id, tree.department.pk)


def test_a_cancelled_amendment_leaves_the_version_in_force_and_makes_room_for_another() -> None:
    version = make_plan()
    make_line(version)
    submit_and_approve(version)
    operations.cancel_version(version=operations.amend(plan=version.plan, reason="Thử", by=SYSTEM), by=SYSTEM)
    assert queries.approved_version(version.plan) == version
    assert operations.amend(plan=version.plan, reason="Lại", by=SYSTEM).number == 3


def test_a_plan_is_closed_once_and_then_takes_no_places_and_no_amendment() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    line = make_line(version, learners=2, quotas={tree.department: 2})
    with pytest.raises(Problem) as caught:
        operations.close_plan(plan=version.plan, on=date(2026, 12, 31), by=SYSTEM)
    assert problem_of(caught) == "plans.nothing_approved"
    submit_and_approve(version)
    operations.take_place(line.line_id, tree.department.pk)
    with pytest.raises(Problem) as caught:
        operations.close_plan(plan=version.plan, on=date(2025, 12, 31), by=SYSTEM)
    assert problem_of(caught) == "plans.closed_before_it_began"
    operations.close_plan(plan=version.plan, on=date(2026, 12, 31), by=planner(tree.root))
    for verb, code in (
        (lambda: operations.close_plan(plan=version.plan, on=date(2026, 12, 31), by=SYSTEM), "plans.closed"),
        (lambda: operations.amend(plan=version.plan, reason="Nữa", by=SYSTEM), "plans.closed"),
        (lambda: operations.take_place(line.line_id, tree.department.pk), "plans.plan_closed_to_places"),
        (
            lambda: operations.attach_basis(plan=version.plan, decision=make_decision(), by=SYSTEM),
            "plans.closed",
        ),
    ):
        with pytest.raises(Problem) as caught:
            verb()
        assert problem_of(caught) == code
    operations.release_place(line.line_id, tree.department.pk)
    assert Quota.objects.get().taken == 0


def test_a_line_under_which_places_are_taken_cannot_be_removed() -> None:
    tree = make_tree()
    first = make_plan(tree.root)
    line = make_line(first, learners=2, quotas={tree.department: 2})
    submit_and_approve(first)
    operations.take_place(line.line_id, tree.department.pk)
    second = operations.amend(plan=first.plan, reason="Bớt", by=SYSTEM)
    with pytest.raises(Problem) as caught:
        operations.remove_line(line=second.terms.get(), by=SYSTEM)
    assert problem_of(caught) == "plans.line_has_taken_places"
    operations.release_place(line.line_id, tree.department.pk)
    operations.remove_line(line=second.terms.get(), by=SYSTEM)
    assert [one.kind for one in queries.differences(planner(), first, second)] == [DifferenceKind.REMOVED]
    assert PlanLine.objects.filter(pk=line.line_id).exists()


def test_a_submitted_plan_waits_for_those_who_may_approve_it() -> None:
    tree = make_tree()
    version = make_plan(tree.department)
    make_line(version)
    operations.submit(version=version, by=SYSTEM)
    waiting = {
        name: [each.matter.subject_id for each in waiting_for(actor, timezone.localdate())]
        for name, actor in {
            "leader": leader(tree.root),
            "own leader": leader(tree.department),
            "another's": leader(tree.commune),
            "planner": planner(tree.root),
        }.items()
    }
    assert waiting == {"leader": [version.pk], "own leader": [version.pk], "another's": [], "planner": []}
    operations.return_for_changes(version=version, reason="Sửa", by=leader(tree.department))
    assert waiting_for(leader(tree.root), timezone.localdate()) == []
    assert queries.returned_to(planner(tree.root)) == [version]
    assert queries.returned_to(leader(tree.root)) == []


def test_a_plan_goes_along_the_steps_the_province_has_set() -> None:
    tree = make_tree()
    own, higher = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.root)
    make_route(at_unit(), above(), start_on=date(2020, 1, 1))
    version = make_plan(tree.department)
    make_line(version)
    operations.submit(version=version, by=planner(tree.department))
    with pytest.raises(Problem, match=r"approvals\.steps_left"):
        operations.approve(version=version, decision=make_decision(), by=own)
    with pytest.raises(Problem, match=r"approvals\.not_your_turn"):
        operations.approve_by(
            version=version, number="1/QĐ", issued_on=date(2026, 1, 5), issuer="UBND", by=higher
        )
    assert not Decision.objects.filter(number="1/QĐ").exists()
    approvals.pass_on(matter=_matter(version), on=timezone.localdate(), by=own)
    operations.approve(version=version, decision=make_decision(), by=higher)
    assert version.state == VersionState.APPROVED
    assert last_matter(MatterKind.PLAN, version.pk).state == MatterState.APPROVED  # type: ignore[union-attr]


def test_a_plan_given_back_to_an_earlier_step_stays_submitted() -> None:
    tree = make_tree()
    own, higher = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.root)
    make_route(at_unit(), above(returns_to=1), start_on=date(2020, 1, 1))
    version = make_plan(tree.department)
    make_line(version)
    operations.submit(version=version, by=SYSTEM)
    approvals.pass_on(matter=_matter(version), on=timezone.localdate(), by=own)
    operations.return_for_changes(version=version, reason="Xem lại kinh phí", by=higher)
    version.refresh_from_db()
    assert (version.state, _matter(version).step) == (VersionState.SUBMITTED, 1)
    operations.return_for_changes(version=version, reason="Bớt một lớp", by=own)
    assert (version.state, version.return_reason) == (VersionState.RETURNED, "Bớt một lớp")
    operations.submit(version=version, by=SYSTEM)
    assert (_matter(version).step, _matter(version).state) == (1, MatterState.WAITING)


def test_a_submitted_plan_is_taken_back_and_submitted_anew() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    make_line(version)
    operations.submit(version=version, by=SYSTEM)
    with pytest.raises(Refused):
        operations.take_back(version=version, by=leader(tree.root))
    operations.take_back(version=version, by=planner(tree.root))
    assert version.state == VersionState.DRAFT
    assert last_matter(MatterKind.PLAN, version.pk).state == MatterState.WITHDRAWN  # type: ignore[union-attr]
    with pytest.raises(Problem, match=r"plans\.wrong_state"):
        operations.take_back(version=version, by=planner(tree.root))
    operations.submit(version=version, by=planner(tree.root))
    operations.approve(version=version, decision=make_decision(), by=leader(tree.root))
    assert version.state == VersionState.APPROVED


def test_a_plan_is_approved_at_a_unit_named_that_otherwise_may_not_read_it() -> None:
    tree = make_tree()
    elsewhere = signer(Role.LEADER, tree.school)
    make_route(named(tree.school), start_on=date(2020, 1, 1))
    version = make_plan(tree.department)
    make_line(version)
    operations.submit(version=version, by=SYSTEM)
    with pytest.raises(NotFound):
        operations.approve(version=version, decision=make_decision(), by=leader(tree.front))
    operations.approve(version=version, decision=make_decision(), by=elsewhere)
    assert version.state == VersionState.APPROVED


def _matter(version: PlanVersion) -> Matter:
    matter = open_matter(MatterKind.PLAN, version.pk)
    assert matter is not None
    return matter
