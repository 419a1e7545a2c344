"""What holds of every file: the order of columns does not matter, and the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.sheets import compare, outcomes, take, xlsx
from tests.factories.orgs import make_unit
from tests.factories.people import make_ethnic_group, make_title
from vun.engines.sheets import Sheet, find_tables
from vun.engines.sheets.model import Value
from vun.exchange.columns import fields_of

COLUMNS: dict[str, tuple[str, list[Value]]] = {
    "STT": ("", [1, 2, 3]),
    "Họ và tên": ("full_name", ["Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"]),
    "Ngày sinh": ("birth_on", ["17/05/1980", "1985", "3/1990"]),
    "GT": ("sex", ["Nam", "Nữ", "Nam"]),
    "Số CCCD": ("national_id", ["020080000011", 20185000222.0, None]),
    "Chức danh, chức vụ": ("title", ["Chuyên viên", "Chuyên viên", "CV"]),
    "Cơ quan, đơn vị": ("unit", ["Sở Nội vụ", "Sở Nội vụ", "sở nội vụ"]),
    "Ngày bổ nhiệm": ("post_since", ["01/02/2015", "2016", "01/02/2019"]),
    "Dân tộc": ("ethnic_group", ["Tày", "tày", None]),
    "Ngày vào Đảng": ("party_joined_on", [None, "03/02/2010", None]),
    "Quê quán": ("", ["Lạng Sơn", "Cao Bằng", "Hà Giang"]),
}


@given(st.permutations(list(COLUMNS)))
def test_columns_mean_the_same_in_any_order(order: list[str]) -> None:
    rows = [list(order), *([COLUMNS[name][1][row] for name in order] for row in range(3))]
    (table,) = find_tables(Sheet("DS", rows), [field.heading for field in fields_of("people")])

    assert {column.text: column.field for column in table.columns} == {
        name: field for name, (field, _) in COLUMNS.items()
    }
    assert [row.number for row in table.rows] == [2, 3, 4]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_the_same_file_twice_changes_nothing(seed: int) -> None:
    make_unit("Sở Nội vụ", code="SNV")
    make_title("Chuyên viên", code="expert")
    make_ethnic_group()
    content = xlsx(_roster(Random(seed)))

    first, second = take("people", content), compare("people", content)

    meant = {"new": "unchanged", "unchanged": "unchanged", "refused": "refused"}
    assert first.counts["new"] > 0
    assert outcomes(second) == {row: meant[outcome] for row, outcome in outcomes(first).items()}
    assert second.missing == []


def _roster(random: Random) -> Sequence[Sequence[Any]]:
    """People as offices write them, some of them twice or wrongly, columns in any order."""
    order = random.sample(list(COLUMNS), len(COLUMNS))
    people = []
    for number in range(1, 13):
        day, month, year = random.randint(1, 31), random.randint(1, 12), random.randint(1966, 1998)
        born = random.choice(
            [f"{day:02d}/{month:02d}/{year}", f"{month}/{year}", str(year), f"{day}-{month}-{year}"]
        )
        identity = f"0200{year % 100:02d}{number:06d}"
        name = (
            f"{random.choice(['Nguyễn', 'Trần', 'Nông'])} Văn {random.choice(['An', 'Bình', 'Hòa', 'Hoà'])}"
        )
        people.append(
            {
                "STT": number,
                "Họ và tên": random.choice([name, name.upper(), f"  {name} "]),
                "Ngày sinh": born,
                "GT": random.choice(["Nam", "nam", "M"]),
                "Số CCCD": random.choice([identity, float(identity), None]),
                "Chức danh, chức vụ": random.choice(["Chuyên viên", "CV", "chuyen vien"]),
                "Cơ quan, đơn vị": random.choice(["Sở Nội vụ", "SNV", "So Noi vu"]),
                "Ngày bổ nhiệm": random.choice(["01/02/2020", "2020", None]),
                "Dân tộc": random.choice(["Tày", "TÀY", None]),
                "Ngày vào Đảng": None,
                "Quê quán": "Lạng Sơn",
            }
        )
    people += random.sample(people, 2)
    return [order, *([person[name] for name in order] for person in people)]
