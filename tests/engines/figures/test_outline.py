"""Trees of figures as lines of text, and statements as files: both read back to what was written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.engines.figures import (
    Figure,
    Qualifier,
    Statement,
    read_file,
    read_outline,
    write_file,
    write_outline,
)
from vun.engines.figures.model import Difference, Sum

FILES = sorted((Path(__file__).parents[2] / "data" / "cases").glob("*.yaml"))
TEXT = """\
Tổng đào tạo, bồi dưỡng: 19.037 lượt người
  Đào tạo: tổng số cán bộ được cử: 1.110 lượt (một phần)
\tTại tỉnh: Trên 1.000 học viên

  Bồi dưỡng: 17927 học viên
Kinh phí: hơn 26,8 tỷ đồng
Tỷ lệ: khoảng 50,40 %
Giảm: -5 người
"""


def test_lines_become_a_tree_with_its_sums() -> None:
    made = read_outline(TEXT, case="2009")

    assert [(depth, one.id, one.value, one.unit, one.qualifier) for depth, one in made.walk()] == [
        (0, "1", Decimal(19037), "lượt người", Qualifier.EXACT),
        (1, "1.1", Decimal(1110), "lượt", Qualifier.EXACT),
        (2, "1.1.1", Decimal(1000), "học viên", Qualifier.OVER),
        (1, "1.2", Decimal(17927), "học viên", Qualifier.EXACT),
        (0, "2", Decimal(26_800_000_000), "đồng", Qualifier.OVER),
        (0, "3", Decimal("50.40"), "%", Qualifier.ABOUT),
        (0, "4", Decimal(-5), "người", Qualifier.EXACT),
    ]
    labels = [one.label for _, one in made.walk()]
    assert labels[1] == "Đào tạo: tổng số cán bộ được cử"
    assert made.by_id["2"].raw == "hơn 26,8 tỷ"
    assert made.by_id["3"].decimals == 2
    assert made.relations == (
        Sum("S1", "1", ("1.1", "1.2")),
        Sum("S1.1", "1.1", ("1.1.1",), is_complete=False),
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "outline_empty", None),
        ("  \n\n", "outline_empty", None),
        ("Đào tạo 1.110 lượt", "outline_line", "1"),
        ("Đào tạo: 1.110", "outline_line", "1"),
        ("Đào tạo: 1.11 lượt", "outline_line", "1"),
        ("Đào tạo: một nghìn lượt", "outline_line", "1"),
        ("A: 1 lớp\n\n: 2 lớp", "outline_line", "3"),
        ("    A: 1 lớp\n  B: 2 lớp", "outline_indent", "2"),
        ("A: 1 lớp [x]\nB: 2 lớp [x]", "outline_repeated_id", "2"),
        ("A: 1 lớp [2]\nB: 2 lớp", "outline_repeated_id", "2"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, code: str, line: str | None) -> None:
    with pytest.raises(Problem) as caught:
        read_outline(text)
    assert (caught.value.code, caught.value.params.get("line")) == (f"figures.{code}", line)
    assert caught.value.field == "outline"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_corrected_by_hand_keeps_all_else(path: Path) -> None:
    known = read_file(path.read_bytes(), path.name)

    again = read_outline(write_outline(known), known)

    assert again.figures == known.figures
    assert again.relations[: len(known.relations)] == known.relations


def test_a_relation_never_loses_a_figure_unseen() -> None:
    known = Statement(
        "x",
        (Figure("a", Decimal(1), "lớp", label="A"), Figure("b", Decimal(2), "lớp", label="B")),
        (Difference("R1", "a", "b"),),
    )
    with pytest.raises(Problem) as caught:
        read_outline("A: 3 lớp [a]", known)
    assert (caught.value.code, caught.value.params) == ("figures.unknown_id", {"place": "R1", "id": "b"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_statement_written_as_a_file_reads_back_the_same(path: Path) -> None:
    known = read_file(path.read_bytes(), path.name)
    assert read_file(write_file(known), path.name) == known


FIGURES = st.builds(
    Figure,
    id=st.just(""),
    value=st.integers(-(10**12), 10**12).map(Decimal) | st.decimals(-1000, 1000, places=2),
    unit=st.sampled_from(["lượt người", "đồng", "%", "lớp", "CBCCVC/lớp"]),
    qualifier=st.sampled_from(list(Qualifier)),
    label=st.sampled_from(
        ["Đào tạo", "Bồi dưỡng: ngắn hạn", "Năm 2018 (lớp tại huyện)", "1. QP-AN đối tượng 1"]
    ),
)


def tree(depth: int) -> st.SearchStrategy[tuple[Figure, ...]]:
    whole = FIGURES if depth == 0 else st.builds(_with_parts, FIGURES, tree(depth - 1))
    return st.lists(whole, max_size=3).map(tuple)


def _with_parts(figure: Figure, parts: tuple[Figure, ...]) -> Figure:
    return Figure(figure.id, figure.value, figure.unit, figure.qualifier, label=figure.label, parts=parts)


def _named(figures: tuple[Figure, ...], prefix: str = "") -> tuple[Figure, ...]:
    return tuple(
        Figure(
            f"{prefix}{place}",
            one.value,
            one.unit,
            one.qualifier,
            label=one.label,
            parts=_named(one.parts, f"{prefix}{place}."),
        )
        for place, one in enumerate(figures, start=1)
    )


@given(tree(2).filter(bool).map(_named))
def test_any_tree_reads_back_from_its_outline_and_from_its_file(figures: tuple[Figure, ...]) -> None:
    made = read_outline(write_outline(Statement("x", figures)), case="x")
    assert made.figures == figures
    assert read_file(write_file(made), "x.yaml") == made
