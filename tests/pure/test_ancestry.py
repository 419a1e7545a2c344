"""The ancestry of units over time says what climbing from parent to parent on each day says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.common.period import Period
from vun.records.orgs.domain import AncestorSpan, ParentSpan, ancestry

FIRST = date(2025, 1, 1)
DAYS = 12
UNITS = 6


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@st.composite
def histories(draw: st.DrawFn) -> list[ParentSpan]:
    """Units that may hang under any unit of a smaller number, and change where they hang from time to time."""
    spans = []
    for unit in range(UNITS):
        bounds = sorted(draw(st.sets(st.integers(0, DAYS), max_size=4)))
        for place, start in enumerate(bounds):
            is_last = place + 1 == len(bounds)
            end = None if is_last else day(bounds[place + 1])
            parent = draw(st.none() | st.integers(0, unit - 1)) if unit else None
            if draw(st.booleans()) or not is_last:
                spans.append(ParentSpan(unit, parent, Period(day(start), end)))
    return spans


def climbed(spans: list[ParentSpan], unit: int, on: date) -> list[int]:
    """The slow twin: from parent to parent as they are on the day."""
    path: list[int] = []
    here = next((span for span in spans if span.unit_id == unit and on in span.period), None)
    if here is None:
        return path
    path.append(unit)
    while here is not None and here.parent_id is not None:
        path.append(here.parent_id)
        parent = here.parent_id
        here = next((span for span in spans if span.unit_id == parent and on in span.period), None)
    return path


@given(histories())
def test_ancestry_is_climbing_day_by_day(spans: list[ParentSpan]) -> None:
    found = ancestry(spans)
    for number in range(-1, DAYS + 2):
        on = day(number)
        for unit in range(UNITS):
            of_unit = [span for span in found if span.unit_id == unit and on in span.period]
            of_unit.sort(key=lambda span: span.depth)
            assert [span.ancestor_id for span in of_unit] == climbed(spans, unit, on)
            assert [span.depth for span in of_unit] == list(range(len(of_unit)))


@given(histories())
def test_each_ancestor_stands_in_as_few_periods_as_possible(spans: list[ParentSpan]) -> None:
    found = ancestry(spans)
    ends = {(span.unit_id, span.ancestor_id, span.depth, span.period.end) for span in found}
    starts = {(span.unit_id, span.ancestor_id, span.depth, span.period.start) for span in found}
    assert ends & starts == set()


@given(histories(), st.sets(st.integers(0, UNITS - 1)))
def test_the_ancestry_of_some_is_that_part_of_the_whole(spans: list[ParentSpan], some: set[int]) -> None:
    def ordered(found: list[AncestorSpan]) -> list[tuple[int, int, int, date]]:
        return sorted((span.unit_id, span.ancestor_id, span.depth, span.period.start) for span in found)

    whole = [span for span in ancestry(spans) if span.unit_id in some]
    assert ordered(ancestry(spans, some)) == ordered(whole)


def test_a_unit_above_itself_is_refused_only_when_it_is_on_the_same_day() -> None:
    one_under_two = ParentSpan(1, 2, Period(day(0), day(5)))
    two_under_one_later = ParentSpan(2, 1, Period(day(5), None))
    assert ancestry([one_under_two, two_under_one_later])
    with pytest.raises(Problem) as caught:
        ancestry([one_under_two, ParentSpan(2, 1, Period(day(4), None))])
    assert (caught.value.code, caught.value.params) == ("orgs.cycle", {"on": day(4)})
