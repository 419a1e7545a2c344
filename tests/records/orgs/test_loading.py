"""Many units with their history at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.factories.orgs import TESTS
from vun.common.errors import Problem
from vun.records.orgs import operations, queries
from vun.records.orgs.domain import Block, ChangeKind, ChangeRow, UnitLevel, UnitRow, Zone, ancestry
from vun.records.orgs.models import Unit, UnitAncestor, UnitSuccession
from vun.records.orgs.operations.states import all_spans

pytestmark = pytest.mark.django_db

OLD, MARCH, JULY = date(2000, 1, 1), date(2025, 3, 1), date(2025, 7, 1)


def row(code: str, parent: str | None, **more: object) -> UnitRow:
    values = {"level": UnitLevel.PROVINCE, "block": Block.STATE, "start_on": OLD, "name": f"Đơn vị {code}"}
    return UnitRow(code=code, parent=parent, **values | more)  # type: ignore[arg-type]


def test_a_load_says_the_same_as_the_changes_one_by_one() -> None:
    rows = [
        row("R", None),
        row("A", "R", end_on=MARCH, successors=("C",)),
        row("B", "R", end_on=MARCH, successors=("C", "D")),
        row("C", "R", start_on=MARCH),
        row("D", "R", zone=Zone.II),
        row("K", "A", name="Chi cục", short_name="CC"),
    ]
    changes = [
        ChangeRow(ChangeKind.MERGED, MARCH, units=("A", "B"), into=("C",)),
        ChangeRow(ChangeKind.MOVED, MARCH, units=("K",), into=("K",), parent="C"),
        ChangeRow(ChangeKind.RENAMED, JULY, units=("K",), into=("K",), name="Chi cục mới"),
    ]
    units = operations.load_units(rows, changes, by=TESTS)
    assert [(s.name, s.parent, s.start_on, s.end_on) for s in queries.states_of(units["K"].pk)] == [
        ("Chi cục", units["A"], OLD, MARCH),
        ("Chi cục", units["C"], MARCH, JULY),
        ("Chi cục mới", units["C"], JULY, None),
    ]
    assert set(
        UnitSuccession.objects.values_list("predecessor__code", "successor__code", "is_main", "change__kind")
    ) == {
        ("A", "C", True, "merged"),
        ("B", "C", True, "merged"),
        ("B", "D", False, "dissolved"),
    }
    assert queries.successors_now([units["B"].pk], JULY) == {units["B"].pk: units["C"].pk}
    stored = set(UnitAncestor.objects.values_list("unit_id", "ancestor_id", "depth", "start_on", "end_on"))
    assert stored == {
        (link.unit_id, link.ancestor_id, link.depth, link.period.start, link.period.end)
        for link in ancestry(all_spans())
    }
    assert Unit.objects.get(code="K").search_key == "chi cuc moi|chi cuc|cc|k"
    assert queries.nearest_state(units["D"].pk, JULY).zone == "II"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row("R", None), row("R", None)], "orgs.code_taken"),
        ([row("R", "nowhere")], "orgs.code_unknown"),
        ([row("A", "B"), row("B", "A")], "orgs.cycle"),
        ([row("R", None, start_on=JULY), row("A", "R")], "orgs.not_yet_established"),
        ([row("R", None, end_on=JULY), row("A", "R")], "orgs.already_ended"),
        ([row("R", None), row("A", "R", successors=("R",))], "orgs.successor_without_end"),
    ],
)
def test_a_load_that_cannot_be_true_is_refused_whole(rows: list[UnitRow], code: str) -> None:
    with pytest.raises(Problem) as caught:
        operations.load_units(rows, by=TESTS)
    assert caught.value.code == code
    assert not Unit.objects.exists()


def test_the_size_of_a_load_does_not_change_how_often_the_database_is_asked(
    django_assert_max_num_queries: object,
) -> None:
    rows = [row("R", None), *(row(f"U{number}", "R") for number in range(400))]
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        operations.load_units(rows, by=TESTS)


def test_the_province_of_the_samples_can_be_loaded() -> None:
    """The data files and the loader agree on what the keys mean."""
    folder = Path(__file__).parents[3] / "src" / "vun" / "samples" / "data"
    parts = [
        yaml.safe_load((folder / f"lang_son_{name}.yaml").read_text("utf-8")) for name in ("bodies", "units")
    ]
    rows = [
        UnitRow(
            code=unit["code"],
            name=unit["name"],
            short_name=unit.get("short_name", ""),
            level=UnitLevel(unit["level"]),
            block=Block(unit["block"]),
            zone=Zone(unit["zone"]) if "zone" in unit else None,
            parent=unit.get("parent"),
            start_on=unit["established_on"],
            end_on=unit.get("dissolved_on"),
            successors=tuple(unit.get("successors", ())),
        )
        for part in parts
        for unit in part["units"]
    ]
    changes = [
        ChangeRow(
            kind=ChangeKind(change["kind"]),
            on=change["effective_on"],
            units=tuple(change.get("from", ())),
            into=tuple(change.get("into", ())),
            name=change.get("name", ""),
            short_name=change.get("short_name", ""),
            parent=change.get("parent"),
        )
        for part in parts
        for change in part["changes"]
    ]
    units = operations.load_units(rows, changes, by=TESTS)
    assert len(units) == len(rows)
    district, today = units["LS-178"], date(2026, 1, 1)
    assert district.pk not in set(queries.below(units["LS"].pk, today))
    communes = Unit.objects.filter(
        pk__in=queries.below(units["LS"].pk, today), level="commune", block="state"
    )
    assert communes.count() == 65
