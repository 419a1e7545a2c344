"""Dates, numbers, names and national IDs as offices write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.engines.sheets import values
from vun.engines.sheets.values import Day, Identity, Precision

TODAY = date(2026, 11, 22)
DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("02/09/1980", Day(date(1980, 9, 2), DAY)),
        ("2/9/1980", Day(date(1980, 9, 2), DAY)),
        ("02-09-1980", Day(date(1980, 9, 2), DAY)),
        ("02.09.1980", Day(date(1980, 9, 2), DAY)),
        (" 02 / 09 / 1980 ", Day(date(1980, 9, 2), DAY)),
        ("02/09/80", Day(date(1980, 9, 2), DAY)),
        ("02/09/19", Day(date(2019, 9, 2), DAY)),
        ("1980-09-02", Day(date(1980, 9, 2), DAY)),
        ("1980-09-02 00:00:00", Day(date(1980, 9, 2), DAY)),
        ("ngày 02 tháng 9 năm 1980", Day(date(1980, 9, 2), DAY)),
        ("02-Sep-80", Day(date(1980, 9, 2), DAY)),
        ("Sep 2, 1980", Day(date(1980, 9, 2), DAY)),
        ("từ ngày 02/09/1980", Day(date(1980, 9, 2), DAY)),
        ("02/09/1980 - nay", Day(date(1980, 9, 2), DAY)),
        ("02091980", Day(date(1980, 9, 2), DAY)),
        ("19800902", Day(date(1980, 9, 2), DAY)),
        (datetime(1980, 9, 2, tzinfo=UTC), Day(date(1980, 9, 2), DAY)),
        (date(1980, 9, 2), Day(date(1980, 9, 2), DAY)),
        (29466.0, Day(date(1980, 9, 2), DAY)),
        ("29466", Day(date(1980, 9, 2), DAY)),
        (2091980.0, Day(date(1980, 9, 2), DAY)),
        ("9/1980", Day(date(1980, 9, 1), MONTH)),
        ("09-1980", Day(date(1980, 9, 1), MONTH)),
        ("Tháng 9/1980", Day(date(1980, 9, 1), MONTH)),
        ("T9.1980", Day(date(1980, 9, 1), MONTH)),
        ("00/09/1980", Day(date(1980, 9, 1), MONTH)),
        ("../9/1980", Day(date(1980, 9, 1), MONTH)),
        (9.198, Day(date(1980, 9, 1), MONTH)),
        ("1980", Day(date(1980, 1, 1), YEAR)),
        (1980.0, Day(date(1980, 1, 1), YEAR)),
        ("năm 1980", Day(date(1980, 1, 1), YEAR)),
        ("00/00/1980", Day(date(1980, 1, 1), YEAR)),
        ("../../1980", Day(date(1980, 1, 1), YEAR)),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(cell: object, meant: Day) -> None:
    assert values.read_day(cell, today=TODAY) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "code", "suggestion"),
    [
        ("31/02/1980", "values.no_such_day", ""),
        ("09/25/1980", "values.no_such_day", "25/09/1980"),
        ("O2/09/198O", "values.not_a_date", "02/09/1980"),
        ("không rõ", "values.not_a_date", ""),
        ("1/13/1980 và", "values.not_a_date", "01/13/1980"),
        (True, "values.not_a_date", ""),
        (5.0, "values.not_a_date", ""),
        ("01/01/1080", "values.no_such_day", ""),
    ],
)
def test_what_is_no_date_is_told_with_what_may_be_meant(cell: object, code: str, suggestion: str) -> None:
    with pytest.raises(Problem) as caught:
        values.read_day(cell, today=TODAY)  # type: ignore[arg-type]

    assert (caught.value.code, caught.value.params["suggestion"]) == (code, suggestion)


@given(st.dates(date(1930, 1, 1), date(2090, 12, 31)))
def test_every_day_is_read_back_from_all_its_spellings(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    spellings = [day, serial, f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", day.isoformat()]

    assert {values.read_day(each, today=TODAY) for each in spellings} == {Day(day)}


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        ("1,234.5", "1234.5"),
        ("1 234", "1234"),
        (7.5, "7.5"),
        (8.0, "8"),
        ("-3", "-3"),
    ],
)
def test_numbers_are_read(cell: object, number: str) -> None:
    assert values.read_decimal(cell) == Decimal(number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "multiplier", "dong"),
    [
        ("1.500.000", 1, 1_500_000),
        ("1.500.000 đ", 1, 1_500_000),
        ("15 triệu", 1, 15_000_000),
        ("1,5 tỷ", 1, 1_500_000_000),
        ("1.200", 10**6, 1_200_000_000),
        (28.5, 10**6, 28_500_000),
        ("250", 1000, 250_000),
    ],
)
def test_money_is_read_in_the_unit_it_is_told_in(cell: object, multiplier: int, dong: int) -> None:
    assert values.read_money(cell, multiplier) == dong  # type: ignore[arg-type]


def test_the_unit_of_money_is_read_from_a_title() -> None:
    titles = ["ĐVT: triệu đồng", "Đơn vị tính: nghìn đồng", "(Đơn vị: đồng)", "Kinh phí (tỷ đồng)"]

    assert [values.multiplier_in(title) for title in titles] == [10**6, 10**3, 1, 10**9]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("  nguyễn   văn  an ", "Nguyễn Văn An"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("Đ/c Nguyễn Văn An", "Nguyễn Văn An"),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An"),
        ("Nguyễn Thị Hoà (Bí thư)", "Nguyễn Thị Hoà"),
        ("H'MÔNG Y BLÔ", "H'Mông Y Blô"),
        ("Ông Văn Tùng", "Ông Văn Tùng"),
        ("Nguye\u0302\u0303n Va\u0306n An", "Nguyễn Văn An"),
    ],
)
def test_names_are_read(cell: str, name: str) -> None:
    assert values.read_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "identity"),
    [
        ("020080000011", Identity("020080000011")),
        ("020 080 000 011", Identity("020080000011")),
        ("'020080000011", Identity("020080000011")),
        (20080000011.0, Identity("020080000011", zeros=1)),
        ("20080000011", Identity("020080000011", zeros=1)),
        (1080000011.0, Identity("001080000011", zeros=2)),
        ("081234567", Identity("081234567", is_old=True)),
        (81234567.0, Identity("081234567", is_old=True)),
    ],
)
def test_national_ids_are_read_with_the_zeros_a_spreadsheet_took(cell: object, identity: Identity) -> None:
    assert values.read_identity(cell) == identity  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("0200800000111", "values.identity_digits"),
        ("02008000001", "values.identity_digits"),
        ("2.0080000011E+10", "values.identity_power"),
        ("2,01E+10", "values.identity_power"),
        ("không có số", "values.identity_digits"),
        (99980000011.0, "values.identity_digits"),
    ],
)
def test_what_cannot_be_a_national_id_is_told(cell: object, code: str) -> None:
    with pytest.raises(Problem) as caught:
        values.read_identity(cell)  # type: ignore[arg-type]

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "is_marked"),
    [("x", True), ("X", True), (1.0, True), ("Có", True), ("không", False), ("-", False), (None, False)],
)
def test_marks_are_read(cell: object, is_marked: bool) -> None:
    assert values.read_flag(cell) is is_marked  # type: ignore[arg-type]
