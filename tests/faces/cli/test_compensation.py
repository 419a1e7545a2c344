"""``vun compensation``: a case computed in words and as JSON."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from tests.factories.commitments import make_laws
from vun.faces.cli.main import main

pytestmark = pytest.mark.django_db
OLD = ("--sent-on", "2023-08-15", "--case", "left_early", "--cost", "60000000")


def run(*arguments: str) -> int:
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
