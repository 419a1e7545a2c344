"""What several commands take."""

from __future__ import annotations

import argparse
from datetime import date

import pytest
from django.utils import translation

from vun.faces.cli.arguments import day


@pytest.mark.parametrize("text", ["2026-06-30", "30/06/2026", "30/6/2026"])
def test_a_day_is_read_in_either_form(text: str) -> None:
    assert day(text) == date(2026, 6, 30)


@pytest.mark.parametrize("text", ["31/02/2025", "2025-02-31", "30.06.2026", ""])
def test_what_is_no_day_is_told_with_both_forms(text: str) -> None:
    with translation.override("vi"), pytest.raises(argparse.ArgumentTypeError) as refused:
        day(text)
    assert str(refused.value) == (
        f"“{text}” không phải một ngày có trong lịch. Gõ năm-tháng-ngày, ví dụ 2026-06-30, "
        "hoặc ngày/tháng/năm, ví dụ 30/06/2026."
    )
