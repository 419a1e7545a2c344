"""Where people count after a class, and the matrix of before and after."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.records.outcomes.domain import (
    PLACED,
    PlacementGroup,
    PlacementMatrix,
    suggested_group,
)
from vun.records.people.domain import EndReason, PostGroup

BEFORE = PostGroup.NO_POST
CIVIL = PlacementGroup.COMMUNE_CIVIL_SERVANT


@pytest.mark.parametrize(
    ("now", "ended", "group"),
    [
        (PostGroup.COMMUNE_CADRE, None, PlacementGroup.COMMUNE_CADRE),
        (PostGroup.RESERVE_CADRE, EndReason.RESIGNED, PlacementGroup.RESERVE_CADRE),
        (None, EndReason.RETIRED, PlacementGroup.DEPARTED),
        (None, EndReason.DIED, PlacementGroup.DEPARTED),
        (None, EndReason.TERM_ENDED, PlacementGroup.NOT_PLACED),
        (None, None, PlacementGroup.NOT_PLACED),
        (PostGroup.NO_POST, None, PlacementGroup.NOT_PLACED),
    ],
)
def test_the_post_of_the_day_or_how_the_last_ended_tells_the_group(
    now: PostGroup | None, ended: EndReason | None, group: PlacementGroup
) -> None:
    assert suggested_group(now, ended) is group


def test_the_rate_is_of_all_by_the_declared_numerator() -> None:
    cells = {(BEFORE, CIVIL): 133, (BEFORE, PlacementGroup.RESERVE_CADRE): 1, (BEFORE, None): 13}
    assert PlacementMatrix(cells).rate == Decimal("90.48")
    with_reserve = PlacementMatrix(cells, PLACED | {PlacementGroup.RESERVE_CADRE})
    assert (with_reserve.placed, with_reserve.total, with_reserve.rate) == (134, 147, Decimal("91.16"))


def test_nobody_has_no_rate() -> None:
    assert PlacementMatrix({}).rate is None


def test_outcomes_without_a_post_and_the_reserve_do_not_count_as_placed() -> None:
    assert {group.value for group in frozenset(PlacementGroup) - PLACED} == {
        "departed",
        "not_placed",
        "declined",
        "reserve_cadre",
    }


cells = st.dictionaries(
    st.tuples(st.sampled_from(PostGroup), st.sampled_from([*PlacementGroup, None])), st.integers(1, 500)
)


@given(cells)
def test_rows_and_columns_add_up_to_the_same_total(
    counted: dict[tuple[PostGroup, PlacementGroup | None], int],
) -> None:
    matrix = PlacementMatrix(counted)
    assert sum(matrix.before(group) for group in PostGroup) == matrix.total
    assert sum(matrix.after(group) for group in [*PlacementGroup, None]) == matrix.total
    assert matrix.placed <= matrix.total
