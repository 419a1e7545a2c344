"""Searching without accents and sorting the Vietnamese way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.text import clean, fold, name_key, sort_key

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def test_a_clean_text_can_be_kept_by_any_database() -> None:
    assert clean(" Lê\x00 \t Thị\n\x00 Hoà ") == "Lê Thị Hoà"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đào  Hoà", "dao hoa"),
        ("hòa", "hoa"),
        ("Sở Nội vụ", "so noi vu"),
        ("Nghị quyết 26-NQ/TW", "nghi quyet 26 nq tw"),
        ("ƯỜNG", "uong"),
        ("", ""),
    ],
)
def test_folding_strips_marks_and_case(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_composed_and_decomposed_spellings_have_the_same_keys() -> None:
    composed, decomposed = (
        unicodedata.normalize("NFC", "Nguyễn Thị Ngọc Ánh"),
        unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Ánh"),
    )
    assert composed != decomposed
    assert (fold(composed), sort_key(composed), clean(composed)) == (
        fold(decomposed),
        sort_key(decomposed),
        composed,
    )


def test_people_are_sorted_by_given_name_then_family_then_middle_name() -> None:
    names = [
        "Trần Văn Ánh",
        "Nông Văn Ảnh",
        "Lý Thị Anh",
        "Vi Văn Anh",
        "Lê Ân",
        "Đào Hòa",
        "Dương Đức",
        "Hoàng Dũng",
        "Lê Ăn",
    ]
    assert sorted(names, key=name_key) == [
        "Lý Thị Anh",
        "Vi Văn Anh",
        "Nông Văn Ảnh",
        "Trần Văn Ánh",
        "Lê Ăn",
        "Lê Ân",
        "Hoàng Dũng",
        "Dương Đức",
        "Đào Hòa",
    ]


def test_tones_come_in_dictionary_order() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


def test_letters_decide_before_tones_do() -> None:
    assert sorted(["má", "mai", "ma", "mài"], key=sort_key) == ["ma", "má", "mai", "mài"]


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=6), st.text(alphabet=ALPHABET, min_size=1, max_size=6))
def test_words_without_tones_sort_as_their_letters_do(one: str, other: str) -> None:
    by_alphabet = [ALPHABET.index(letter) for letter in one] < [ALPHABET.index(letter) for letter in other]
    assert (sort_key(one) < sort_key(other)) == by_alphabet


@given(st.text(max_size=30))
def test_sort_keys_are_lower_case_ascii_so_that_every_collation_agrees(text: str) -> None:
    assert all(char in "abcdefghijklmnopqrstuvwxyz0123456789" for char in sort_key(text))


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
