"""The share at standard on two days, by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import clerk_of
from tests.factories.credentials import make_credential
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person, make_title
from tests.factories.reports import cells, merge_communes, scope
from tests.factories.standards import make_requirement, make_scale
from vun.records.people.models import TitleGroup
from vun.reports.standard_share import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    """Two experts and a chair; the chair and one expert held the level before 2026, the other earns it in May."""
    tree = make_tree()
    levels = make_scale()
    TitleGroup.objects.create(code="leaders", name="Lãnh đạo", order=1)
    TitleGroup.objects.create(code="staff", name="Chuyên môn", order=2)
    chair = make_title("Chủ tịch UBND cấp xã", group="leaders")
    expert = make_title("Chuyên viên", group="staff")
    driver = make_title("Lái xe", group="staff")
    make_requirement(levels[1], scopes=[{"title": chair}, {"title": expert}])
    make_credential(make_person(unit=tree.commune, title=chair), levels[2])
    make_credential(make_person(unit=tree.commune, title=expert), levels[1], date(2026, 5, 4))
    make_credential(make_person(unit=tree.other_commune, title=expert), levels[1])
    make_person(unit=tree.department, title=expert)
    make_person(unit=tree.department, title=driver)
    return tree


def test_titles_stand_under_their_groups_with_both_days(tree: Tree) -> None:
    report = run(scope())

    assert [column.heading for column in report.columns][:3] == [
        "Ngày 01/01/2026: Số người",
        "Ngày 01/01/2026: Đạt chuẩn",
        "Ngày 01/01/2026: Tỷ lệ (%)",
    ]
    full, none = Decimal("100.00"), Decimal("0.00")
    a_third, two_thirds = Decimal("33.33"), Decimal("66.67")
    staff = [3, 1, a_third, 3, 2, two_thirds, two_thirds - a_third]
    assert cells(report) == {
        "Lãnh đạo": [1, 1, full, 1, 1, full, none],
        "- Chủ tịch UBND cấp xã": [1, 1, full, 1, 1, full, none],
        "Chuyên môn": staff,
        "- Chuyên viên": staff,
        "Tổng cộng": [4, 2, Decimal("50.00"), 4, 3, Decimal("75.00"), Decimal("25.00")],
    }


def test_an_officer_counts_only_their_own_people(tree: Tree) -> None:
    total = cells(run(scope(clerk_of(tree.district))))["Tổng cộng"]

    assert total == [3, 2, Decimal("66.67"), 3, 3, Decimal("100.00"), Decimal("33.33")]


def test_a_merged_unit_is_asked_for_in_units_of_now(tree: Tree) -> None:
    merged = merge_communes(tree)
    both = [3, 2, Decimal("66.67"), 3, 3, Decimal("100.00"), Decimal("33.33")]

    assert cells(run(scope(unit=merged, now=True)))["Tổng cộng"] == both
    # In the units of then nobody was in it on the first day.
    assert cells(run(scope(unit=merged)))["Tổng cộng"][:2] == [0, 0]
