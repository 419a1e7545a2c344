"""After units merged, the year before is the same in total, and its cells move only along successor links."""

from __future__ import annotations

import pytest

from tests.factories.reports import TrainingYear, make_training_year, merge_communes, scope
from vun.reports.model import Report
from vun.reports.registry import get_definition

pytestmark = pytest.mark.django_db


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
