"""Posts before and after, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, registrar_of
from tests.factories.delivery import class_row
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM
from tests.factories.reports import cells, merge_communes, scope
from tests.factories.standards import make_programme
from vun.records.delivery.domain import LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.orgs.models import Unit
from vun.records.outcomes.domain import PlacementGroup, PlacementRow
from vun.records.outcomes.operations import load_placements
from vun.records.people.domain import StaffKind
from vun.records.standards.domain import Branch
from vun.reports.placement import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    """Five who finished training in 2026: four of the reserve, one not followed up yet, and one in a commune post."""
    tree = make_tree()
    reserve = make_title("Cán bộ nguồn", kind=StaffKind.RESERVE_CADRE)
    officer = make_title("Công chức cấp xã", kind=StaffKind.COMMUNE_CIVIL_SERVANT)

    def learner(unit: Unit, title: object) -> LearnerRow:
        return LearnerRow(make_person(unit=unit, title=title).pk)  # type: ignore[arg-type]

    [loaded] = load_history(
        rows=[
            class_row(
                make_programme(branch=Branch.TRAINING),
                tree.school,
                [
                    learner(tree.commune, reserve),
                    learner(tree.commune, reserve),
                    learner(tree.other_commune, officer),
                    learner(tree.department, reserve),
                    learner(tree.other_commune, reserve),
                ],
                start_on=date(2025, 3, 3),
                end_on=date(2026, 2, 27),
            )
        ],
        by=SYSTEM,
    )
    first, second, third, _, fifth = loaded.enrolment_ids
    load_placements(
        rows=[
            PlacementRow(first, PlacementGroup.COMMUNE_CIVIL_SERVANT, date(2026, 4, 1)),
            PlacementRow(second, PlacementGroup.DECLINED, date(2026, 4, 1)),
            PlacementRow(third, PlacementGroup.COMMUNE_CADRE, date(2026, 4, 1)),
            PlacementRow(fifth, PlacementGroup.RESERVE_CADRE, date(2026, 4, 1)),
        ],
        by=SYSTEM,
    )
    return tree


def test_rows_and_columns_add_up_to_the_same_people(tree: Tree) -> None:
    report = run(scope())

    assert [column.label for column in report.columns] == [
        "Cán bộ cấp xã",
        "Công chức cấp xã",
        "Cán bộ nguồn",
        "Được bố trí nhưng không nhận",
        "Chưa ghi nhận",
        "Tổng cộng",
    ]
    assert cells(report) == {
        "Công chức cấp xã": [1, 0, 0, 0, 0, 1],
        "Cán bộ nguồn": [0, 1, 1, 1, 1, 4],
        "Tổng cộng": [1, 1, 1, 1, 1, 5],
    }
    # Whoever is still in the reserve is not placed.
    assert report.notes[0].startswith("Tỷ lệ được bố trí: 40,00 % (2 trên 5).")


def test_only_people_of_units_in_scope_count_wherever_they_studied(tree: Tree) -> None:
    assert cells(run(scope(clerk_of(tree.department)))) == {"Cán bộ nguồn": [1, 1], "Tổng cộng": [1, 1]}
    # A registrar of the school may see its learners elsewhere, but reports are about the people of one's own units.
    assert cells(run(scope(registrar_of(tree.school)))) == {"Tổng cộng": [0]}


def test_a_merger_moves_people_into_the_unit_of_now(tree: Tree) -> None:
    before = cells(run(scope()))
    merged = merge_communes(tree)

    assert cells(run(scope(now=True))) == before
    assert cells(run(scope(unit=merged, now=True)))["Tổng cộng"] == [1, 1, 1, 1, 4]
    assert cells(run(scope(unit=merged))) == {"Tổng cộng": [0]}
