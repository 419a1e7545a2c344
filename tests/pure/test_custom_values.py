"""What an office's own fields hold, and how it stands in a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.custom.domain import (
    LARGEST_NUMBER,
    FieldSpec,
    Value,
    ValueKind,
    checked,
    code_of,
    read_choices,
    value_in,
    with_values,
)

TEXT = FieldSpec("custom_so_hieu", "Số hiệu", ValueKind.TEXT)
NUMBER = FieldSpec("custom_he_so", "Hệ số", ValueKind.NUMBER)
DAY = FieldSpec("custom_ngay", "Ngày", ValueKind.DATE)
CHOICE = FieldSpec("custom_khu", "Khu", ValueKind.CHOICE, ("Đông", "Tây"))
SPECS = [TEXT, NUMBER, DAY, CHOICE]


def code(call: Callable[[], object]) -> tuple[str, str | None]:
    with pytest.raises(Problem) as raised:
        call()
    return raised.value.code, raised.value.field


def test_a_code_is_ascii_and_numbered_when_taken() -> None:
    assert code_of("Số hiệu  (CC)", set()) == "custom_so_hieu_cc"
    assert code_of("Số hiệu", {"custom_so_hieu", "custom_so_hieu_2"}) == "custom_so_hieu_3"
    assert code_of("日本", set()) == "custom_field"


def test_every_kind_is_stored_as_json_and_a_text_also_folded() -> None:
    values = {
        "custom_so_hieu": " Ỷ  Lan ",
        "custom_he_so": Decimal("2.34"),
        "custom_ngay": date(2024, 2, 29),
        "custom_khu": "Tây",
    }
    assert with_values(SPECS, {"custom_cu": 1}, values) == {
        "custom_cu": 1,
        "custom_so_hieu": "Ỷ Lan",
        "fold_custom_so_hieu": "y lan",
        "custom_he_so": 2.34,
        "custom_ngay": "2024-02-29",
        "custom_khu": "Tây",
    }


def test_an_emptied_field_leaves_nothing_behind_and_one_not_named_stays() -> None:
    stored = with_values(SPECS, {}, {"custom_so_hieu": "A1", "custom_he_so": Decimal(3)})
    assert with_values(SPECS, stored, {"custom_so_hieu": None}) == {"custom_he_so": 3}


def test_a_choice_no_longer_offered_may_stay_but_not_come_anew() -> None:
    narrowed = FieldSpec(CHOICE.code, CHOICE.label, CHOICE.kind, ("Đông",))
    assert with_values([narrowed], {"custom_khu": "Tây"}, {"custom_khu": "Tây"}) == {"custom_khu": "Tây"}
    assert code(lambda: with_values([narrowed], {}, {"custom_khu": "Tây"})) == (
        "custom.unknown_choice",
        "custom_khu",
    )


def test_what_a_field_cannot_hold_is_refused_beside_it() -> None:
    assert code(lambda: checked(TEXT, "x" * 301)) == ("custom.too_long", "custom_so_hieu")
    assert code(lambda: checked(NUMBER, LARGEST_NUMBER + 1)) == ("custom.number_too_large", "custom_he_so")
    assert code(lambda: checked(NUMBER, Decimal("NaN"))) == ("custom.number_too_large", "custom_he_so")
    assert checked(NUMBER, Decimal("1.23456")) == Decimal("1.2346")


def test_choices_are_cleaned_each_once_and_never_none() -> None:
    assert read_choices([" Đông ", "", "Tây", "Đông"]) == ("Đông", "Tây")
    assert code(lambda: read_choices(["", " "])) == ("custom.no_choices", "choices")
    assert code(lambda: read_choices(map(str, range(101)))) == ("custom.too_many_choices", "choices")
    assert code(lambda: read_choices(["x" * 81])) == ("custom.choice_too_long", "choices")


@given(
    text=st.none() | st.text(max_size=300).filter(lambda text: len(clean(text)) <= 300),
    number=st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    day=st.none() | st.dates(),
    choice=st.none() | st.sampled_from(CHOICE.choices),
)
def test_what_is_written_is_read_back(
    text: str | None, number: Decimal | None, day: date | None, choice: str | None
) -> None:
    values: dict[str, Value | None] = {
        TEXT.code: text,
        NUMBER.code: number,
        DAY.code: day,
        CHOICE.code: choice,
    }
    stored = with_values(SPECS, {}, values)
    assert {spec.code: value_in(spec, stored) for spec in SPECS} == values | {
        TEXT.code: (clean(text) or None) if text else None
    }


def test_half_of_the_last_decimal_goes_up_as_everywhere() -> None:
    halves = [Decimal(text) for text in ("0.00005", "0.00015", "-0.00005", "1.5")]
    assert [checked(NUMBER, value) for value in halves] == [
        Decimal(text) for text in ("0.0001", "0.0002", "-0.0001", "1.5")
    ]
