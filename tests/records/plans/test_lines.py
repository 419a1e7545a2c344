"""Lines, money and quotas of a version being edited."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.funding import make_source
from tests.factories.orgs import make_tree
from tests.factories.plans import SYSTEM, make_decision, make_line, make_plan, make_terms
from tests.factories.standards import make_programme
from vun.common.errors import NotFound, Problem, Refused
from vun.records.audit.models import AuditEntry
from vun.records.orgs.domain import Block
from vun.records.plans import operations, queries
from vun.records.plans.domain import LineState, QuotaGridProblem
from vun.records.plans.models import Plan, PlanLine, Quota
from vun.records.registers.models import DecisionBasis
from vun.records.standards.domain import StudyMode, StudyPlace

pytestmark = pytest.mark.django_db


def refused_as(code: str, field: str | None, verb: Any, /, **arguments: Any) -> None:
    with pytest.raises(Problem) as caught:
        verb(**arguments)
    assert (caught.value.code, caught.value.field) == (code, field)


def quotas_of(line: Any) -> dict[int, int]:
    return dict(Quota.objects.filter(terms=line).values_list("unit_id", "learners"))


def test_a_plan_is_drafted_with_a_first_version() -> None:
    tree = make_tree()
    version = operations.draft_plan(
        code=" KH-2026 ",
        name="Kế hoạch  đào tạo 2026",
        unit=tree.root,
        block=Block.STATE,
        first_year=2026,
        last_year=2030,
        theme="Chuyển đổi số",
        by=planner(tree.root),
    )
    plan = version.plan
    assert (plan.code, plan.name, plan.block, plan.theme) == (
        "KH-2026",
        "Kế hoạch đào tạo 2026",
        "state",
        "Chuyển đổi số",
    )
    assert (plan.first_year, plan.last_year, version.number, version.state) == (2026, 2030, 1, "draft")


def test_plans_that_cannot_be_drafted_name_the_field() -> None:
    tree = make_tree()
    above = make_plan(tree.department, first_year=2026).plan
    known: dict[str, Any] = {
        "code": "KH",
        "name": "Kế hoạch",
        "unit": tree.commune,
        "first_year": 2026,
        "by": SYSTEM,
    }
    for code, field, change in (
        ("plans.name_missing", "name", {"name": " "}),
        ("plans.code_missing", "code", {"code": ""}),
        ("plans.code_in_use", "code", {"code": above.code}),
        ("plans.year_unknown", "first_year", {"first_year": 1899}),
        ("plans.years_out_of_order", "last_year", {"last_year": 2025}),
        ("plans.too_many_years", "last_year", {"last_year": 2036}),
        ("plans.parent_not_above", "parent", {"parent": above}),
        ("plans.parent_years_differ", "parent", {"unit": tree.office, "parent": above, "last_year": 2027}),
    ):
        refused_as(code, field, operations.draft_plan, **known | change)
    assert Plan.objects.count() == 1


def test_a_plan_cannot_roll_up_into_one_that_rolls_up_into_it() -> None:
    tree = make_tree()
    parent = make_plan(tree.root).plan
    child = make_plan(tree.root, parent=parent).plan
    for below in (child, parent):
        refused_as(
            "plans.parent_is_below",
            "parent",
            operations.change_plan,
            plan=parent,
            name="Khác",
            theme="",
            parent=below,
            by=SYSTEM,
        )


def test_lines_are_numbered_once_and_keep_their_number() -> None:
    version = make_plan()
    programme = make_programme("Trung cấp lý luận chính trị")
    first = make_line(version, title="", programme_id=programme.pk)
    second = make_line(version)
    assert [(line.line.number, line.title) for line in (first, second)] == [
        (1, "Trung cấp lý luận chính trị"),
        (2, "Bồi dưỡng lãnh đạo cấp phòng"),
    ]
    operations.remove_line(line=first, by=SYSTEM)
    assert make_line(version).line.number == 3
    assert PlanLine.objects.count() == 2


def test_a_line_says_what_it_was_told_and_its_change_is_audited_field_by_field() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    terms = make_terms(
        first_month=3,
        last_month=5,
        mode=StudyMode.PART_TIME,
        place=StudyPlace.IN_COUNTRY,
        venue="Hội trường lớn",
        host_id=tree.school.pk,
        partner="Học viện Hành chính",
        audience_text="Trưởng phòng, phó trưởng phòng",
    )
    line = operations.add_line(version=version, terms=terms, by=planner(tree.root))
    assert queries.lines_of(version) == [LineState(1, terms)]
    operations.change_line(line=line, terms=make_terms(learners=45), by=planner(tree.root))
    assert queries.lines_of(version) == [LineState(1, make_terms(learners=45))]
    entry = AuditEntry.objects.get(action="plan_line.changed")
    assert (entry.before["learners"], entry.after["learners"]) == (40, 45)
    assert entry.before["first_month"] == 3
    assert "year" not in entry.before


def test_a_line_for_several_years_is_split_evenly_and_adds_up() -> None:
    version = make_plan(first_year=2026, last_year=2030)
    lines = operations.add_line_over_years(
        version=version, terms=make_terms(learners=97, classes=3), years=range(2026, 2031), by=SYSTEM
    )
    assert [(line.year, line.learners, line.classes) for line in lines] == [
        (2026, 20, 1),
        (2027, 20, 1),
        (2028, 19, 1),
        (2029, 19, 0),
        (2030, 19, 0),
    ]


def test_learners_cannot_fall_below_the_quotas_given() -> None:
    tree = make_tree()
    line = make_line(make_plan(tree.root), learners=10, quotas={tree.department: 8})
    refused_as(
        "plans.learners_below_quotas",
        "learners",
        operations.change_line,
        line=line,
        terms=make_terms(learners=7),
        by=SYSTEM,
    )


def test_only_a_planner_of_the_unit_edits_and_others_see_nothing_of_a_draft() -> None:
    tree = make_tree()
    version = make_plan(tree.department)
    with pytest.raises(Refused):
        operations.add_line(version=version, terms=make_terms(), by=clerk_of(tree.department))
    with pytest.raises(NotFound):
        operations.add_line(version=version, terms=make_terms(), by=planner(tree.commune))


def test_the_money_of_a_line_is_given_by_source() -> None:
    first, second = make_source(), make_source()
    line = make_line(make_plan(), budgets={first.code: 5_000_000, second.code: 1_000_000})
    operations.set_line_budgets(line=line, amounts={first.code: 0, second.code: 2_000_000}, by=SYSTEM)
    assert queries.lines_of(line.version)[0].budgets == ((second.code, 2_000_000),)
    for code, amounts in (
        ("plans.source_unknown", {"nowhere": 1}),
        ("plans.amount_below_zero", {first.code: -1}),
        ("plans.number_too_large", {first.code: 10**15 + 1}),
    ):
        (source,) = amounts
        refused_as(
            code, f"budget_{source}", operations.set_line_budgets, line=line, amounts=amounts, by=SYSTEM
        )


def test_quotas_are_set_changed_and_taken_away() -> None:
    tree = make_tree()
    line = make_line(make_plan(tree.root), learners=10)
    for unit, learners in ((tree.department, 6), (tree.commune, 4), (tree.department, 5)):
        operations.set_quota(line=line, unit=unit, learners=learners, by=SYSTEM)
    assert quotas_of(line) == {tree.department.pk: 5, tree.commune.pk: 4}
    operations.set_quota(line=line, unit=tree.commune, learners=0, by=SYSTEM)
    assert quotas_of(line) == {tree.department.pk: 5}
    refused_as(
        "plans.quotas_exceed_line",
        "quotas",
        operations.set_quota,
        line=line,
        unit=tree.commune,
        learners=6,
        by=SYSTEM,
    )
    refused_as(
        "plans.quota_below_zero",
        "quotas",
        operations.set_quota,
        line=line,
        unit=tree.commune,
        learners=-1,
        by=SYSTEM,
    )


def test_a_grid_of_quotas_is_kept_whole_or_not_at_all_and_tells_what_is_wrong_line_by_line() -> None:
    tree = make_tree()
    version = make_plan(tree.root)
    first = make_line(version, learners=10, quotas={tree.school: 1})
    second, third = make_line(version, learners=5), make_line(version, learners=5)
    department, commune = tree.department.pk, tree.commune.pk
    with pytest.raises(QuotaGridProblem) as caught:
        operations.set_quota_grid(
            version=version,
            grid={
                first.pk: {department: 9, commune: 1},
                second.pk: {department: 5},
                third.pk: {department: 6},
            },
            by=SYSTEM,
        )
    assert {key: problem.params["excess"] for key, problem in caught.value.by_line.items()} == {
        first.pk: 1,
        third.pk: 1,
    }
    assert quotas_of(second) == {}
    operations.set_quota_grid(
        version=version, grid={first.pk: {department: 8, commune: 1}, second.pk: {department: 5}}, by=SYSTEM
    )
    assert quotas_of(first) == {department: 8, commune: 1, tree.school.pk: 1}
    assert quotas_of(second) == {department: 5}
    other = make_line(make_plan(tree.root))
    refused_as(
        "plans.line_of_other_version",
        None,
        operations.set_quota_grid,
        version=version,
        grid={other.pk: {department: 1}},
        by=SYSTEM,
    )


def test_spreading_fills_the_line_in_proportion_and_drops_who_has_no_weight() -> None:
    tree = make_tree()
    line = make_line(make_plan(tree.root), learners=10, quotas={tree.school: 3})
    weights = {tree.department.pk: 30, tree.commune.pk: 10}
    shares = operations.spread_quota(line=line, weights=weights, by=planner(tree.root))
    assert shares == quotas_of(line) == {tree.department.pk: 8, tree.commune.pk: 2}


def test_bases_are_shown_with_what_they_rest_on_themselves() -> None:
    plan = make_plan().plan
    law, decree, scheme = (
        make_decision(number, issued_on=date(2019 + year, 1, 1))
        for year, number in enumerate(("Luật", "NĐ", "ĐA"))
    )
    DecisionBasis.objects.create(decision=decree, basis=law, order=1)
    DecisionBasis.objects.create(decision=scheme, basis=decree, order=1)
    for _ in range(2):
        operations.attach_basis(plan=plan, decision=scheme, by=SYSTEM)
    assert [(one.decision, one.depth) for one in queries.basis_chain(plan)] == [
        (scheme, 0),
        (decree, 1),
        (law, 2),
    ]
    operations.detach_basis(plan=plan, decision=scheme, by=SYSTEM)
    assert queries.basis_chain(plan) == []
    assert list(
        AuditEntry.objects.filter(action__startswith="plan.basis")
        .order_by("id")
        .values_list("action", flat=True)
    ) == ["plan.basis_attached", "plan.basis_detached"]
