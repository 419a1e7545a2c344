"""Conditions as lines of a form say what the definition said; rows move about without being lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.reports.definitions import tree
from vun.reports.definitions.choosing import Choice, choices_of, where_of
from vun.reports.definitions.reading import read_condition
from vun.reports.shipped import NAMES, data_of

VALUES: dict[str, list[Any]] = {
    "sex": ["male", "female", ""],
    "level": ["province", "district", "commune"],
    "leader": [True, False],
    "age": [30, 40, 50],
}


def conditions_in(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if data.get("where"):
        yield data["where"]
    for parts in (data.get("rows"), data.get("columns"), data.get("parts")):
        for part in parts or ():
            yield from conditions_in(part)


@pytest.mark.parametrize("name", NAMES)
def test_every_condition_shipped_can_be_chosen_in_lines(name: str) -> None:
    for where in conditions_in(data_of(name)):
        chosen = choices_of(where)
        assert chosen is not None
        again = where_of(chosen)
        assert {frozenset(case) for case in read_condition(again).cases} == {
            frozenset(case) for case in read_condition(where).cases
        }


limits = st.one_of(
    *(
        st.tuples(st.just(name), st.sampled_from(values)).map(lambda pair: {pair[0]: pair[1]})
        for name, values in VALUES.items()
    ),
    st.just({"age": {"from": 31, "to": 40}}),
    st.just({"level": ["province", "commune"]}),
)
wheres = st.recursive(
    limits,
    lambda inner: st.one_of(
        inner.map(lambda one: {"not": one}),
        st.lists(inner, min_size=1, max_size=2).map(lambda ones: {"any": ones}),
        st.tuples(limits, inner).map(lambda pair: {**pair[0], "not": pair[1]}),
    ),
    max_leaves=4,
)


@given(where=wheres, sex=st.sampled_from(VALUES["sex"]), level=st.sampled_from(VALUES["level"]),
       leader=st.booleans(), age=st.integers(28, 52))  # fmt: skip
def test_lines_hold_for_the_same_facts_as_the_condition(
    where: dict[str, Any], sex: str, level: str, leader: bool, age: int
) -> None:
    fact = {"sex": sex, "level": level, "leader": leader, "age": age}
    try:
        condition = read_condition(where)
    except Problem:
        # Of more cases than a condition may have: a definition is refused for it.
        reject()
    chosen = choices_of(where)
    if chosen is None:
        assert not condition.cases
        return
    assert read_condition(where_of(chosen)).holds(fact) == condition.holds(fact)


def test_a_field_asked_twice_in_one_group_is_asked_twice() -> None:
    lines = (Choice("level", ("province", "district")), Choice("level", ("district", "commune")))
    assert where_of(lines) == {
        "level": ["province", "district"],
        "any": [{"level": ["district", "commune"]}],
    }


def test_a_condition_of_countless_cases_is_not_listed() -> None:
    where = {"any": [{"age": n} for n in range(50)], "not": {"not": {"any": [{"age": n} for n in range(50)]}}}
    assert choices_of(where) is None
    assert choices_of({"not": {}}) is None
    assert choices_of(None) == ()


ROWS = [
    {"key": "a", "parts": [{"key": "a1"}, {"key": "a2", "parts": [{"key": "a2x"}]}]},
    {"key": "b"},
]


def shape(parts: list[dict[str, Any]]) -> list[Any]:
    return [[part["key"], shape(part["parts"])] if "parts" in part else part["key"] for part in parts]


@pytest.mark.parametrize(
    ("place", "way", "after", "now"),
    [
        ((1,), "up", ["b", ["a", ["a1", ["a2", ["a2x"]]]]], (0,)),
        ((0,), "up", [["a", ["a1", ["a2", ["a2x"]]]], "b"], (0,)),
        ((0, 0), "down", [["a", [["a2", ["a2x"]], "a1"]], "b"], (0, 1)),
        ((1,), "in", [["a", ["a1", ["a2", ["a2x"]], "b"]]], (0, 2)),
        ((0,), "in", [["a", ["a1", ["a2", ["a2x"]]]], "b"], (0,)),
        ((0, 1, 0), "out", [["a", ["a1", "a2", "a2x"]], "b"], (0, 2)),
        ((0, 0), "out", [["a", [["a2", ["a2x"]]]], "a1", "b"], (1,)),
        ((1,), "sideways", [["a", ["a1", ["a2", ["a2x"]]]], "b"], (1,)),
    ],
)  # fmt: skip
def test_a_row_moves_one_step_with_all_below_it(
    place: tree.Place, way: str, after: list[Any], now: tree.Place
) -> None:
    moved, at = tree.move(ROWS, place, way)
    assert (shape(moved), at) == (after, now)


def test_rows_are_put_inserted_and_removed_by_their_place() -> None:
    assert shape(tree.insert(ROWS, (0, 1), {"key": "new"})) == [["a", ["a1", "new", ["a2", ["a2x"]]]], "b"]
    assert shape(tree.insert(ROWS, (1, 0), {"key": "new"})) == [
        ["a", ["a1", ["a2", ["a2x"]]]],
        ["b", ["new"]],
    ]
    assert shape(tree.remove(ROWS, (0, 1, 0))) == [["a", ["a1", "a2"]], "b"]
    assert tree.put(ROWS, (0, 1), {"key": "z"})[0]["parts"][1] == {"key": "z", "parts": [{"key": "a2x"}]}
    assert tree.fresh_key([{"key": "r1"}, {"key": "x", "parts": [{"key": "r2"}]}], "r") == "r3"
    for wrong in ((7,), (1, 3, 0), (0, 5)):
        with pytest.raises(LookupError):
            tree.remove(ROWS, wrong)
    with pytest.raises(LookupError):
        tree.insert(ROWS, (9,), {"key": "new"})


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["up", "down", "in", "out"])), max_size=8))
def test_however_rows_are_moved_none_is_lost(steps: list[tuple[int, str]]) -> None:
    rows: Any = ROWS
    for number, way in steps:
        places = [place for place, _part in tree.walk(rows)]
        rows, now = tree.move(rows, places[number % len(places)], way)
        assert tree.find(rows, now) is not None
    assert sorted(part["key"] for _place, part in tree.walk(rows)) == ["a", "a1", "a2", "a2x", "b"]
