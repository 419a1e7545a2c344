"""What printed words allow, and the figures of the package beside the published files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from vun.samples.cases.stated import Qualifier, Stated, Verdict, place_value, read_stated

PUBLISHED = {"ben-tre": "ben-tre-2012-2016", "lao-cai": "lao-cai-2010-2015"}
FILES = Path(__file__).parents[2] / "data" / "cases"


def published(name: str) -> list[dict[str, Any]]:
    """Every figure of the published file, parts after their whole."""

    def flat(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for row in rows for one in (row, *flat(row.get("parts", [])))]

    return flat(yaml.safe_load((FILES / f"{PUBLISHED[name]}.yaml").read_text(encoding="utf-8"))["figures"])


def stated(value: str, qualifier: Qualifier) -> Stated:
    return Stated("x", {"vi": "", "en": ""}, Decimal(value), {"vi": "", "en": ""}, qualifier)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_package_states_what_was_published(name: str) -> None:
    ours = [
        (one.id, one.value, one.qualifier.value, one.label["vi"], one.unit["vi"]) for one in read_stated(name)
    ]

    theirs = [
        (
            row["id"],
            Decimal(str(row["value"])),
            row["qualifier"],
            row["vi"],
            row["unit"],
        )
        for row in published(name)
    ]
    assert ours == theirs


@pytest.mark.parametrize(
    ("value", "place"),
    [("1500", "100"), ("26800000000", "100000000"), ("50.4", "0.1"), ("90", "10"), ("209", "1"), ("0", "1")],
)
def test_a_figure_is_cut_at_its_last_digit_that_is_not_zero(value: str, place: str) -> None:
    assert place_value(Decimal(value)) == Decimal(place)


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        (Qualifier.EXACT, "1500", "1500"),
        (Qualifier.OVER, "1500", "1600"),
        (Qualifier.AT_LEAST, "1500", "1600"),
        (Qualifier.UNDER, "1400", "1500"),
        (Qualifier.ABOUT, "1450", "1550"),
    ],
)
def test_words_allow_an_interval(qualifier: Qualifier, low: str, high: str) -> None:
    figure = stated("1500", qualifier)
    inside = Verdict.EQUAL if qualifier is Qualifier.EXACT else Verdict.WITHIN

    assert figure.interval == (Decimal(low), Decimal(high))
    assert [figure.judge(Decimal(end)) for end in (low, high)] == [inside, inside]
    assert [figure.judge(Decimal(low) - 1), figure.judge(Decimal(high) + 1)] == [Verdict.DIFFERS] * 2


def test_what_could_not_be_counted_differs() -> None:
    assert stated("18", Qualifier.EXACT).judge(None) is Verdict.DIFFERS
