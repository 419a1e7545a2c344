"""``vun plan instance``: the registry of a day as a planning problem in a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from tests.factories.allocation import ON, YEAR, make_ground
from tests.factories.plans import SYSTEM
from vun.engines.optimizer.problem import read_problem
from vun.faces.cli.main import main
from vun.records.people.domain import AbsenceKind
from vun.records.people.operations import record_absence

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    with translation.override("vi"):
        return main(["plan", "instance", "--on", ON.isoformat(), *arguments])


@pytest.mark.parametrize("name", ["problem.json", "problem.json.gz"])
def test_the_file_is_what_the_planner_reads_and_the_assumptions_are_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = make_ground()
    record_absence(
        person=ground.people[0],
        kind=AbsenceKind.SECONDED,
        on=date(2026, 12, 1),
        until=date(2027, 3, 2),
        by=SYSTEM,
    )
    path = tmp_path / name
    assert run("--plan-year", str(YEAR), "--out", str(path)) == 0
    problem = read_problem(path)
    assert (problem.people, problem.items) == (12, 12)
    told = capsys.readouterr().out
    assert "12 người, 12 phần còn thiếu" in told
    assert "Chưa khai giờ giảng của giảng viên" in told
    assert "1 người vắng mặt dài ngày" in told
    assert "Nguyễn" not in path.read_bytes().decode("latin-1")


def test_nothing_to_plan_and_a_folder_that_is_not_there_end_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_ground(1)
    assert run("--plan-year", str(YEAR - 2), "--out", str(tmp_path / "a.json")) == 2
    assert "Năm này đã qua" in capsys.readouterr().err
    assert run("--plan-year", str(YEAR - 1), "--out", str(tmp_path / "a.json")) == 2
    assert run("--plan-year", str(YEAR), "--out", str(tmp_path / "none" / "a.json")) == 2
    assert "Chưa có kinh phí nào" in capsys.readouterr().err
