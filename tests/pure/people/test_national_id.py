from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.records.people.domain import (
    NationalIdDoubt,
    Sex,
    doubts_about,
    is_national_id,
    mask,
    read_national_id,
)

BORN = date(1980, 5, 17)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("020080000001", "020080000001"),
        (" 020 080 000 001 ", "020080000001"),
        ("020\u00a0080\u00a0000\u00a0001", "020080000001"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_spaces_between_the_digits_do_not_matter(text: str, digits: str) -> None:
    assert read_national_id(text) == digits


@pytest.mark.parametrize(
    "text", ["02008000001", "0200800000012", "02008000000O", "１２３４５６７８９０１２", "20080000001.0"]
)
def test_anything_but_twelve_digits_is_a_problem_beside_the_field(text: str) -> None:
    with pytest.raises(Problem) as raised:
        read_national_id(text)

    assert (raised.value.code, raised.value.field) == ("people.national_id_format", "national_id")
    assert raised.value.params == {}


def test_a_number_is_told_from_a_name() -> None:
    assert [is_national_id(text) for text in ("020 080 000 001", "Nguyễn Văn An", "", "123")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("national_id", "birth_on", "sex", "doubts"),
    [
        ("020080000001", BORN, Sex.MALE, ()),
        ("020180000001", BORN, Sex.FEMALE, ()),
        ("020203000001", date(2003, 1, 1), Sex.MALE, ()),
        ("020303000001", date(2003, 1, 1), Sex.FEMALE, ()),
        ("", BORN, Sex.MALE, ()),
        ("020180000001", BORN, Sex.MALE, (NationalIdDoubt.SEX,)),
        ("020081000001", BORN, Sex.MALE, (NationalIdDoubt.BIRTH_YEAR,)),
        ("020280000001", BORN, Sex.MALE, (NationalIdDoubt.CENTURY,)),
        (
            "020381000001",
            BORN,
            Sex.MALE,
            (NationalIdDoubt.CENTURY, NationalIdDoubt.SEX, NationalIdDoubt.BIRTH_YEAR),
        ),
    ],
)
def test_digits_that_disagree_with_sex_century_or_birth_year_raise_a_doubt(
    national_id: str, birth_on: date, sex: Sex, doubts: tuple[NationalIdDoubt, ...]
) -> None:
    assert doubts_about(national_id, birth_on, sex) == doubts


@given(
    st.dates(date(1900, 1, 1), date(2399, 12, 31)),
    st.sampled_from(Sex),
    st.integers(1, 96),
    st.integers(0, 999_999),
)
def test_a_number_built_by_the_rule_raises_no_doubt(birth_on: date, sex: Sex, place: int, rest: int) -> None:
    digit = 2 * (birth_on.year // 100 - 19) + (sex is Sex.FEMALE)
    number = f"{place:03d}{digit}{birth_on.year % 100:02d}{rest:06d}"

    assert doubts_about(number, birth_on, sex) == ()


def test_a_mask_keeps_the_ends_only() -> None:
    assert (mask("020080000145"), mask("")) == ("020*******45", "")
