"""``vun compensation``: a case computed in words and as JSON."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from tests.factories.commitments import make_laws
from vun.faces.cli.main import main
from vun.records.commitments.models import CommitmentLaw

pytestmark = pytest.mark.django_db
OLD = ("--sent-on", "2023-08-15", "--case", "left_early", "--cost", "60000000")


def run(*arguments: str) -> int:
    if not CommitmentLaw.objects.exists():
        make_laws()
    with translation.override("vi"):
        return main(["compensation", *arguments])


def test_a_case_is_computed_from_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*OLD, "--owed", "48", "--served", "12", "--earlier-years", "10", "--special", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "law": "Nghị định 101/2017/NĐ-CP",
        "clause": "",
        "verified": True,
        "case": "left_early",
        "charge": "unserved",
        "cost": 60_000_000,
        "owed_months": 48,
        "served_months": 12,
        "before_reduction": 45_000_000,
        "reduction_percent": 15.0,
        "reduction": 6_750_000,
        "amount": 38_250_000,
    }


def test_months_are_counted_from_days(capsys: pytest.CaptureFixture[str]) -> None:
    days = ("--study", "2023-09-01", "2025-08-31", "--service", "2025-09-15", "2026-09-14")
    assert run(*OLD, *days, "--council", "2,5") == 0
    shown = capsys.readouterr().out
    assert "F = 60.000.000; T1 = 48; T2 = 12" in shown
    assert "Giảm 2,50%: 1.125.000 đồng" in shown
    assert "Phải đền bù: 43.875.000 đồng" in shown


def test_what_the_law_does_not_know_and_what_is_missing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*OLD[:2], "--case", "dismissed_early", "--cost", "1") == 0
    assert "không buộc đền bù" in capsys.readouterr().out


def test_missing_months_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*OLD) != 0
    assert "Chưa có số tháng phải phục vụ" in capsys.readouterr().err


def test_a_course_of_a_few_days_leaves_nothing_to_serve(capsys: pytest.CaptureFixture[str]) -> None:
    """Four days are twelve when three times as long: no month."""
    days = ("--study", "2025-07-07", "2025-07-10", "--service", "2025-07-12", "2025-07-14")
    assert run("--sent-on", "2025-07-07", "--case", "left_early", "--cost", "3200000", *days) == 0
    shown = capsys.readouterr().out
    assert "T1 = 0; T2 = 0" in shown
    assert "Phải đền bù: 0 đồng" in shown


def test_two_sources_get_back_what_they_paid_and_the_rounding_asked_for_is_used(
    capsys: pytest.CaptureFixture[str],
) -> None:
    paid = ("--cost", "Ngân sách tỉnh=90.000.000", "--cost", "Dự án=30000000")
    case = ("--sent-on", "2026-02-01", "--case", "left_early", "--owed", "72", "--served", "30")
    assert run(*case, *paid, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["cost"], told["amount"]) == (120_000_000, 70_000_000)
    assert told["given_back"] == {"Ngân sách tỉnh": 52_500_000, "Dự án": 17_500_000}


@pytest.mark.parametrize(
    ("rounding", "shown"),
    [((), "T2 = 18"), (("--month-from-days", "31"), "T2 = 17"), (("--money-unit", "1000000"), "45.000.000")],
)
def test_rounding_may_be_tried(
    rounding: tuple[str, ...], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("--owed", "72", "--service", "2025-07-01", "2026-12-16")
    assert run("--sent-on", "2026-02-01", "--case", "left_early", "--cost", "60000001", *days, *rounding) == 0
    assert shown in capsys.readouterr().out


def test_days_out_of_order_and_figures_that_mean_nothing_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = ("--sent-on", "2026-02-01", "--case", "left_early", "--cost", "60000000", "--owed", "72")
    for wrong, said in [
        (("--service", "2026-12-16", "2025-07-01"), "Ngày thôi việc phải từ ngày tốt nghiệp"),
        (("--month-from-days", "0"), "Số ngày lẻ phải từ 1 đến 31"),
        (("--money-unit", "0"), "Con số phải từ 1 trở lên"),
        (("--served", "-1"), "không được nhỏ hơn 0"),
    ]:
        assert run(*case, *wrong) != 0
        assert said in capsys.readouterr().err
    for argument in ("--cost", "--council"):
        with pytest.raises(SystemExit):
            run(*case, argument, "12,345" if argument == "--council" else "nhiều")
