"""After units merged, the year before is the same in total, and its cells move only along successor links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories.orgs import Tree
from tests.factories.plans import SYSTEM
from tests.factories.reports import MERGED_ON, TrainingYear, make_training_year, merge_communes, scope
from vun.common.period import Period
from vun.records.delivery.models import Enrolment
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, NewUnit, UnitLevel
from vun.records.orgs.models import UnitSuccession
from vun.reports.model import Report, Units
from vun.reports.registry import definition_of, definitions, get_definition, layout_from
from vun.reports.shipped import data_of

pytestmark = pytest.mark.django_db


def part(tree: Tree, code: str, name: str) -> NewUnit:
    return NewUnit(
        code=code, name=name, level=UnitLevel.COMMUNE, block=Block.STATE, parent_id=tree.district.pk
    )


def merged(tree: Tree) -> None:
    merge_communes(tree)


def divided(tree: Tree) -> None:
    """The second part is the main successor: all of the past goes there, whoever went where."""
    parts = [part(tree, "QK1", "Xã Quốc Khánh 1"), part(tree, "QK2", "Xã Quốc Khánh 2")]
    orgs.split(unit=tree.commune, into=parts, main=1, on=MERGED_ON, by=SYSTEM)


def split_off(tree: Tree) -> None:
    orgs.split(unit=tree.commune, into=[part(tree, "QKM", "Xã mới")], main=None, on=MERGED_ON, by=SYSTEM)


def merged_then_divided(tree: Tree) -> None:
    whole = merge_communes(tree)
    parts = [part(tree, "TDA", "Xã A"), part(tree, "TDB", "Xã B")]
    orgs.split(unit=whole, into=parts, on=MERGED_ON + timedelta(days=31), by=SYSTEM)


def dissolved(tree: Tree) -> None:
    orgs.dissolve(unit=tree.commune, successor=tree.other_commune, on=MERGED_ON, by=SYSTEM)


DON_VI = dict(data_of("don-vi-cu"))
CHANGES = [merged, divided, split_off, merged_then_divided, dissolved]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_every_total_stays_and_names_go_only_to_main_successors(
    year: TrainingYear, change: Callable[[Tree], None]
) -> None:
    change(year.tree)

    for definition in definitions():
        then, now = definition.run(scope()), definition.run(scope(now=True))
        assert (definition.name, totals(then)) == (definition.name, totals(now))

    heirs = dict(
        UnitSuccession.objects.filter(is_main=True).values_list("predecessor__code", "successor__code")
    )
    expected: dict[str, set[int]] = {}
    for code, ids in listed_by_unit(now_units=False).items():
        last = code
        while last in heirs:
            last = heirs[last]
        expected.setdefault(last, set()).update(ids)
    assert listed_by_unit(now_units=True) == expected


def totals(report: Report) -> dict[str, object]:
    return {key: figure.value for key, figure in report.total.figures.items()} if report.total else {}


def listed_by_unit(*, now_units: bool) -> dict[str, set[int]]:
    """The participations each commune is counted with."""
    definition, asked = get_definition("don-vi-cu"), scope(now=now_units)
    found = {}
    for row in definition.run(asked).rows:
        code = row.key.rpartition(":")[2]
        if row.depth == 1 and code != "TD":
            opened = definition.open(asked, row.key, "t")
            assert opened.rows is not None
            found[code] = set(opened.rows.values_list("pk", flat=True))
    return found


@pytest.fixture
def year() -> TrainingYear:
    return make_training_year()


def turns(report: Report) -> dict[str, object]:
    rows = [*report.rows, *([report.total] if report.total else [])]
    return {row.label: row.figures["t"].value for row in rows}


def test_cells_move_along_successor_links_and_totals_stay(year: TrainingYear) -> None:
    definition = get_definition("don-vi-cu")
    before = turns(definition.run(scope()))
    merge_communes(year.tree)

    then, now = turns(definition.run(scope())), turns(definition.run(scope(now=True)))

    assert then == before == {
        "Huyện Tràng Định": 3,
        "Xã Đại Đồng": 1,
        "Xã Quốc Khánh": 2,
        "Sở Nội vụ": 1,
        "Chưa rõ": 1,
        "Tổng cộng": 5,
    }  # fmt: skip
    assert now == {
        "Huyện Tràng Định": 3,
        "Xã Tràng Định": 3,
        "Sở Nội vụ": 1,
        "Chưa rõ": 1,
        "Tổng cộng": 5,
    }


def test_a_year_before_the_units_merged_is_told_in_the_units_of_a_later_day(year: TrainingYear) -> None:
    merge_communes(year.tree)
    before = replace(scope(now=True), period=Period.year(2025))
    definition = get_definition("don-vi-cu")

    then = turns(definition.run(replace(before, units=Units.THEN)))
    now = definition.run(replace(before, now=MERGED_ON))

    assert then == turns(definition.run(before)) == {
        "Huyện Tràng Định": 1, "Xã Quốc Khánh": 1, "Tổng cộng": 1,
    }  # fmt: skip
    assert turns(now) == {"Huyện Tràng Định": 1, "Xã Tràng Định": 1, "Tổng cộng": 1}
    assert "Tính theo đơn vị ngày 01/07/2026: số của đơn vị cũ cộng vào đơn vị kế thừa." in now.notes
    opened = definition.open(replace(before, now=MERGED_ON), "unit:unit:TDM", "t")
    assert opened.rows is not None
    assert opened.rows.get().person_id == year.dung.pk
    assert "Đơn vị: của ngày 01/07/2026." in opened.words


def test_what_is_told_of_a_unit_before_its_first_day_is_not_lost(year: TrainingYear) -> None:
    whole = merge_communes(year.tree)
    Enrolment.objects.filter(person=year.an).update(unit_then=whole)

    found = turns(get_definition("don-vi-cu").run(scope()))

    assert (found["Xã Tràng Định"], found["Tổng cộng"]) == (2, 5)


def test_the_rest_beside_a_row_of_everything_opens_into_nothing(year: TrainingYear) -> None:
    rows = [{"key": "a", "label": "Tất cả"}, {"key": "o", "label": "Khác", "other": True}]
    definition = definition_of(layout_from({**DON_VI, "rows": rows, "name": "con-lai"}))

    opened = definition.open(scope(), "o", "t")

    assert opened.rows is not None
    assert (turns(definition.run(scope())), opened.rows.count()) == ({"Tất cả": 5, "Khác": 0}, 0)


def test_years_side_by_side_stand_in_the_same_units(year: TrainingYear) -> None:
    merge_communes(year.tree)
    layout = layout_from(DON_VI | {"name": "hai-nam", "years": 2, "units": "now"})
    definition = definition_of(layout)

    assert definition.units is Units.NOW
    found = definition.run(replace(scope(), units=definition.units))
    assert {
        row.label: (row.figures["t@2025"].value, row.figures["t"].value) for row in found.rows
    } == {
        "Huyện Tràng Định": (1, 3), "Xã Tràng Định": (1, 3), "Sở Nội vụ": (0, 1), "Chưa rõ": (0, 1),
    }  # fmt: skip


@pytest.mark.parametrize("now", [False, True])
def test_each_unit_opens_into_what_it_counts(year: TrainingYear, now: bool) -> None:
    merge_communes(year.tree)
    asked = scope(now=now)
    definition = get_definition("don-vi-cu")
    for row in definition.run(asked).rows:
        opened = definition.open(asked, row.key, "t").rows
        assert opened is not None
        assert opened.count() == row.figures["t"].value


def test_a_district_stands_alone_and_in_its_province(year: TrainingYear) -> None:
    definition = get_definition("huyen-trong-tinh")

    alone = definition.run(scope(unit=year.tree.district)).total
    inside = definition.run(scope()).figure("unit:unit:TD", "t")

    assert alone is not None
    assert inside is not None
    assert alone.figures["t"].value == inside.value == 3
