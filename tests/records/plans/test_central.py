"""What the centre gives the province: its lines never ask for more, and it is never cut below what they use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import make_unit
from tests.factories.plans import SYSTEM, make_decision, make_line, make_plan, submit_and_approve
from tests.factories.problems import problem
from tests.records.plans.test_places import at_once
from vun.common.errors import Refused
from vun.records.plans import operations, queries
from vun.records.plans.domain import TargetOrigin
from vun.records.plans.models import CentralQuota, CentralQuotaChange

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 12)


def given(learners: int = 30, name: str = "Cao cấp lý luận chính trị") -> CentralQuota:
    """What an academy lets the province send in 2026."""
    return operations.record_central_quota(
        year=2026, name=name, issuer="Học viện Chính trị", learners=learners, on=ON, by=planner()
    )


def drawn(quota: CentralQuota) -> int:
    quota.refresh_from_db()
    return quota.passed_on


def test_lines_in_force_draw_on_what_the_centre_gave() -> None:
    quota, version = given(30), make_plan()
    line = make_line(version, learners=20, origin=TargetOrigin.CENTRAL, central_id=quota.pk)
    assert drawn(quota) == 0
    with problem("plans.central_exceeded", "learners"):
        make_line(version, learners=11, origin=TargetOrigin.CENTRAL, central_id=quota.pk)
    submit_and_approve(version)
    assert drawn(quota) == 20
    amended = operations.amend(plan=version.plan, reason="Giảm", by=SYSTEM)
    terms = amended.terms.get()
    said = queries.line_state(terms).terms
    with problem("plans.central_exceeded", "learners"):
        operations.change_line(line=terms, terms=replace(said, learners=31), by=SYSTEM)
    operations.change_line(line=terms, terms=replace(said, learners=25), by=SYSTEM)
    submit_and_approve(amended)
    assert (drawn(quota), line.learners) == (25, 20)


def test_what_the_centre_gave_is_changed_with_a_history_and_never_below_what_is_used() -> None:
    quota, version = given(30), make_plan()
    make_line(version, learners=20, origin=TargetOrigin.CENTRAL, central_id=quota.pk)
    submit_and_approve(version)
    decision = make_decision()
    with problem("plans.central_below_used", "learners"):
        operations.change_central_quota(quota=quota, learners=19, reason="Cắt", on=ON, by=planner())
    with problem("plans.reason_needed", "reason"):
        operations.change_central_quota(quota=quota, learners=22, reason=" ", on=ON, by=planner())
    operations.change_central_quota(
        quota=quota, learners=22, reason="Trả lại 8", decision=decision, on=ON, by=planner()
    )
    changes = CentralQuotaChange.objects.order_by("pk")
    assert list(changes.values_list("before", "learners", "reason", "decision")) == [
        (0, 30, "", None),
        (30, 22, "Trả lại 8", decision.pk),
    ]


def test_what_does_not_hold_is_said() -> None:
    quota = given()
    for code, field, changes in [
        ("plans.central_name_missing", "name", {"name": " "}),
        ("plans.central_issuer_missing", "issuer", {"issuer": ""}),
        ("plans.no_places_named", "learners", {"learners": 0}),
        ("plans.central_recorded_already", "name", {}),
    ]:
        said = {"year": 2026, "name": quota.name, "issuer": quota.issuer, "learners": 5} | changes
        with problem(code, field):
            operations.record_central_quota(**said, on=ON, by=planner())
    version = make_plan(last_year=2027)
    with problem("plans.central_of_other_origin", "central_id"):
        make_line(version, central_id=quota.pk)
    with problem("plans.central_of_other_year", "central_id"):
        make_line(version, year=2027, origin=TargetOrigin.CENTRAL, central_id=quota.pk)
    for act in (
        lambda by: operations.record_central_quota(
            year=2026, name="Khác", issuer="Bộ", learners=1, on=ON, by=by
        ),
        lambda by: operations.change_central_quota(quota=quota, learners=9, reason="x", on=ON, by=by),
    ):
        for nobody in (clerk_of(make_unit()), planner(make_unit())):
            with pytest.raises(Refused):
                act(nobody)


@pytest.mark.django_db(transaction=True)
def test_of_two_plans_approved_at_once_one_finds_the_centre_exhausted() -> None:
    quota = given(30)
    versions = []
    for _ in range(2):
        version = make_plan()
        make_line(version, learners=20, origin=TargetOrigin.CENTRAL, central_id=quota.pk)
        operations.submit(version=version, by=SYSTEM)
        versions.append((version, make_decision()))
    outcomes = at_once(
        *[
            lambda version=version, decision=decision: (
                operations.approve(version=version, decision=decision, by=SYSTEM) and None
            )
            for version, decision in versions
        ]
    )
    assert outcomes == {"done": 1, "plans.central_exceeded": 1}
    assert drawn(quota) == 20


def test_a_line_may_draw_on_the_centre_for_a_part_of_its_learners() -> None:
    quota, version = given(30), make_plan()
    partly = {"origin": TargetOrigin.CENTRAL, "central_id": quota.pk}
    mixed = make_line(version, learners=40, central_learners=25, **partly)
    make_line(version, learners=5, **partly)
    with problem("plans.central_exceeded", "central_learners"):
        make_line(version, learners=9, central_learners=1, **partly)
    submit_and_approve(version)
    assert drawn(quota) == 30
    amended = operations.amend(plan=version.plan, reason="Giảm", by=SYSTEM)
    terms = amended.terms.get(line=mixed.line)
    said = queries.line_state(terms).terms
    assert said.central_learners == 25
    for code, wrong in [
        ("plans.central_share_out_of_range", {"central_learners": 41}),
        ("plans.central_share_out_of_range", {"central_learners": 0}),
        ("plans.central_share_of_nothing", {"central_id": None, "origin": TargetOrigin.PROVINCE}),
    ]:
        with problem(code, "central_learners"):
            operations.change_line(line=terms, terms=replace(said, **wrong), by=SYSTEM)
    operations.change_line(line=terms, terms=replace(said, central_learners=10), by=SYSTEM)
    submit_and_approve(amended)
    assert drawn(quota) == 15
