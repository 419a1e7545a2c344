"""What printed words allow, and the figures of the package beside the published files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from vun.engines.figures import Figure, Qualifier, Statement, check, read_file
from vun.samples.cases.stated import Value, Verdict, judge, label_here, read_stated, unit_here

PUBLISHED = {
    "lang-son": "lang-son-2009",
    "dinh-lap": "dinh-lap-2018",
    "quang-ninh": "quang-ninh-2020",
    "lao-cai": "lao-cai-2010-2015",
    "ben-tre": "ben-tre-2012-2016",
}
FILES = Path(__file__).parents[2] / "data" / "cases"


def published(name: str) -> Statement:
    """The published file."""
    path = FILES / f"{PUBLISHED[name]}.yaml"
    return read_file(path.read_bytes(), path.name)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_package_states_what_was_published(name: str) -> None:
    ours, theirs = read_stated(name), published(name)
    assert (ours.case, ours.figures, ours.relations) == (theirs.case, theirs.figures, theirs.relations)
    assert check(ours) == check(theirs)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_figure_speaks_both_languages(name: str) -> None:
    from django.utils import translation

    figures = [figure for _, figure in read_stated(name).walk()]
    assert all(figure.label_english for figure in figures)
    with translation.override("en"):
        assert [label_here(one) for one in figures] == [one.label_english for one in figures]
        assert all(unit_here(name, one) for one in figures)
    with translation.override("vi"):
        assert [(label_here(one), unit_here(name, one)) for one in figures] == [
            (one.label, one.unit) for one in figures
        ]


def figure(value: str, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
    return Figure("x", Decimal(value), "người", qualifier)


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        (Qualifier.OVER, "1500", "1600"),
        (Qualifier.AT_LEAST, "1500", "1600"),
        (Qualifier.UNDER, "1400", "1500"),
        (Qualifier.ABOUT, "1450", "1550"),
    ],
)
def test_words_allow_an_interval(qualifier: Qualifier, low: str, high: str) -> None:
    stated = figure("1500", qualifier)

    assert [judge(stated, Decimal(end)) for end in (low, high)] == [Verdict.WITHIN] * 2
    assert [judge(stated, Decimal(low) - 1), judge(stated, Decimal(high) + 1)] == [Verdict.DIFFERS] * 2


@pytest.mark.parametrize(
    ("stated", "counted", "verdict"),
    [
        ("1830", 1830, Verdict.EQUAL),
        ("1830", 1829, Verdict.DIFFERS),
        ("1830", Decimal("1830.4"), Verdict.DIFFERS),
        ("130.47", Decimal("130.4798"), Verdict.CUT),
        ("130.48", Decimal("130.4798"), Verdict.EQUAL),
        ("130.46", Decimal("130.4798"), Verdict.DIFFERS),
        ("50.4", Decimal("50.4"), Verdict.EQUAL),
        ("50.4", 50, Verdict.DIFFERS),
        ("18", None, Verdict.DIFFERS),
    ],
)
def test_an_exact_figure_is_equal_cut_or_different(
    stated: str, counted: Value | None, verdict: Verdict
) -> None:
    assert judge(figure(stated), counted) is verdict
