"""What is seen of plans, and what they come to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import cadre, clerk_of, leader, planner
from tests.factories.delivery import make_class
from tests.factories.funding import make_source
from tests.factories.orgs import make_tree
from tests.factories.people import make_person
from tests.factories.plans import (
    SYSTEM,
    approved_plan_with_line,
    make_line,
    make_plan,
    submit_and_approve,
)
from tests.factories.sending import make_nomination
from tests.factories.standards import make_programme
from vun.common.errors import NotFound
from vun.records.delivery import operations as delivery
from vun.records.funding import operations as funding
from vun.records.orgs.domain import Block
from vun.records.plans import operations, queries
from vun.records.plans.domain import Sum, TargetOrigin
from vun.records.plans.queries import Consequence, MoneyCheck

pytestmark = pytest.mark.django_db


def test_units_see_their_own_plans_and_the_approved_ones_of_units_above() -> None:
    tree = make_tree()
    draft = make_plan(tree.root, name="Tỉnh, nháp").plan
    approved = make_plan(tree.root, name="Tỉnh, đã duyệt")
    make_line(approved)
    submit_and_approve(approved)
    own = make_plan(tree.commune, name="Xã").plan
    elsewhere = make_plan(tree.department, name="Sở").plan
    assert set(queries.visible_to(clerk_of(tree.commune))) == {approved.plan, own}
    assert set(queries.visible_to(planner(tree.root))) == {draft, approved.plan, own, elsewhere}
    assert set(queries.visible_to(planner(tree.district))) == {approved.plan, own}
    assert set(queries.visible_to(planner())) == {draft, approved.plan, own, elsewhere}
    assert set(queries.visible_to(cadre())) == set()
    for hidden in (draft, elsewhere):
        with pytest.raises(NotFound):
            queries.get_plan(clerk_of(tree.commune), hidden.pk)


def test_units_see_the_approved_plans_that_give_them_a_quota() -> None:
    tree = make_tree()
    version = make_plan(tree.department)
    make_line(version, learners=3, quotas={tree.commune: 3})
    assert set(queries.visible_to(clerk_of(tree.commune))) == set()
    submit_and_approve(version)
    assert set(queries.visible_to(clerk_of(tree.commune))) == {version.plan}
    assert set(queries.visible_to(clerk_of(tree.district))) == {version.plan}
    assert set(queries.visible_to(clerk_of(tree.front))) == set()


def test_units_see_the_approved_plans_whose_classes_they_hold() -> None:
    tree = make_tree()
    version = make_plan(tree.department)
    make_line(version, learners=3, quotas={tree.commune: 3}, host_id=tree.front.pk)
    assert set(queries.visible_to(clerk_of(tree.front))) == set()
    submit_and_approve(version)
    assert set(queries.visible_to(clerk_of(tree.front))) == {version.plan}


def test_the_list_tells_of_each_plan_the_version_its_reader_means() -> None:
    tree = make_tree()
    first = make_plan(tree.root)
    make_line(first, learners=30, classes=2)
    make_line(first, learners=5)
    submit_and_approve(first)
    second = operations.amend(plan=first.plan, reason="Bổ sung", by=SYSTEM)
    make_line(second, learners=10)
    shown = "shown_version", "shown_state", "shown_learners", "shown_classes"
    assert list(queries.plan_list(planner()).values_list(*shown)) == [(second.pk, "draft", 45, 4)]
    assert list(queries.plan_list(clerk_of(tree.commune)).values_list(*shown)) == [
        (first.pk, "approved", 35, 3)
    ]
    empty = make_plan(tree.commune)
    assert list(queries.plan_list(clerk_of(tree.commune)).filter(pk=empty.plan_id).values_list(*shown)) == [
        (empty.pk, "draft", None, None)
    ]
    assert set(queries.editable_versions(planner(tree.root), 2026)) == {second, empty}
    assert list(queries.editable_versions(planner(tree.root), 2027)) == []
    assert list(queries.editable_versions(clerk_of(tree.commune), 2026)) == []


def test_money_of_a_year_puts_budget_and_what_is_asked_side_by_side() -> None:
    source, other = make_source(), make_source()
    funding.set_budget(source=source, year=2026, amount=100, by=SYSTEM)
    approved, drafted = make_plan(), make_plan()
    make_line(approved, budgets={source.code: 120})
    submit_and_approve(approved)
    make_line(drafted, budgets={source.code: 7, other.code: 3})
    found = queries.money_of_year(2026)
    assert [(one.source, one.budget, one.approved, one.drafted, one.left) for one in found] == [
        (source, 100, 120, 7, -20),
        (other, None, 0, 3, None),
    ]


def test_heads_are_counted_in_each_unit_with_those_below_it() -> None:
    tree = make_tree()
    for unit in (tree.department, tree.office, tree.office, tree.commune):
        make_person(unit=unit)
    units = [tree.root.pk, tree.department.pk, tree.office.pk, tree.front.pk]
    assert queries.heads_below(units, date(2026, 1, 1)) == dict(zip(units, [4, 3, 2, 0], strict=True))


def test_of_another_units_plan_only_approved_versions_are_read() -> None:
    tree = make_tree()
    first = make_plan(tree.root)
    line = make_line(first)
    submit_and_approve(first)
    second = operations.amend(plan=first.plan, reason="Bổ sung", by=SYSTEM)
    clerk = clerk_of(tree.commune)
    assert queries.versions_of(clerk, first.plan) == [first]
    assert queries.versions_of(leader(tree.root), first.plan) == [first, second]
    assert queries.get_terms(clerk, line.pk) == line
    with pytest.raises(NotFound):
        queries.get_version(clerk, second.pk)
    with pytest.raises(NotFound):
        queries.get_terms(clerk, second.terms.get().pk)
    assert queries.version_to_show([first, second]) == second
    assert queries.version_to_show([first]) == first


def test_a_unit_reads_the_quotas_in_force_for_the_year() -> None:
    tree = make_tree()
    version = make_plan(tree.root, first_year=2026, last_year=2027)
    make_line(version, learners=6, quotas={tree.department: 4, tree.commune: 2})
    make_line(version, learners=3, year=2027, quotas={tree.department: 3})
    assert list(queries.quotas_for_unit([tree.department.pk], 2026)) == []
    submit_and_approve(version)
    found = queries.quotas_for_unit([tree.department.pk, tree.office.pk], 2026)
    assert [(quota.unit, quota.learners) for quota in found] == [(tree.department, 4)]


def test_a_plan_rolls_up_what_units_below_have_had_approved() -> None:
    tree = make_tree()
    top = make_plan(tree.root, block=Block.STATE)
    make_line(top, learners=100, classes=2)
    department = make_plan(tree.department, parent=top.plan)
    make_line(department, learners=20)
    submit_and_approve(department)
    office = make_plan(tree.office, parent=department.plan)
    make_line(office, learners=5, origin=TargetOrigin.UNIT)
    submit_and_approve(office)
    drafted = make_plan(tree.commune, parent=top.plan)
    make_line(drafted, learners=7)
    found = queries.roll_up(top.plan)
    rows = {row.plan: (row.depth, row.totals and row.totals.whole.learners) for row in found.rows}
    assert found.rows[0].plan == top.plan
    assert rows == {
        top.plan: (0, 100),
        department.plan: (1, 20),
        office.plan: (2, 5),
        drafted.plan: (1, None),
    }
    assert found.totals.whole == Sum(3, 4, 125, 0)
    assert found.totals.by_block == {"state": Sum(1, 2, 100, 0), "": Sum(2, 2, 25, 0)}


def test_rolling_up_and_reading_a_version_cost_the_same_however_many_lines(
    django_assert_num_queries: Any,
) -> None:
    tree = make_tree()
    source = make_source()
    for lines in (3, 30):
        top = make_plan(tree.root)
        child = make_plan(tree.department, parent=top.plan)
        for version in (top, child):
            for _ in range(lines):
                make_line(version, learners=2, quotas={tree.commune: 2}, budgets={source.code: 5})
        with django_assert_num_queries(3):
            assert len(queries.lines_of(top)) == lines
        with django_assert_num_queries(6):
            queries.roll_up(top.plan)


def test_money_asked_for_is_checked_against_what_the_source_has_for_the_year() -> None:
    province, unit = make_source("Ngân sách tỉnh"), make_source("Kinh phí đơn vị")
    funding.set_budget(source=province, year=2026, amount=100, by=SYSTEM)
    other = make_plan()
    make_line(other, budgets={province.code: 30})
    submit_and_approve(other)
    version = make_plan(last_year=2027)
    make_line(version, budgets={province.code: 50, unit.code: 5})
    make_line(version, budgets={province.code: 30})
    make_line(version, year=2027, budgets={province.code: 1})
    checks = queries.check_money(version)
    assert checks == [
        MoneyCheck(2026, province.code, "Ngân sách tỉnh", 80, 30, 100),
        MoneyCheck(2026, unit.code, "Kinh phí đơn vị", 5, 0, None),
        MoneyCheck(2027, province.code, "Ngân sách tỉnh", 1, 0, None),
    ]
    assert [check.shortfall for check in checks] == [10, 5, 1]


def test_the_consequence_of_approval_counts_places_and_units() -> None:
    tree = make_tree()
    source = make_source()
    version = make_plan(tree.root)
    make_line(version, learners=30, quotas={tree.department: 20, tree.commune: 10}, budgets={source.code: 7})
    make_line(version, learners=10, quotas={tree.department: 10})
    assert queries.consequence_of(version) == Consequence(quotas=40, units=2, lines=2, budget=7)


def test_plans_with_an_unknown_id_are_not_found() -> None:
    for reader in (queries.get_plan, queries.get_version, queries.get_terms):
        with pytest.raises(NotFound):
            reader(planner(), 123456)
    assert queries.approved_terms(123456) is None


def test_lines_in_force_are_those_of_the_year_asked_for() -> None:
    version = make_plan(first_year=2026, last_year=2027)
    first = make_line(version)
    second = make_line(version, year=2027)
    submit_and_approve(version)
    assert list(queries.approved_lines(2027)) == [second]
    assert list(queries.approved_lines()) == [first, second]


def test_a_closed_plan_commits_the_money_of_what_was_held_under_it_everywhere_alike() -> None:
    source = make_source()
    funding.set_budget(source=source, year=2026, amount=1_000, by=SYSTEM)
    version = make_plan()
    held = make_line(version, classes=3, budgets={source.code: 100})
    make_line(version, budgets={source.code: 400})
    submit_and_approve(version)
    for _ in range(2):
        training_class = make_class(make_programme(), line=held.line)
    abroad = approved_plan_with_line(quota=4, classes=0, budgets={source.code: 40})
    make_nomination(abroad)
    assert committed_in(source.code) == (540, 540)
    for plan in (version.plan, abroad.plan):
        operations.close_plan(plan=plan, on=date(2026, 7, 1), by=SYSTEM)
    # two classes of three of 100, and one place of four of 40
    assert committed_in(source.code) == (77, 77)
    delivery.cancel_class(training_class=training_class, reason="Thôi", on=date(2026, 7, 2), by=SYSTEM)
    assert committed_in(source.code) == (44, 44)


def committed_in(source_code: str) -> tuple[int, int]:
    """What is committed of the source in 2026 as funds show it, and as the approval of another plan does."""
    version = make_plan()
    make_line(version, budgets={source_code: 1})
    (check,) = queries.check_money(version)
    operations.cancel_version(version=version, by=SYSTEM)
    (row,) = [each for each in queries.money_of_year(2026) if each.source.pk == source_code]
    return row.approved, check.planned_elsewhere
