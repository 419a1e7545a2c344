"""``vun figures check``: needs no installation, prints JSON or words, and tells by its exit code what it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines.figures.test_reading import GOOD
from vun.faces.cli.main import main

Run = Callable[..., tuple[int, str, str]]
CASES = Path(__file__).parents[2] / "data" / "cases"


def run_alone(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, which finds nothing of an installation."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("VUN_")}
    return subprocess.run(
        [sys.executable, "-m", "vun", "figures", "check", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The exit code of the command, and what it printed."""
    # The command turns to a folder of its own, the tests go on in theirs.
    monkeypatch.setenv("VUN_DATA_DIR", os.environ["VUN_DATA_DIR"])

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["figures", "check", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_a_case_is_checked_without_an_installation(tmp_path: Path) -> None:
    done = run_alone(tmp_path, str(CASES / "lang-son-2009.yaml"), "--json")
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["case"] == "lang-son-2009"
    assert list(tmp_path.iterdir()) == []


def test_a_case_in_which_all_holds_is_no_finding(run: Run) -> None:
    code, printed, told = run(str(CASES / "lao-cai-2010-2015.yaml"), "--json")
    assert (code, told) == (0, "")
    assert json.loads(printed)["case"] == "lao-cai-2010-2015"


def test_words_name_every_sum_that_does_not_hold(run: Run) -> None:
    lines = run(str(CASES / "lang-son-2009.yaml"))[1].splitlines()
    faults = [
        (line.split()[1], lines[place + 1].strip(), lines[place + 2].strip())
        for place, line in enumerate(lines)
        if line.startswith("!")
    ]
    assert faults == [
        ("R4", "Các lớp đào tạo tại tỉnh: học viên", "tính ra 1.050 · báo cáo nêu 1.070 · chênh lệch -20"),
        ("R7", "Bồi dưỡng tại các học viện Trung ương", "tính ra 70 · báo cáo nêu 67 · chênh lệch 3"),
        (
            "R9",
            "Tổng đào tạo, bồi dưỡng; Chỉ tiêu kế hoạch; Tỷ lệ đạt kế hoạch",
            "tính ra 130,4798 · làm tròn 130,48 · báo cáo nêu 130,47 · chênh lệch 0,01",
        ),
    ]
    assert "   2  Không khớp" in lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("value: 10\n", "value: mười\n"), "thu.yaml:8: figures[0].value: “mười” không phải số."),
        (GOOD.replace("total: a\n", "total: x\n"), "thu.yaml:17: relations[0].total: không có số nào mang mã “x”."),
        (GOOD.replace("type: sum", "type: cộng"), "không có giá trị “cộng”. Chọn một trong: sum, ratio"),
        (GOOD.replace("case: thu", "case: [thu"), "thu.yaml:2: tệp không đúng dạng YAML"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_told_with_its_place_and_prints_nothing_else(
    text: str, said: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "thu.yaml"
    path.write_text(text, encoding="utf-8")
    code, printed, told = run(str(path), "--json")
    assert (code, printed) == (2, "")
    assert said in told


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    code, printed, told = run("khong-co.yaml")
    assert (code, printed) == (2, "")
    assert "khong-co.yaml" in told
