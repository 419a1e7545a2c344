"""A report on its way to being signed, in the steps the province has set."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.accounts import leader, planner
from tests.factories.approvals import above, at_unit, make_route, signer
from tests.factories.orgs import Tree, make_tree
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts.domain import Role
from vun.records.approvals import operations as approvals
from vun.records.approvals.domain import MatterKind, MatterState
from vun.records.approvals.models import Matter
from vun.records.approvals.queries import last_matter
from vun.records.publishing import operations, queries
from vun.records.publishing.domain import CheckedRelation, Frozen, Holding, unpacked
from vun.records.publishing.models import SignedReport, SubmittedReport

pytestmark = pytest.mark.django_db
DIFFERS = CheckedRelation("Tổng bằng các dòng", "[I/c1] = [II/c1]", Holding.DIFFERS, "9", "8")
EXPLAINED = {DIFFERS.name: "Một người chưa xếp đơn vị"}


def frozen(unit_id: int | None, **columns: Any) -> Frozen:
    values = {
        "name": "bieu-10-btctw",
        "title": "Biểu 10",
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 12, 31),
        "definition": {"name": "bieu-10-btctw"},
        "scope": {"units": "then"},
        "figures": {"rows": [1, 2]},
        "facts": {"I/c1": [4, 5]},
        "relations": (DIFFERS,),
    }
    return Frozen(unit_id=unit_id, **values | columns)


def two_steps(tree: Tree) -> tuple[Actor, Actor]:
    make_route(
        at_unit("Lãnh đạo sở"),
        above("Lãnh đạo tỉnh"),
        kind=MatterKind.REPORT,
        start_on=date(2020, 1, 1),
    )
    return signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.root)


def submitted(tree: Tree, **columns: Any) -> SubmittedReport:
    return operations.submit_report(
        frozen=frozen(tree.department.pk, **columns), explanations=EXPLAINED, by=planner()
    )


def matter_of(report: SubmittedReport) -> Matter:
    matter = last_matter(MatterKind.REPORT, report.pk)
    assert matter is not None
    return matter


def test_a_report_is_sealed_as_it_was_submitted_with_the_last_signature() -> None:
    tree = make_tree()
    own, province = two_steps(tree)
    report = submitted(tree)
    with pytest.raises(Problem, match=r"approvals\.steps_left"):
        operations.sign_submitted(report=report, by=own)
    approvals.pass_on(matter=matter_of(report), on=timezone.localdate(), by=own)
    signed = operations.sign_submitted(report=report, by=province)
    signed.refresh_from_db()
    assert (signed.seal(), signed.signed_by) == (signed.digest, province.name)
    assert (signed.figures, unpacked(signed.facts)) == ({"rows": [1, 2]}, {"I/c1": [4, 5]})
    assert signed.relations[0]["explanation"] == EXPLAINED[DIFFERS.name]
    report.refresh_from_db()
    assert (report.signed, matter_of(report).state) == (signed, MatterState.APPROVED)
    with pytest.raises(NotFound):
        operations.sign_submitted(report=report, by=province)
    assert SignedReport.objects.count() == 1


def test_a_report_that_goes_by_steps_is_not_signed_by_one_alone() -> None:
    tree = make_tree()
    two_steps(tree)
    with pytest.raises(Problem, match=r"approvals\.goes_by_steps"):
        operations.sign(frozen=frozen(tree.department.pk), explanations=EXPLAINED, by=leader())
    with pytest.raises(Refused):
        operations.sign(frozen=frozen(tree.department.pk), explanations=EXPLAINED, by=planner())
    assert not SignedReport.objects.exists()


def test_where_one_signature_is_enough_a_report_may_still_be_submitted() -> None:
    tree = make_tree()
    report = operations.submit_report(frozen=frozen(None), explanations=EXPLAINED, by=planner())
    assert matter_of(report).unit == tree.root
    with pytest.raises(Refused):
        operations.sign_submitted(report=report, by=leader(tree.department))
    assert operations.sign_submitted(report=report, by=leader()).unit is None


def test_a_report_given_back_is_submitted_anew_and_not_twice_at_once() -> None:
    tree = make_tree()
    own, _ = two_steps(tree)
    first = submitted(tree)
    with pytest.raises(Problem, match=r"publishing\.submitted_already"):
        submitted(tree)
    operations.give_back(report=first, reason="Sai số lớp", by=own)
    assert matter_of(first).state == MatterState.RETURNED
    second = submitted(tree, figures={"rows": [3]})
    assert [matter_of(one).state for one in (first, second)] == [
        MatterState.WITHDRAWN,
        MatterState.WAITING,
    ]


def test_a_report_turned_down_is_over_and_another_may_be_submitted() -> None:
    tree = make_tree()
    own, above = two_steps(tree)
    first = submitted(tree)
    with pytest.raises(Problem, match=r"approvals\.reason_needed"):
        operations.turn_down(report=first, reason=" ", by=own)
    with pytest.raises((Problem, Refused)):
        operations.turn_down(report=first, reason="Trùng", by=above)
    operations.turn_down(report=first, reason="Trùng báo cáo quý", by=own)
    assert matter_of(first).state == MatterState.REJECTED
    assert matter_of(submitted(tree)).state == MatterState.WAITING
    assert matter_of(first).state == MatterState.REJECTED


def test_a_report_not_explained_is_not_submitted_and_not_by_whoever_does_not_write_reports() -> None:
    tree = make_tree()
    with pytest.raises(Problem, match=r"publishing\.not_explained"):
        operations.submit_report(frozen=frozen(tree.department.pk), explanations={}, by=planner())
    with pytest.raises(Refused):
        operations.submit_report(
            frozen=frozen(tree.department.pk), explanations=EXPLAINED, by=signer(Role.INSPECTOR, tree.root)
        )
    report = submitted(tree)
    assert queries.get_submitted(planner(tree.department), report.pk) == report
    with pytest.raises(NotFound):
        queries.get_submitted(planner(tree.front), report.pk)
