"""A definition is refused naming the row at fault; conditions tell what they overlap with before counting."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from tests.factories.reports import scope
from vun.common.errors import Problem
from vun.reports.counting.expanding import expanded
from vun.reports.counting.facts import Atom, Facts
from vun.reports.counting.names import Names
from vun.reports.counting.running import counted, earlier, report_of
from vun.reports.definitions.conditions import ALWAYS, NEVER, Between, Condition, Matcher, OneOf
from vun.reports.definitions.fields import DOMAINS, Source
from vun.reports.definitions.measures import MEASURES
from vun.reports.registry import layout_from
from vun.reports.relations import own_relations
from vun.reports.shipped import NAMES, shipped

TURNS = {"key": "t", "label": "Lượt", "measure": "turns"}


def definition(rows: Any = None, columns: Any = None, **more: Any) -> dict[str, Any]:
    return {
        "name": "thu",
        "title": "Thử",
        "rows": rows or [{"key": "a", "label": "Tất cả"}],
        "columns": columns or [TURNS],
        **more,
    }


def row(key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": label, **more}


SHARE = [TURNS, {"key": "n", "label": "Nữ", "measure": "turns", "where": {"sex": "female"}}]
PLACES = ["in_country", "abroad", "joint", ""]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shipped_is_sound(name: str) -> None:
    assert shipped(name).name == name


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (definition([row("a", "Đỏ", where={"colour": "red"})]), "unknown_field", {"row": "Đỏ", "name": "colour"}),
        (
            definition([row("a", "Cấp lạ", where={"level": "moon"})]),
            "unknown_value",
            {"row": "Cấp lạ", "name": "moon", "field_name": "level"},
        ),
        (
            definition([row("a", "Cha", exclusive=True, parts=[
                row("b", "Tỉnh", where={"level": "province"}),
                row("c", "Tỉnh, xã", where={"level": ["province", "commune"]}),
            ])]),
            "rows_overlap",
            {"first": "Tỉnh", "second": "Tỉnh, xã"},
        ),
        (
            definition([row("a", "Đến 40", where={"age": {"to": 40}}), row("b", "Từ 40", where={"age": {"from": 40}})],
                       exclusive=True),
            "rows_overlap",
            {"first": "Đến 40", "second": "Từ 40"},
        ),
        (
            definition([row("a", "Nam", number="1", where={"sex": "male"})],
                       [*SHARE, {"key": "s", "label": "Tỷ lệ", "share": ["t", "n"]}]),
            "divided_by_zero",
            {"row": "1 Nam", "column": "Tỷ lệ"},
        ),
        (
            definition(None, [TURNS, {"key": "r", "label": "Chia", "ratio": ["t", 0]}]),
            "divided_by_zero",
            {"row": "Chia", "column": "Chia"},
        ),
        (
            definition(None, [TURNS, {"key": "d", "label": "Hiệu", "difference": ["t", "t"]},
                              {"key": "r", "label": "Chia", "ratio": ["t", "d"]}]),
            "divided_by_zero",
            {"row": "Tất cả", "column": "Chia"},
        ),
        (
            definition([row("a", "Nữ", where={"sex": "female"})], [{"key": "c", "label": "Lớp", "measure": "classes"}]),
            "field_unfit",
            {"row": "Nữ", "name": "sex", "measure": "Số lớp", "column": "Lớp"},
        ),
        (definition([row("a", "x"), row("a", "y")]), "key_twice", {"name": "a"}),
        (definition([row("a/b", "x")]), "key_unfit", {"row": "x", "name": "a/b"}),
        (definition(None, [{"key": "s", "label": "S", "sum": ["q"]}]), "unknown_column", {"row": "S", "name": "q"}),
        (
            definition(None, [{"key": "x", "label": "X", "sum": ["y"]}, {"key": "y", "label": "Y", "sum": ["x"]}]),
            "formula_turns_round",
            {"row": "X"},
        ),
        (definition(None, [{"key": "s", "label": "S", "measure": "smiles"}]), "unknown_measure", None),
        (definition(None, [{"key": "s", "label": "S"}]), "column_counts_nothing", {"row": "S"}),
        (definition(colour="red"), "unknown_word", {"row": "báo cáo", "name": "colour"}),
    ],
)  # fmt: skip
def test_a_bad_definition_is_refused_with_the_row(data: Any, code: str, said: dict[str, str] | None) -> None:
    with pytest.raises(Problem) as refused:
        layout_from(data)
    assert refused.value.code == f"reports.{code}"
    if said is not None:
        assert {key: str(value) for key, value in refused.value.params.items()} == said


def test_rows_that_share_no_fact_may_be_exclusive() -> None:
    layout_from(
        definition(
            [
                row("a", "A", where={"place": ["abroad", "joint"], "leader": True}),
                row("b", "B", where={"not": {"place": ["abroad", "joint"]}}),
                row("c", "C", where={"place": "abroad", "leader": False}),
                row("d", "Khác", other=True),
            ],
            exclusive=True,
        )
    )


def chosen(field: str, values: list[Any]) -> st.SearchStrategy[tuple[str, OneOf]]:
    picked = st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
    return st.tuples(picked, st.booleans()).map(lambda drawn: (field, OneOf(frozenset(drawn[0]), drawn[1])))


BOUNDS = st.tuples(st.integers(20, 40), st.integers(20, 40))
LIMITS = (
    chosen("place", PLACES)
    | chosen("leader", [True, False])
    | BOUNDS.map(lambda pair: ("age", Between(min(pair), max(pair))))
)
CONDITIONS = st.recursive(
    LIMITS.map(lambda limit: Condition(((limit,),))) | st.sampled_from([ALWAYS, NEVER]),
    lambda inner: (
        st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1])
        | st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1])
        | inner.map(lambda one: ~one)
    ),
    max_leaves=4,
)
FACTS = [
    {"place": place, "leader": leader, "age": age}
    for place in PLACES
    for leader in (True, False)
    for age in range(18, 43)
]


@given(one=CONDITIONS, two=CONDITIONS)
def test_conditions_do_what_and_or_not_say(one: Condition, two: Condition) -> None:
    try:
        both, either, neither = one & two, one | two, ~one
    except ValueError:
        # More cases than a condition may have, which definitions are told of by row.
        reject()
    for fact in FACTS:
        assert both.holds(fact) == (one.holds(fact) and two.holds(fact))
        assert either.holds(fact) == (one.holds(fact) or two.holds(fact))
        assert neither.holds(fact) != one.holds(fact)


@given(conditions=st.lists(CONDITIONS, max_size=4))
def test_all_conditions_at_once_are_each_of_them(conditions: list[Condition]) -> None:
    matcher = Matcher(conditions, ["place", "leader", "age"])
    for fact in FACTS:
        expected = tuple(place for place, one in enumerate(conditions) if one.holds(fact))
        assert matcher.matches([fact["place"], fact["leader"], fact["age"]]) == expected


@given(condition=CONDITIONS)
def test_what_can_hold_is_what_holds_for_some_fact(condition: Condition) -> None:
    if any(condition.holds(fact) for fact in FACTS):
        assert condition.can_hold(DOMAINS)
    elif "age" not in condition.fields:
        assert not condition.can_hold(DOMAINS)


def test_a_table_of_too_many_values_is_refused_naming_their_field() -> None:
    ages = {"key": "r", "label": "", "each": "age", "parts": [{"key": "s", "label": "", "each": "leader"}]}
    layout = layout_from(definition([ages]))
    atoms = tuple(Atom((age, bool(age % 2)), 1) for age in range(3001))
    facts = {Source.PARTICIPATIONS: Facts(("age", "leader"), atoms)}
    with pytest.raises(Problem) as refused:
        expanded(layout, facts, Names(date(2026, 1, 1)))
    assert refused.value.code == "reports.too_many_made"
    assert (str(refused.value.params["name"]), refused.value.params["values"]) == ("Tuổi", 3001)


def test_the_cells_of_every_year_count_towards_too_many() -> None:
    ages = {"key": "r", "label": "", "each": "age"}
    facts = {Source.PARTICIPATIONS: Facts(("age",), tuple(Atom((age,), 1) for age in range(2500)))}
    names = Names(date(2026, 1, 1))
    columns = [TURNS, {"key": "n", "label": "Số người", "measure": "people"}]
    assert len(expanded(layout_from(definition([ages], columns)), facts, names).rows) == 2500
    with pytest.raises(Problem) as refused:
        expanded(layout_from(definition([ages], columns, years=5)), facts, names)
    assert refused.value.code == "reports.too_many_made"


@pytest.mark.parametrize(("chosen", "promised"), [({}, True), ({"leader": [True]}, False)])
def test_rows_made_of_some_values_only_are_not_promised_to_make_the_total(
    chosen: dict[str, Any], promised: bool
) -> None:
    rows = [{"key": "r", "label": "", "each": "leader", "where": chosen}, row("total", "Cộng", total=True)]
    facts = {Source.PARTICIPATIONS: Facts(("leader",), (Atom((True,), 1), Atom((False,), 1)))}
    made = counted(layout_from(definition(rows)), scope(), facts)
    assert bool(list(own_relations(made))) is promised


def test_a_row_made_of_values_keeps_the_condition_and_the_measure_of_its_maker() -> None:
    made = {"key": "r", "label": "", "each": "leader", "where": {"sex": "female"}, "measure": "people"}
    facts = {
        Source.PARTICIPATIONS: Facts(("leader", "sex"), (Atom((True, "female"), 1), Atom((False, "male"), 1)))
    }
    (row,) = expanded(layout_from(definition([made])), facts, Names(date(2026, 1, 1))).rows
    assert (row.key, row.measure) == ("r:leader:true", MEASURES["people"])
    assert not row.where.holds({"leader": True, "sex": "male"})
    assert row.where.holds({"leader": True, "sex": "female"})


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        (1, [("t", "Lượt", ())]),
        (
            2,
            [
                ("t@2025", "2025", ("Lượt",)),
                ("t", "2026", ("Lượt",)),
                ("t@change", "Tăng, giảm", ("Lượt",)),
            ],
        ),
    ],
)
def test_years_stand_under_the_name_of_a_column_and_one_year_alone_does_not(
    years: int, shown: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    layout = layout_from(definition(years=years, change=True))
    facts = {Source.PARTICIPATIONS: Facts((), (Atom((), 1),))}
    counts = [counted(layout, earlier(scope(), back), facts) for back in reversed(range(years))]
    columns = report_of(layout, scope(), counts).columns
    assert [(column.key, column.label, column.groups) for column in columns if not column.twin] == shown
