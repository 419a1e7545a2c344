"""The rules of plans: spreading places, comparing versions, adding up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.records.plans import domain
from vun.records.plans.domain import (
    Difference,
    DifferenceKind,
    FieldChange,
    LineState,
    LineTerms,
    Sum,
    TargetOrigin,
    VersionState,
    check_quotas,
    check_terms,
    differences,
    spread,
    totals,
)
from vun.records.standards.domain import Branch, StudyMode


def terms(**columns: Any) -> LineTerms:
    return LineTerms(
        **{
            "year": 2026,
            "branch": Branch.FOSTERING,
            "title": "Lớp A",
            "classes": 1,
            "learners": 40,
            **columns,
        }
    )


def test_a_version_reaches_approval_only_by_being_submitted() -> None:
    assert domain.states_before(VersionState.APPROVED) == {VersionState.SUBMITTED}
    assert domain.states_before(VersionState.SUBMITTED) == {VersionState.DRAFT, VersionState.RETURNED}
    assert domain.states_before(VersionState.SUPERSEDED) == {VersionState.APPROVED}


@pytest.mark.parametrize(
    ("columns", "code", "field"),
    [
        ({"title": "  "}, "plans.title_missing", "title"),
        ({"year": 2028}, "plans.year_outside_plan", "year"),
        ({"classes": 0, "learners": 0}, "plans.no_learners", "learners"),
        ({"learners": -1}, "plans.no_learners", "learners"),
        ({"learners": 1_000_001}, "plans.number_too_large", "learners"),
        ({"classes": 10_001}, "plans.number_too_large", "classes"),
        ({"first_month": 3}, "plans.one_month_missing", "last_month"),
        ({"last_month": 3}, "plans.one_month_missing", "first_month"),
        ({"first_month": 0, "last_month": 3}, "plans.month_unknown", "first_month"),
        ({"first_month": 1, "last_month": 13}, "plans.month_unknown", "last_month"),
        ({"first_month": 5, "last_month": 4}, "plans.months_out_of_order", "last_month"),
    ],
)
def test_terms_that_do_not_hold_name_their_field(columns: Any, code: str, field: str) -> None:
    with pytest.raises(Problem) as caught:
        check_terms(terms(**columns), first_year=2026, last_year=2027)
    assert (caught.value.code, caught.value.field) == (code, field)


def test_a_line_may_stand_before_its_details_are_known() -> None:
    check_terms(terms(classes=0), first_year=2026, last_year=2026)
    check_terms(terms(first_month=12, last_month=12), first_year=2026, last_year=2026)


def test_quotas_may_fill_a_line_but_not_exceed_it() -> None:
    check_quotas(40, {1: 25, 2: 15})
    with pytest.raises(Problem) as caught:
        check_quotas(40, {1: 25, 2: 16})
    assert (caught.value.code, caught.value.params) == (
        "plans.quotas_exceed_line",
        {"allotted": 41, "learners": 40, "excess": 1},
    )


def test_spreading_follows_the_weights_and_gives_what_remains_to_the_largest_remainders() -> None:
    assert spread(10, {1: 50, 2: 30, 3: 20}) == {1: 5, 2: 3, 3: 2}
    assert spread(10, {1: 1, 2: 1, 3: 1}) == {1: 4, 2: 3, 3: 3}
    assert spread(2, {"a": 60, "b": 25, "c": 15}) == {"a": 1, "b": 1, "c": 0}


def test_spreading_keeps_what_is_taken_and_shares_out_the_rest() -> None:
    assert spread(10, {1: 9, 2: 1}, {2: 4, 3: 1}) == {1: 5, 2: 4, 3: 1}


def test_without_weights_all_units_count_alike() -> None:
    assert spread(7, {1: 0, 2: 0}) == {1: 4, 2: 3}


def test_nothing_can_be_spread_over_nobody_or_below_the_floors() -> None:
    for total, weights, floors, code in (
        (5, {}, {}, "plans.nobody_to_spread_over"),
        (5, {1: 1}, {1: 6}, "plans.floors_exceed_line"),
    ):
        with pytest.raises(Problem) as caught:
            spread(total, weights, floors)
        assert caught.value.code == code


weights_of_units = st.dictionaries(st.integers(1, 40), st.integers(0, 500), min_size=1, max_size=30)


@given(
    weights_of_units,
    st.dictionaries(st.integers(1, 40), st.integers(0, 20), max_size=30),
    st.integers(0, 900),
)
def test_shares_always_add_up_and_never_lie_below_their_floor(
    weights: Mapping[int, int], floors: Mapping[int, int], beyond: int
) -> None:
    total = sum(floors.values()) + beyond
    shares = spread(total, weights, floors)
    assert sum(shares.values()) == total
    assert shares.keys() == weights.keys() | floors.keys()
    assert all(shares[unit] >= floors.get(unit, 0) for unit in shares)


@given(weights_of_units, st.integers(0, 900))
def test_without_floors_every_share_is_within_one_of_its_exact_proportion(
    weights: Mapping[int, int], total: int
) -> None:
    whole = sum(weights.values())
    shares = spread(total, weights)
    if whole:
        assert all(abs(shares[unit] * whole - total * weights[unit]) < whole for unit in weights)


def test_differences_tell_lines_added_removed_and_changed_field_by_field() -> None:
    before = [
        LineState(1, terms(), (("province", 100), ("unit", 20)), ((7, 25), (8, 15))),
        LineState(2, terms(title="Lớp B")),
    ]
    after = [
        LineState(1, terms(learners=45, mode=StudyMode.ONLINE), (("province", 120),), ((7, 30), (9, 15))),
        LineState(3, terms(title="Lớp C")),
    ]
    assert differences(before, after) == [
        Difference(
            1,
            DifferenceKind.CHANGED,
            before[0],
            after[0],
            (
                FieldChange("learners", 40, 45),
                FieldChange("mode", None, StudyMode.ONLINE),
                FieldChange("budget", 100, 120, "province"),
                FieldChange("budget", 20, None, "unit"),
                FieldChange("quota", 25, 30, 7),
                FieldChange("quota", 15, None, 8),
                FieldChange("quota", None, 15, 9),
            ),
        ),
        Difference(2, DifferenceKind.REMOVED, before[1], None),
        Difference(3, DifferenceKind.ADDED, None, after[1]),
    ]


some_terms = st.builds(
    LineTerms,
    year=st.sampled_from([2026, 2027]),
    branch=st.sampled_from(Branch),
    title=st.sampled_from(["Lớp A", "Lớp B"]),
    classes=st.integers(0, 2),
    learners=st.integers(1, 3),
    programme_id=st.none() | st.integers(1, 2),
    first_month=st.none() | st.integers(1, 3),
    mode=st.none() | st.sampled_from(StudyMode),
    origin=st.sampled_from(TargetOrigin),
)


def rows(keys: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[tuple[Any, int], ...]]:
    return st.dictionaries(keys, st.integers(1, 3), max_size=3).map(
        lambda found: tuple(sorted(found.items()))
    )


versions = st.lists(
    st.builds(
        LineState,
        number=st.integers(1, 6),
        terms=some_terms,
        budgets=rows(st.sampled_from(["a", "b", "c"])),
        quotas=rows(st.integers(1, 4)),
    ),
    unique_by=lambda line: line.number,
    max_size=6,
)


@given(versions)
def test_a_version_does_not_differ_from_itself(version: list[LineState]) -> None:
    assert differences(version, list(reversed(version))) == []


@given(versions, versions)
def test_the_differences_carried_out_on_the_one_version_give_the_other(
    before: list[LineState], after: list[LineState]
) -> None:
    lines = {line.number: line for line in before}
    for difference in differences(before, after):
        if difference.kind is DifferenceKind.REMOVED:
            del lines[difference.number]
        elif difference.kind is DifferenceKind.ADDED:
            assert difference.after is not None
            lines[difference.number] = difference.after
        else:
            lines[difference.number] = carried_out(lines[difference.number], difference.changes)
    assert sorted(lines.values(), key=lambda line: line.number) == sorted(after, key=lambda line: line.number)


def carried_out(line: LineState, changes: tuple[FieldChange, ...]) -> LineState:
    """The line with every single change made on what it said before."""
    held: dict[str, dict[Any, Any]] = {"budget": dict(line.budgets), "quota": dict(line.quotas)}
    said = line.terms
    for change in changes:
        if change.field in held:
            assert held[change.field].get(change.key) == change.before
            held[change.field].pop(change.key, None)
            if change.after is not None:
                held[change.field][change.key] = change.after
        else:
            assert getattr(said, change.field) == change.before
            said = replace(said, **{change.field: change.after})
    return LineState(
        line.number, said, tuple(sorted(held["budget"].items())), tuple(sorted(held["quota"].items()))
    )


@given(versions, versions)
def test_differences_read_backwards_undo_themselves(before: list[LineState], after: list[LineState]) -> None:
    kinds = {
        DifferenceKind.ADDED: DifferenceKind.REMOVED,
        DifferenceKind.REMOVED: DifferenceKind.ADDED,
        DifferenceKind.CHANGED: DifferenceKind.CHANGED,
    }
    backwards = [
        Difference(
            one.number,
            kinds[one.kind],
            one.after,
            one.before,
            tuple(
                FieldChange(change.field, change.after, change.before, change.key) for change in one.changes
            ),
        )
        for one in differences(before, after)
    ]
    assert differences(after, before) == backwards


def test_totals_keep_the_targets_of_the_centre_apart() -> None:
    lines = [
        (
            "party",
            LineState(1, terms(branch=Branch.TRAINING, origin=TargetOrigin.CENTRAL), (("a", 5), ("b", 1))),
        ),
        ("state", LineState(2, terms(classes=2, learners=70), (("a", 10),))),
        ("state", LineState(3, terms(year=2027, classes=0, learners=3))),
    ]
    found = totals(lines)
    assert found.whole == Sum(3, 3, 113, 16)
    assert found.by_branch == {Branch.TRAINING: Sum(1, 1, 40, 6), Branch.FOSTERING: Sum(2, 2, 73, 10)}
    assert found.by_year == {2026: Sum(2, 3, 110, 16), 2027: Sum(1, 0, 3, 0)}
    assert found.by_origin == {
        TargetOrigin.CENTRAL: Sum(1, 1, 40, 6),
        TargetOrigin.PROVINCE: Sum(2, 2, 73, 10),
    }
    assert found.by_block == {"party": Sum(1, 1, 40, 6), "state": Sum(2, 2, 73, 10)}
    assert found.by_source == {"a": 15, "b": 1}


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "party", "state"]), versions.map(lambda found: found[:1])), max_size=8
    )
)
def test_every_division_of_the_totals_adds_up_to_the_whole(found: list[tuple[str, list[LineState]]]) -> None:
    sums = totals([(block, line) for block, lines in found for line in lines])
    for division in (sums.by_branch, sums.by_year, sums.by_origin, sums.by_block):
        assert sum(division.values(), Sum()) == sums.whole
    assert sum(sums.by_source.values()) == sums.whole.budget
