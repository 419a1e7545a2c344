"""Each type of relation at its edges, and sums and ratios against a slow twin."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.figures.statements import checked, statement
from vun.common.errors import Problem
from vun.engines.figures import Qualifier, check, interval, place_value
from vun.engines.figures.model import Figure, Ratio, Statement


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("1500", "100"), ("26800000000", "100000000"), ("50.4", "0.1"), ("50.40", "0.1"), ("90", "10"), ("209", "1"),
        ("0", "1"), ("0.0", "1"), ("-1500", "100"), ("100.0", "100"), ("0.05", "0.01"),
    ],
)  # fmt: skip
def test_a_figure_is_cut_at_its_last_digit_that_is_not_zero(value: str, place: str) -> None:
    assert place_value(Decimal(value)) == Decimal(place)


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        ("exact", 1500, 1500),
        ("over", 1500, 1600),
        ("at_least", 1500, 1600),
        ("under", 1400, 1500),
        ("about", 1450, 1550),
    ],
)
def test_words_allow_an_interval(qualifier: str, low: int, high: int) -> None:
    assert interval(Decimal(1500), Qualifier(qualifier)) == (Decimal(low), Decimal(high))


def test_an_interval_of_many_digits_loses_none() -> None:
    digits = "1234567890123456789012345678901234567"
    assert interval(Decimal(f"{digits}.5"), Qualifier.ABOUT) == (
        Decimal(f"{digits}.45"), Decimal(f"{digits}.55"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("total", "parts", "status"),
    [
        (10, [4, 6], "reconciles"),
        (10, [4, 5], "mismatch"),
        ("0.3", ["0.1", "0.2"], "reconciles"),
        # Equal, but one of them is not exact.
        ((10, "over"), [4, 6], "consistent_with_qualifiers"),
        (10, [(4, "about"), 6], "consistent_with_qualifiers"),
        # Ends of intervals meet: trên 90 reaches 100; gần 110 goes down to 100.
        (100, [(90, "over")], "consistent_with_qualifiers"),
        (101, [(90, "over")], "mismatch"),
        (89, [(90, "over")], "mismatch"),
        ((110, "under"), [100], "consistent_with_qualifiers"),
        ((110, "under"), [99], "mismatch"),
        ((9700, "over"), [(1500, "over"), (1800, "over"), (2500, "over"), 3800], "consistent_with_qualifiers"),
        ((9700, "over"), [(1500, "over"), 1800, 2500, 3800], "consistent_with_qualifiers"),
        ((9700, "over"), [1500, 1800, 2500, 3800], "mismatch"),
    ],
)  # fmt: skip
def test_a_complete_sum(total: Any, parts: list[Any], status: str) -> None:
    figures = {"t": total, **{f"p{place}": part for place, part in enumerate(parts)}}
    assert (
        checked(figures, "sum", total="t", parts=[key for key in figures if key != "t"])["status"] == status
    )


@pytest.mark.parametrize(
    ("total", "part", "status"),
    [
        (10, 4, "partial_list"),
        (10, 10, "partial_list"),
        (10, 11, "mismatch"),
        ((10, "over"), 20, "partial_list"),
        ((10, "over"), 21, "mismatch"),
        (10, (20, "under"), "partial_list"),
        (10, (12, "under"), "mismatch"),
    ],
)
def test_a_sum_of_which_only_some_parts_are_listed(total: Any, part: Any, status: str) -> None:
    made = checked({"t": total, "p": part}, "sum", total="t", parts=["p"], complete=False)
    stated = Decimal(total[0] if isinstance(total, tuple) else total)
    listed = Decimal(part[0] if isinstance(part, tuple) else part)
    assert made == {
        "computed": listed,
        "stated": stated,
        "difference": listed - stated,
        "residual_not_listed": stated - listed,
        "status": status,
    }


@pytest.mark.parametrize(
    ("num", "den", "stated", "status", "rounded"),
    [
        (1, 3, "33.33", "reconciles", "33.33"),
        (2, 3, "66.67", "reconciles", "66.67"),
        (2, 3, "66.66", "truncated_not_rounded", "66.67"),
        (2, 3, "66.65", "mismatch", "66.67"),
        (1, 8, "12.5", "reconciles", "12.5"),
        # Halves go up: 12,5 at no decimals is 13, and 12 is cut.
        (1, 8, 13, "reconciles", "13"),
        (1, 8, 12, "truncated_not_rounded", "13"),
        (-1, 8, -13, "reconciles", "-13"),
        (-1, 8, -12, "truncated_not_rounded", "-13"),
        # The digits as printed count: 50.0 has one decimal.
        (1, 2, "50.0", "reconciles", "50"),
        (501, 1000, "50.0", "mismatch", "50.1"),
        # Words of the stated rate: only their one bound counts, though trên 90 would end at 100.
        (134, 147, (90, "over"), "consistent_with_qualifiers", "91"),
        (129, 147, (90, "over"), "mismatch", "88"),
        (3, 1, (90, "over"), "consistent_with_qualifiers", "300"),
        (9, 10, (90, "at_least"), "consistent_with_qualifiers", "90"),
        (9, 10, (90, "under"), "consistent_with_qualifiers", "90"),
        (1, 10, (90, "under"), "consistent_with_qualifiers", "10"),
        (91, 100, (90, "under"), "mismatch", "91"),
        (85, 100, (90, "about"), "consistent_with_qualifiers", "85"),
        (95, 100, (90, "about"), "consistent_with_qualifiers", "95"),
        (96, 100, (90, "about"), "mismatch", "96"),
        # Words of numerator or denominator give leeway, to a unit of the last decimal.
        (1830, (3600, "over"), "50.4", "consistent_with_qualifiers", "50.8"),
        (1830, (3600, "over"), "49.4", "consistent_with_qualifiers", "50.8"),
        (1830, (3600, "over"), "49.3", "mismatch", "50.8"),
        (1830, (3600, "over"), "50.9", "consistent_with_qualifiers", "50.8"),
        (1830, (3600, "over"), "51.0", "mismatch", "50.8"),
        # A denominator that may be next to nothing sets no upper end.
        (5, (1, "under"), 9000, "consistent_with_qualifiers", "500"),
        (5, (1, "under"), 400, "mismatch", "500"),
    ],
)  # fmt: skip
def test_a_ratio(num: Any, den: Any, stated: Any, status: str, rounded: str) -> None:
    made = checked({"n": num, "d": den, "s": stated}, "ratio", num="n", den="d", stated="s")
    assert (made["status"], made["computed_rounded"]) == (status, Decimal(rounded))


def test_a_ratio_is_rounded_once_and_in_the_scale_and_decimals_asked_for() -> None:
    # 0.44446: to four decimals 44.4460, to one 44.4; the tail decides only where it should.
    figures = {"n": 44_4499_99, "d": 100_0000_00, "s": "44.4"}
    assert checked(figures, "ratio", num="n", den="d", stated="s") == {
        "computed": Decimal("44.45"),
        "computed_rounded": Decimal("44.4"),
        "stated": Decimal("44.4"),
        "difference": 0,
        "status": "reconciles",
    }
    made = checked(
        {"n": 7, "d": 3, "s": "2.3"}, "ratio", num="n", den="d", stated="s", scale=Decimal(1), decimals=2
    )
    assert made == {
        "computed": Decimal("2.3333"),
        "computed_rounded": Decimal("2.33"),
        "stated": Decimal("2.3"),
        "difference": Decimal("0.03"),
        "status": "mismatch",
    }


def test_a_difference() -> None:
    figures: dict[str, Any] = {"a": 10, "b": 4, "s": (10, "about")}
    assert checked(figures, "difference", a="a", b="b") == {
        "computed": 6, "stated": None, "status": "implied_not_stated",
    }  # fmt: skip
    assert checked(figures, "difference", a="a", b="b", stated="s") == {
        "computed": 6, "stated": 10, "difference": -4, "status": "reconciles",
    }  # fmt: skip
    assert checked(figures, "difference", a="b", b="a", stated="s")["status"] == "mismatch"
    assert checked(figures, "difference", a="a", b="b", stated="a")["status"] == "mismatch"


def test_a_product() -> None:
    figures: dict[str, Any] = {"a": 12, "b": 65, "s": 780, "t": (700, "over"), "u": (800, "over")}
    assert checked(figures, "product", factors=["a", "b"], stated="s") == {
        "computed": 780, "stated": 780, "difference": 0, "status": "reconciles",
    }  # fmt: skip
    made = checked(figures, "product", factors=["a", "b"], stated="t")
    assert (made["status"], made["difference"]) == ("consistent_with_qualifiers", 80)
    assert checked(figures, "product", factors=["a", "b"], stated="u")["status"] == "mismatch"
    assert checked(figures, "product", factors=["a", "a"]) == {
        "computed": 144, "stated": None, "status": "implied_not_stated",
    }  # fmt: skip
    # Equal is equal, whatever its word.
    assert checked({"a": 7, "t": (7, "over")}, "product", factors=["a"], stated="t")["status"] == "reconciles"


def test_a_subset() -> None:
    assert checked({"w": 1188, "p": 199}, "subset", whole="w", part="p") == {
        "whole": 1188, "part": 199, "share_percent": Decimal("16.75"), "rest": 989, "status": "reconciles",
    }  # fmt: skip
    assert checked({"w": 10, "p": 11}, "subset", whole="w", part="p")["status"] == "mismatch"
    assert checked({"w": (10, "over"), "p": 20}, "subset", whole="w", part="p")["status"] == "reconciles"
    assert checked({"w": (10, "over"), "p": 21}, "subset", whole="w", part="p")["status"] == "mismatch"


def test_what_is_implied() -> None:
    assert checked({"a": "1.5", "b": (2, "over")}, "implied_sum", parts=["a", "b"]) == {
        "computed": Decimal("3.5"), "stated": None, "status": "implied_not_stated",
    }  # fmt: skip
    assert checked({"a": 2, "b": 3}, "implied_ratio", num="a", den="b") == {
        "computed": Decimal("66.6667"), "stated": None, "status": "implied_not_stated",
    }  # fmt: skip
    assert checked({"a": 90, "b": 2}, "implied_ratio", num="a", den="b", scale=Decimal(1))["computed"] == 45


def test_a_range_and_an_order_may_stand_still_but_not_go_down() -> None:
    assert checked({"a": 15, "b": 20}, "range", low="a", high="b") == {
        "low": 15, "high": 20, "status": "reconciles",
    }  # fmt: skip
    assert checked({"a": 15, "b": 15}, "range", low="a", high="b")["status"] == "reconciles"
    assert checked({"a": 15, "b": 20}, "range", low="b", high="a")["status"] == "mismatch"
    figures: dict[str, Any] = {"a": 1, "b": 2, "c": "2.0", "d": 3}
    assert checked(figures, "order", ids=["a", "b", "c", "d"]) == {
        "values": [1, 2, 2, 3],
        "status": "reconciles",
    }
    assert checked(figures, "order", ids=["a", "d", "b"])["status"] == "mismatch"
    assert checked(figures, "equal", ids=["b", "c"]) == {"values": [2, 2], "status": "reconciles"}
    assert checked(figures, "equal", ids=["a", "b"])["status"] == "mismatch"


def test_a_ratio_of_nothing_built_in_memory_is_refused_by_name() -> None:
    nothing = Figure("d", Decimal(0), "người")
    made = Statement("x", (Figure("n", Decimal(1), "người"), nothing), (Ratio("R1", "n", "d", "n"),))
    with pytest.raises(Problem) as caught:
        check(made)
    assert (caught.value.code, caught.value.params) == (
        "figures.zero_denominator", {"place": "R1", "id": "d"},
    )  # fmt: skip


def test_no_digit_is_lost() -> None:
    big = {f"p{place}": f"{10**17 + place}.000000001" for place in range(60)}
    made = checked(big, "implied_sum", parts=list(big))
    assert made["computed"] == Decimal(60 * 10**17 + sum(range(60))) + Decimal("0.000000060")
    product = checked(big, "product", factors=list(big))
    with localcontext() as context:
        context.prec = 5000
        expected = Decimal(1)
        for one in big.values():
            expected *= Decimal(one)
        assert product["computed"] == expected


QUALIFIERS = st.sampled_from(list(Qualifier))
VALUES = st.integers(-5, 3000) | st.decimals(-10, 100, places=1)


@given(st.lists(st.tuples(VALUES, QUALIFIERS), min_size=1, max_size=5), VALUES, QUALIFIERS)
def test_a_sum_agrees_with_a_walk_over_its_ends(
    parts: list[tuple[Any, Qualifier]], total: Any, qualifier: Qualifier
) -> None:
    figures = {f"p{place}": (str(value), word.value) for place, (value, word) in enumerate(parts)}
    made = checked({"t": (str(total), qualifier.value), **figures}, "sum", total="t", parts=list(figures))

    def ends(value: Any, word: Qualifier) -> tuple[Decimal, Decimal]:
        text = f"{abs(Decimal(str(value))):f}"
        digits = text.rstrip("0").rstrip(".") if "." in text else text
        if "." in digits:
            grain = Decimal(10) ** -len(digits.split(".")[1])
        else:
            grain = (
                Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if digits.strip("0") else Decimal(1)
            )
        down = {"under": grain, "about": grain / 2}.get(word.value, Decimal(0))
        up = {"over": grain, "at_least": grain, "about": grain / 2}.get(word.value, Decimal(0))
        return Decimal(str(value)) - down, Decimal(str(value)) + up

    lows, highs = zip(*(ends(*part) for part in parts), strict=True)
    low, high = ends(total, qualifier)
    computed = sum(Decimal(str(value)) for value, _ in parts)
    if computed == Decimal(str(total)) and {qualifier, *(word for _, word in parts)} == {Qualifier.EXACT}:
        expected = "reconciles"
    else:
        expected = "mismatch" if sum(highs) < low or sum(lows) > high else "consistent_with_qualifiers"
    assert (made["computed"], made["status"]) == (computed, expected)


@given(st.integers(-20_000, 20_000), st.integers(1, 20_000), st.integers(0, 3))
def test_a_rounded_or_cut_rate_is_known_for_what_it_is(num: int, den: int, decimals: int) -> None:
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(num) * 100 / Decimal(den)
    step = Decimal(1).scaleb(-decimals)
    rounded, shorter = exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN)
    for stated, status in ((rounded, "reconciles"), (shorter, "truncated_not_rounded")):
        made = checked({"n": num, "d": den, "s": str(stated)}, "ratio", num="n", den="d", stated="s")
        assert made["computed_rounded"] == rounded
        assert made["status"] == ("reconciles" if stated == rounded else status)


def test_every_relation_keeps_its_place() -> None:
    made = statement(
        {"a": 1, "b": 2},
        {"type": "range", "low": "a", "high": "b"},
        {"id": "R0", "type": "difference", "a": "b", "b": "a"},
    )
    assert [one.relation for one in check(made)] == ["R1", "R0"]
