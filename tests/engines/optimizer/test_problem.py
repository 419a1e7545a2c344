"""Reading problems: what is malformed is refused by the name of its key."""

from __future__ import annotations

import copy
import gzip
import json
from typing import Any

import pytest

from vun.engines.optimizer.problem import Malformed, parse_problem, read_problem
from vun.samples.benchmarks.planner.tiny import tiny_instance

BREAKS: list[tuple[str, list[str | int], Any]] = [
    ("format", ["format"], "vun-plan/2"),
    ("months", ["months"], 0),
    ("months", ["months"], True),
    ("people.unit[0]", ["people", "unit", 0], 99),
    ("people.max_classes", ["people", "max_classes"], []),
    ("people.away", ["people", "away"], None),
    ("people.away[0]", ["people", "away"], [[0, 1]]),
    ("people.away[0][0]", ["people", "away"], [[99, [1]]]),
    ("people.away[1][1][1]", ["people", "away"], [[0, []], [1, [3, 4]]]),
    ("people.in_class[1][0]", ["people", "in_class"], [[0, [1]], [0, [2]]]),
    ("units.month_release_by_month", ["units", "month_release_by_month"], []),
    ("units.zone[1]", ["units", "zone", 1], -1),
    ("programmes[0].class_max", ["programmes", 0, "class_max"], 0),
    ("programmes[1].prerequisite", ["programmes", 1, "prerequisite"], 6),
    ("programmes[2].sources[0]", ["programmes", 2, "sources"], ["z"]),
    ("options[0].mode", ["options", 0, "mode"], "at night"),
    ("options[1].months", ["options", 1, "months"], "1"),
    ("options[1].fixed_cost", ["options", 1, "fixed_cost"], -1),
    ("venue_capacity[0]", ["venue_capacity", 0], [1.0]),
    ("lecturer_capacity[1]", ["lecturer_capacity", 1], None),
    ("budget.a", ["budget", "a"], "much"),
    ("gaps.weight[3]", ["gaps", "weight", 3], None),
    ("objective.fair_share", ["objective"], {"cost_weight": 0}),
]


@pytest.mark.parametrize("bad", [None, [1, 2, 3], [0, 0, 9, 0]])
def test_a_month_a_unit_can_spare_more_in_than_ever_is_refused_by_its_key(bad: Any) -> None:
    data = tiny_instance(1)
    data["units"]["month_release_by_month"] = [[0, 1, 2, 3] for _ in data["units"]["zone"]]
    assert parse_problem(data).unit_month_release[1].tolist() == [0, 1, 2, 3]
    data["units"]["month_release_by_month"][1] = bad
    with pytest.raises(Malformed) as refusal:
        parse_problem(data)
    key = "units.month_release_by_month[1]"
    assert refusal.value.key == (f"{key}[2]" if bad == [0, 0, 9, 0] else key)


@pytest.mark.parametrize(("key", "path", "value"), BREAKS)
def test_what_is_malformed_is_refused_by_its_key(key: str, path: list[Any], value: Any) -> None:
    data = copy.deepcopy(tiny_instance(1))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(Malformed) as refusal:
        parse_problem(data)
    assert refusal.value.key == key


def test_a_person_lacks_a_programme_once() -> None:
    data = tiny_instance(1)
    for column in data["gaps"].values():
        column.append(column[0])
    with pytest.raises(Malformed) as refusal:
        parse_problem(data)
    assert refusal.value.key == f"gaps.programme[{len(data['gaps']['person']) - 1}]"


def test_a_missing_key_is_named() -> None:
    data = tiny_instance(1)
    del data["units"]["month_release"]
    with pytest.raises(Malformed) as refusal:
        parse_problem(data)
    assert (refusal.value.key, refusal.value.why) == ("units.month_release", "missing")


def test_a_gzipped_file_reads_as_a_plain_one_and_no_number_is_refused(tmp_path) -> None:
    text = json.dumps(tiny_instance(1))
    plain, packed, bad = (tmp_path / name for name in ("a.json", "a.json.gz", "b.json"))
    plain.write_text(text)
    packed.write_bytes(gzip.compress(text.encode()))
    bad.write_text(text.replace('"months": 4', '"months": NaN', 1))
    assert read_problem(plain).name == read_problem(packed).name == "tiny-1"
    with pytest.raises(Malformed):
        read_problem(bad)
