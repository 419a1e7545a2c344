"""What spreadsheets do to numbers, IDs and letters is undone, whatever they were."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vun.common.numbers import format_number
from vun.engines.sheets import legacy, values
from vun.engines.sheets.headings import Heading, score
from vun.engines.sheets.values import Identity

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
VNI_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "": ""}
VNI_HATS = {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
VNI_BREVES = {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
VNI_OF_I = {"\u0300": "ì", "\u0301": "í", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò", "": "i"}

words = st.text(LETTERS, min_size=1, max_size=7)
texts = st.lists(words, min_size=1, max_size=5).map(" ".join)


def vni(text: str) -> str:
    """As a keyboard of VNI writes it: the letter, then a sign for its marks."""
    return "".join(map(_vni_letter, text))


def _vni_letter(letter: str) -> str:
    if letter == "đ":
        return "ñ"
    base, *marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    if base == "i":
        return VNI_OF_I[tone]
    if letter == "ỵ":
        return "î"
    if "\u0302" in marks:
        return base + VNI_HATS[tone]
    if "\u0306" in marks:
        return base + VNI_BREVES[tone]
    horned = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
    return horned + VNI_TONES[tone]


@given(texts)
def test_what_was_written_in_vni_is_read_back(text: str) -> None:
    assert legacy.from_vni(vni(text)) == text


@given(texts)
def test_what_was_written_in_tcvn3_is_read_back(text: str) -> None:
    signs = {letter: sign for sign, letter in legacy._TCVN3.items()}
    assert legacy.from_tcvn3("".join(signs.get(letter, letter) for letter in text)) == text


@given(
    st.decimals(Decimal(-(10**12)), Decimal(10**12), places=2, allow_nan=False),
    st.sampled_from(["", " ", "\u00a0"]),
)
def test_numbers_are_read_as_they_are_written_here(number: Decimal, around: str) -> None:
    written = format_number(number, decimals=2)
    assert values.read_decimal(f"{around}{written}{around}".replace("−", "-")) == number
    assert values.read_money(format_number(abs(int(number)))) == abs(int(number))


@given(st.integers(1, 96), st.integers(0, 3), st.integers(0, 10**8 - 1))
def test_a_number_gets_the_zeros_back_that_a_spreadsheet_took(province: int, century: int, rest: int) -> None:
    digits = f"{province:03d}{century}{rest:08d}"
    zeros = len(digits) - len(digits.lstrip("0"))
    assert values.read_identity(int(digits)) == Identity(digits, zeros)
    assert values.read_identity(float(digits)) == Identity(digits, zeros)
    assert values.read_identity(digits) == Identity(digits)


@given(texts)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert values.read_text(composed) == values.read_text(decomposed)
    assert values.read_name(composed) == values.read_name(decomposed)
    heading = Heading("a", (composed,))
    assert (score(heading, [decomposed]), score(heading, [composed.upper()])) == (1.0, 1.0)
