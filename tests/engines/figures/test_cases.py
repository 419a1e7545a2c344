"""The five published reports, and every type of relation at its edges: what a file expects is what comes out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from vun.engines.figures import check, checks_json, read_file
from vun.engines.figures.loading import load

DATA = Path(__file__).parents[2] / "data"
FILES = sorted((DATA / "cases").glob("*.yaml"))
# Each check in them was worked out by hand.
EDGES = sorted((DATA / "figures").glob("*.yaml"))


def without_comments(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in one.items() if key != "comment"} for one in checks]


def test_all_five_are_here() -> None:
    assert [path.stem for path in FILES] == [
        "ben-tre-2012-2016",
        "dinh-lap-2018",
        "lang-son-2009",
        "lao-cai-2010-2015",
        "quang-ninh-2020",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_check_is_as_the_file_expects(path: Path) -> None:
    expected = yaml.safe_load(path.read_bytes())
    statement = read_file(path.read_bytes(), path.name)

    text = checks_json(statement.case, check(statement))

    made = json.loads(text)
    assert made == {"case": expected["case"], "checks": without_comments(expected["checks"])}
    assert len(list(statement.walk())) == expected["figure_count"]
    assert_whole_numbers_are_written_as_such(text)


@pytest.mark.parametrize("path", EDGES, ids=lambda path: path.stem)
def test_every_edge_is_as_worked_out_by_hand(path: Path) -> None:
    statement = read_file(path.read_bytes(), path.name)

    text = checks_json(statement.case, check(statement))

    expected = load(path.read_bytes(), path.name)["checks"]
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal)["checks"] == expected
    assert_whole_numbers_are_written_as_such(text)


def assert_whole_numbers_are_written_as_such(text: str) -> None:
    assert ".0," not in text
    assert ".0\n" not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_file_expects_is_not_looked_at(path: Path) -> None:
    whole = read_file(path.read_bytes(), path.name)
    document = yaml.safe_load(path.read_bytes())
    for key in ("checks", "check_summary", "figure_count"):
        del document[key]
    copy = read_file(yaml.safe_dump(document, allow_unicode=True).encode(), path.name)

    assert check(copy) == check(whole)
