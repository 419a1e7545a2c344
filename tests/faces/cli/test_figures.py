"""``vun figures check``: needs no installation, prints JSON or words, and tells by its exit code what it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.figures.test_reading import GOOD

CASES = Path(__file__).parents[2] / "data" / "cases"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("VUN_")}
    return subprocess.run(
        [sys.executable, "-m", "vun", "figures", "check", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("name", "code"), [("lang-son-2009", 1), ("lao-cai-2010-2015", 0)])
def test_a_case_is_checked_without_an_installation(name: str, code: int, tmp_path: Path) -> None:
    done = run(tmp_path, str(CASES / f"{name}.yaml"), "--json")
    assert (done.returncode, done.stderr) == (code, "")
    assert json.loads(done.stdout)["case"] == name
    assert list(tmp_path.iterdir()) == []


def test_words_name_every_sum_that_does_not_hold(tmp_path: Path) -> None:
    done = run(tmp_path, str(CASES / "lang-son-2009.yaml"))
    lines = done.stdout.splitlines()
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
    text: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "thu.yaml"
    path.write_text(text, encoding="utf-8")
    done = run(tmp_path, str(path), "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "khong-co.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "khong-co.yaml" in done.stderr
    assert "Traceback" not in done.stderr
