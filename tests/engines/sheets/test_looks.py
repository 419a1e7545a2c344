"""What an .xls says beside its values, read from its bytes; broken ones keep nobody from reading the values."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from vun.engines.sheets import open_workbook
from vun.engines.sheets.biff import examine
from vun.engines.sheets.compound import Compound
from vun.engines.sheets.parts import Look

FILES = Path(__file__).parents[2] / "data" / "sheets"
HIDDEN = (FILES / "lo-hidden-rows.xls").read_bytes()


def test_hidden_rows_and_columns_are_told() -> None:
    assert examine(HIDDEN) == [Look("Sheet1", hidden_columns=frozenset({2}), hidden_rows=frozenset({2}))]


def test_a_formula_that_failed_shows_its_error_again() -> None:
    name = "lo-formulas-failed.xls"

    (sheet,) = open_workbook(name, (FILES / name).read_bytes()).sheets

    assert sheet.rows[1][5] == "#N/A"


def test_fonts_of_old_encodings_are_told_by_column() -> None:
    (look,) = examine((FILES / "lo-history-tcvn3.xls").read_bytes())

    assert set(look.fonts.values()) == {".VnTime"}
    assert set(look.fonts) == {0, 1, 2, 3, 4}


@given(st.integers(0, len(HIDDEN) - 1), st.binary(min_size=1, max_size=8))
def test_bytes_that_lie_raise_nothing(at: int, wrong: bytes) -> None:
    looks = examine(HIDDEN[:at] + wrong + HIDDEN[at + len(wrong) :])

    assert all(isinstance(look, Look) for look in looks)


@given(st.integers(0, len(HIDDEN)))
def test_files_cut_short_raise_nothing(length: int) -> None:
    assert isinstance(examine(HIDDEN[:length]), list)


def test_records_shorter_than_their_kind_raise_nothing() -> None:
    heads = list(_heads_of_records())
    looks = [
        examine(HIDDEN[: head + 2] + struct.pack("<H", length) + HIDDEN[head + 4 :])
        for head in heads
        for length in (0, 1)
    ]

    assert len(heads) > 100
    assert [] in looks


def _heads_of_records() -> Iterator[int]:
    """Where each record of the workbook begins in the file, whose sectors follow one another."""
    stream = Compound(HIDDEN).stream("Workbook")
    first, at = HIDDEN.index(stream), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        if kind:
            yield first + at
        at += 4 + length
