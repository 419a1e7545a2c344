"""Units as of a day and within an actor's scope."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, outsider, planner
from tests.factories.orgs import TESTS, make_tree, make_unit
from vun.common.errors import NotFound
from vun.records.orgs import operations, queries
from vun.records.orgs.domain import Block, NewUnit, UnitLevel
from vun.records.orgs.models import Unit

pytestmark = pytest.mark.django_db

BEFORE, MARCH, JULY = date(2024, 6, 1), date(2025, 3, 1), date(2025, 7, 1)


def reached(unit: Unit, on: date) -> frozenset[int]:
    """The ids of what a grant on the unit reaches."""
    return queries.scopes_of([unit.pk], on)[unit.pk]


def test_the_tree_stands_in_the_order_of_protocol() -> None:
    make_tree()
    assert [(node.unit.name, node.depth, node.children) for node in queries.tree(planner(), MARCH)] == [
        ("Tỉnh Mẫu Sơn", 0, 5),
        ("Tỉnh uỷ", 1, 0),
        ("Sở Nội vụ", 1, 1),
        ("Văn phòng Sở Nội vụ", 2, 0),
        ("Hội Nông dân tỉnh", 1, 0),
        ("Trường Chính trị", 1, 0),
        ("Huyện Tràng Định", 1, 2),
        ("Xã Đại Đồng", 2, 0),
        ("Xã Quốc Khánh", 2, 0),
    ]


def test_a_clerk_sees_the_subtree_and_nothing_beside() -> None:
    tree = make_tree()
    clerk = clerk_of(tree.district)
    assert [node.unit.code for node in queries.tree(clerk, MARCH)] == ["TD", "DD", "QK"]
    assert set(queries.visible_to(clerk, MARCH)) == {tree.district, tree.commune, tree.other_commune}
    assert list(queries.visible_to(outsider(), MARCH)) == []
    assert queries.get_visible_unit(clerk, tree.commune.pk) == tree.commune
    for unknown in (tree.party.pk, 999_999):
        with pytest.raises(NotFound):
            queries.get_visible_unit(clerk, unknown)
    assert queries.search(clerk, "tinh uy", 5) == []


@pytest.mark.parametrize("units", [3, 30])
def test_tree_and_scope_cost_the_same_with_thirty_units(
    units: int, django_assert_num_queries: object
) -> None:
    tree = make_tree()
    for _ in range(units):
        make_unit(parent=tree.office)
    actor = clerk_of(tree.department)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(queries.tree(actor, MARCH)) == units + 2
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(list(queries.below(tree.department.pk, MARCH))) == units + 2
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(reached(tree.department, MARCH)) == units + 2
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.successors_now([tree.office.pk], MARCH)
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.names_on([tree.office.pk, tree.root.pk], MARCH)
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.ancestors(tree.office.pk, MARCH)


def test_a_grant_reaches_what_was_merged_into_its_subtree() -> None:
    tree = make_tree()
    merged = operations.merge(
        units=[tree.commune, tree.other_commune],
        into=NewUnit("X", "Xã Thất Khê", UnitLevel.COMMUNE, Block.STATE, tree.root.pk),
        on=JULY,
        by=TESTS,
    )
    both = {tree.commune.pk, tree.other_commune.pk}
    assert reached(merged, JULY) == {merged.pk} | both
    assert reached(tree.district, JULY) == {tree.district.pk}
    assert reached(tree.district, MARCH) == {tree.district.pk} | both
    # Established later, the merged commune already belongs where it will hang.
    assert reached(tree.root, MARCH) >= {merged.pk}


def test_a_grant_reaches_a_dissolved_unit_where_it_last_hung_and_not_one_that_moved_away() -> None:
    tree = make_tree()
    other = make_unit("Phòng Pháp chế", parent=tree.department, code="PC")
    operations.move(unit=other, parent=tree.party, on=BEFORE, by=TESTS)
    operations.dissolve(unit=tree.office, on=MARCH, by=TESTS)
    assert reached(tree.department, JULY) == {tree.department.pk, tree.office.pk}


def test_a_unit_without_a_state_on_the_day_goes_by_its_nearest_name() -> None:
    tree = make_tree()
    operations.rename(unit=tree.office, name="Văn phòng", on=MARCH, by=TESTS)
    operations.dissolve(unit=tree.office, on=JULY, by=TESTS)
    long_before, after = date(1990, 1, 1), date(2026, 1, 1)
    assert queries.names_on([tree.office.pk], long_before) == {tree.office.pk: "Văn phòng Sở Nội vụ"}
    assert queries.names_on([tree.office.pk], after) == {tree.office.pk: "Văn phòng"}
    assert queries.nearest_state(tree.office.pk, after).name == "Văn phòng"


def test_unknown_units_are_not_found() -> None:
    for ask in (
        lambda: queries.get_unit("none"),
        lambda: queries.unit_by_id(999),
        lambda: queries.root_unit(),
        lambda: queries.nearest_state(999, MARCH),
    ):
        with pytest.raises(NotFound):
            ask()
