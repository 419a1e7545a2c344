"""Ranking by points: alike have one place, no more are admitted than there are places."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vun.records.admission.domain import CandidateState, by_points, passed_over, ranks

TOTALS = st.dictionaries(st.integers(0, 30), st.integers(0, 12).map(Decimal), max_size=12)


def test_who_has_the_same_points_has_the_same_place() -> None:
    totals = {1: Decimal(9), 2: Decimal(7), 3: Decimal(7), 4: Decimal(5)}
    assert ranks(totals) == {1: 1, 2: 2, 3: 2, 4: 4}
    assert by_points(totals, 2) == {
        1: CandidateState.ADMITTED,
        2: None,
        3: None,
        4: CandidateState.WAITING,
    }
    assert passed_over(totals, {1, 4}) == {2, 3}


@given(TOTALS, st.integers(1, 14))
def test_points_alone_admit_no_more_than_there_are_places_and_pass_nobody_over(
    totals: dict[int, Decimal], places: int
) -> None:
    found = by_points(totals, places)
    admitted = {key for key, state in found.items() if state is CandidateState.ADMITTED}
    assert found.keys() == totals.keys()
    assert len(admitted) <= places
    assert passed_over(totals, admitted) == set()
    if len(totals) <= places:
        assert admitted == totals.keys()
