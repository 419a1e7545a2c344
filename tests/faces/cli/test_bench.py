"""What is asked of a measurement."""

from __future__ import annotations

import argparse

import pytest

from vun.faces.cli.commands import bench


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("1", [1]),
        ("3", [1, 2, 3]),
        ("3-5", [3, 4, 5]),
        ("2,7", [2, 7]),
        ("4,", None),
        ("0", None),
        ("15-11", None),
        ("2,9-8", None),
        ("1-3,9", [1, 2, 3, 9]),
    ],
)
def test_provinces_are_named_by_how_many_by_a_span_or_one_by_one(text, seeds, capsys) -> None:
    if seeds is None:
        with pytest.raises(SystemExit):
            parsed("planner", "--seeds", text)
        assert text in capsys.readouterr().err
    else:
        assert parsed("planner", "--seeds", text).seeds == seeds


def test_without_seeds_it_is_the_first_province() -> None:
    assert parsed("planner").seeds == [1]
